"use strict";

// A student at a web page: the messages of protocol version 1 over a WebSocket.

const student = {
  said: [],        // the type of each message of the server
  call: null,
  state: "offline",

  show(state) {
    this.state = state;
    document.getElementById("state").textContent = state;
  },

  // options: those of the call, and {name, size: [width, height]}
  async connect(url, options) {
    this.options = { codec: "VP8", channel: true, name: "Browser", size: [640, 360], ...options };
    const [width, height] = this.options.size;
    this.stream = await navigator.mediaDevices.getUserMedia({
      video: { width, height, frameRate: 30 }, audio: true,
    });
    document.getElementById("local").srcObject = this.stream;
    this.socket = new WebSocket(url, "gurukul.v1");
    this.socket.onopen = () =>
      this.tell({ type: "hello", protocol: 1, name: this.options.name });
    this.socket.onmessage = ({ data }) => this.receive(JSON.parse(data));
    this.socket.onclose = () => this.show("offline");
  },

  tell(message) {
    this.socket.send(JSON.stringify(message));
  },

  find() {
    this.tell({ type: "find", mode: "global", media: "video" });
  },

  leave(type) {           // "skip" or "end"
    this.call.close(type === "skip" ? "skipped" : "ended");
    this.tell({ type, session: this.session });
  },

  receive(message) {
    this.said.push(message.type);
    switch (message.type) {
      case "welcome": return this.show("idle");
      case "queued": return this.show("searching");
      case "matched": return this.begin(message);
      case "signal": return message.session === this.session && this.call.receive(message.data);
      case "ended":
      case "partner_left": return this.finish(message.reason);
      case "error": return console.error("the server refuses", message.code, message.message);
    }
  },

  begin(matched) {
    const { session } = matched;
    this.session = session;
    this.show(`with ${matched.partner.name}`);
    const send = (data) => this.tell({ type: "signal", session, data });
    this.call = new Call(matched, this.stream, send, this.options);
    document.getElementById("remote").srcObject = this.call.remote;
  },

  finish(reason) {
    this.call.free();
    this.session = null;
    this.show(`over: ${reason}`);
  },
};
