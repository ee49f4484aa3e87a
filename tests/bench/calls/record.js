"use strict";

// One side of a measured call. Times are performance.now() in milliseconds. `tell` is a
// binding: the bench listens at it.

const BITS = 8;
const ROW = 1 / 36;        // the middle of the blocks, see marks.py

const side = {
  call: null,
  filmed: [], seen: [], presented: [], kept: [], spoken: [], heard: [],

  async prepare(lines, recording, keepEvery) {
    this.recording = recording;
    this.keepEvery = keepEvery;
    this.remote = document.getElementById("remote");
    this.stream = await navigator.mediaDevices.getUserMedia({
      video: { width: lines * 16 / 9, height: lines, frameRate: 30 },
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    if (!recording) return;
    const [camera] = this.stream.getVideoTracks(), [microphone] = this.stream.getAudioTracks();
    this.watch(camera, this.filmed, 0, (frame) => frame.timestamp / 1000);
    this.listen(microphone, this.spoken);
  },

  begin(role, options) {
    const send = (data) => tell(JSON.stringify({ signal: data }));
    this.call = new Call({ role, media: "video" }, this.stream, send, options);
    this.remote.srcObject = this.call.remote;
    this.remote.requestVideoFrameCallback((now, { presentationTime }) => {
      tell(JSON.stringify({ first: presentationTime }));
      if (this.recording) this.look(this.call);
    });
    const connect = this.call.connection.ontrack;
    this.call.connection.ontrack = (event) => {
      connect(event);
      if (!this.recording) return;
      if (event.track.kind === "video") this.watch(event.track, this.seen, this.keepEvery);
      else this.listen(event.track, this.heard);
    };
  },

  hangUp() {
    this.call.connection.close();
    this.remote.srcObject = null;
  },

  clear() {
    for (const list of [this.filmed, this.seen, this.presented, this.kept, this.spoken, this.heard])
      list.length = 0;
  },

  // Every picture of a track: when, which number, and how large. The timestamp of a camera's
  // picture is when it was taken, by the machine's monotonic clock.
  async watch(track, into, keepEvery, time = () => performance.now()) {
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 10 }).readable.getReader();
    for (let count = 1; ; count++) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      const at = time(frame);
      const { width, height } = frame.visibleRect;
      const number = await this.number(frame);
      into.push([at, number, width, height]);
      if (keepEvery && count % keepEvery === 0 && number >= 0) {
        const whole = new Uint8Array(frame.allocationSize());
        const [luma] = await frame.copyTo(whole);
        this.kept.push([number, width, height, luma.stride, whole.slice(0, luma.stride * height)]);
      }
      frame.close();
    }
  },

  // What the remote element shows, as it is handed to the compositor.
  look(call) {
    this.remote.requestVideoFrameCallback(async (now, { presentationTime }) => {
      if (call !== this.call) return;
      this.look(call);
      const frame = new VideoFrame(this.remote);
      this.presented.push([presentationTime, await this.number(frame)]);
      frame.close();
    });
  },

  // The number in a picture, -1 where it cannot be read; see marks.py.
  async number(frame) {
    const { width, height } = frame.visibleRect;
    const rect = { x: 0, y: Math.floor(height * ROW / 2) * 2, width: width & ~1, height: 2 };
    const bytes = new Uint8Array(frame.allocationSize({ rect }));
    await frame.copyTo(bytes, { rect });
    const lit = [...Array(2 * BITS).keys()]
      .map((block) => bytes[Math.floor(width * (2 * block + 1) / (4 * BITS))] > 126);
    const good = lit.every((bit, block) => bit === (block < BITS ? lit[block] : !lit[block - BITS]));
    return good ? lit.slice(0, BITS).reduce((number, bit) => 2 * number + bit, 0) : -1;
  },

  // Every piece of a track's sound: when its end came, and its 16-bit samples.
  async listen(track, into) {
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 100 }).readable.getReader();
    for (;;) {
      const { value: data, done } = await reader.read();
      if (done) return;
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      into.push([performance.now(), data.sampleRate, Int16Array.from(samples, (s) => 32767 * s)]);
      data.close();
    }
  },

  // What was recorded, without the pictures that were kept.
  recorded() {
    const sound = (pieces) => ({
      rate: pieces[0]?.[1] ?? 48000,
      times: pieces.map(([at, , samples]) => [at, samples.length]),
      samples: pieces.map(([, , samples]) => new Uint8Array(samples.buffer).toBase64()),
    });
    const { filmed, seen, presented } = this;
    const kept = this.kept.map(([number, width, height]) => [number, width, height]);
    return { filmed, seen, presented, kept, spoken: sound(this.spoken), heard: sound(this.heard) };
  },

  picture(place) {
    const [number, width, height, stride, luma] = this.kept[place];
    return { number, width, height, stride, luma: luma.toBase64() };
  },
};
