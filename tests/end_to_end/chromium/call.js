"use strict";

// One call as protocol version 1 has it: offers, answers and candidates that carry the
// generation of their connection, and the data channel "gurukul" where it is wanted.

const LABEL = "gurukul";
const PING_EVERY = 1000;
const REPAIR = ["video/rtx", "video/red", "video/ulpfec"];

class Call {
  // plan: the fields of `matched`. stream: what is sent. send: takes what goes to the partner.
  // options: {codec: "VP8" | "H264", channel: whether the data channel is spoken,
  //           bitrate: the most for video, in bits a second, still: the size never changes}
  constructor(plan, stream, send, options) {
    this.plan = plan;
    this.stream = stream;
    this.send = send;
    this.options = options;
    this.generation = 0;
    this.remote = new MediaStream();
    this.partner = null;      // its microphone and camera, as it says
    this.bye = null;          // why it hung up
    this.pongs = 0;
    this.complaints = [];
    this.work = Promise.resolve();
    this.connect();
    if (plan.role === "caller") this.queue(() => this.offer());
  }

  // What the partner sent through the server; one after the other.
  receive(data) {
    this.queue(() => this.take(data));
  }

  // A connection in the place of the one there is; the caller's to begin.
  rebuild() {
    this.renew(this.generation + 1);
    this.queue(() => this.offer());
  }

  close(reason) {
    this.say({ type: "bye", reason });
    this.send({ bye: reason });
    this.free();
  }

  free() {
    this.previous?.close();
    this.connection.close();
    clearInterval(this.beat);
  }

  queue(step) {
    this.work = this.work.then(step).catch((error) => this.complaints.push(String(error)));
  }

  connect() {
    const { ice_servers = [], ice_policy = "all" } = this.plan;
    const connection = new RTCPeerConnection({
      iceServers: ice_servers, iceTransportPolicy: ice_policy, bundlePolicy: "max-bundle",
    });
    const { generation } = this;
    connection.onicecandidate = ({ candidate }) => this.send({ candidate, generation });
    connection.ondatachannel = ({ channel }) => this.open(channel);
    connection.ontrack = ({ track }) => {
      this.remote.getTracks().filter((t) => t.kind === track.kind)
        .forEach((old) => this.remote.removeTrack(old));
      this.remote.addTrack(track);
    };
    this.connection = connection;
    if (this.plan.role === "caller") {
      this.addTracks();
      if (this.options.channel) this.open(connection.createDataChannel(LABEL));
    }
  }

  // The one before is closed when this one stands: until then it is not known which will last.
  renew(generation) {
    this.previous?.close();
    this.previous = this.connection;
    this.generation = generation;
    this.connect();
    const { connection } = this;
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === "connected") this.previous.close();
    };
  }

  addTracks() {
    const wanted = this.stream.getTracks()
      .filter((track) => track.kind === "audio" || this.plan.media === "video");
    for (const track of wanted) this.connection.addTrack(track, this.stream);
    const codecs = RTCRtpReceiver.getCapabilities("video").codecs.filter(({ mimeType }) =>
      mimeType === `video/${this.options.codec}` || REPAIR.includes(mimeType));
    for (const transceiver of this.connection.getTransceivers()) {
      if (transceiver.receiver.track.kind === "video") transceiver.setCodecPreferences(codecs);
    }
  }

  async offer() {
    await this.connection.setLocalDescription();
    this.describe();
  }

  describe() {
    const { type, sdp } = this.connection.localDescription;
    this.send({ description: { type, sdp, generation: this.generation } });
  }

  async take({ description, candidate, generation, bye }) {
    if (bye) {
      this.bye = bye;
    } else if (description) {
      if (description.generation < this.generation) return;
      if (description.generation > this.generation) this.renew(description.generation);
      await this.connection.setRemoteDescription(description);
      if (description.type === "offer") {
        this.addTracks();
        await this.connection.setLocalDescription();
        this.describe();
      }
      await this.choose();
    } else if (generation === this.generation) {
      await this.connection.addIceCandidate(candidate);
    }
  }

  // What is answered tells Chromium what it may be sent; what it sends, it takes from the offer.
  async choose() {
    const sender = this.connection.getSenders().find(({ track }) => track?.kind === "video");
    const parameters = sender?.getParameters();
    const [encoding] = parameters?.encodings ?? [];
    if (!encoding) return;
    encoding.codec = parameters.codecs
      .find(({ mimeType }) => mimeType === `video/${this.options.codec}`);
    if (this.options.bitrate) encoding.maxBitrate = this.options.bitrate;
    if (this.options.still) parameters.degradationPreference = "maintain-resolution";
    await sender.setParameters(parameters);
  }

  // The data channel

  open(channel) {
    if (channel.label !== LABEL || !this.options.channel) return;
    this.channel = channel;
    channel.onopen = () => this.say({ type: "media", microphone: true, camera: true });
    channel.onmessage = ({ data }) => this.hear(JSON.parse(data));
    let n = 0;
    clearInterval(this.beat);
    this.beat = setInterval(() => this.say({ type: "ping", n: ++n }), PING_EVERY);
  }

  say(message) {
    if (this.channel?.readyState === "open") this.channel.send(JSON.stringify(message));
  }

  hear(message) {
    if (message.type === "ping") this.say({ type: "pong", n: message.n });
    else if (message.type === "pong") this.pongs += 1;
    else if (message.type === "media") this.partner = message;
    else if (message.type === "bye") this.bye = message.reason;
  }

  // What is seen and heard so far, as the W3C's statistics tell.
  async measure() {
    const found = { state: this.connection.connectionState, generation: this.generation };
    const reports = [...(await this.connection.getStats()).values()];
    for (const report of reports.filter(({ type }) => type === "inbound-rtp")) {
      const codec = reports.find(({ id }) => id === report.codecId);
      found[report.kind] = { ...report, mimeType: codec?.mimeType };
    }
    found.sent = reports.find(({ type, kind }) => type === "outbound-rtp" && kind === "video");
    return found;
  }
}
