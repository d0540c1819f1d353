// The socket: opened again for ever, at once when the page wakes, never in step with everybody else's.

const SIGNED_OUT = 4401;
const NO_SEAT = 4403;
const FLOOD = 4429;
const SERVER_ENDS = [1001, 1012, 1013];
const PING_EVERY = 15_000;
const ANSWER_WITHIN = 5_000;
const AWAKE_WITHIN = 1_200;
const ASLEEP_AFTER = 12_000;
// Browsers make sockets wait longer and longer (Chromium up to 5 seconds) after many that failed. From here on a
// plain request asks first whether anybody is there.
const KNOCK_AFTER = 4;
const DOOR = "/healthz";

const between = (least, most) => least + Math.random() * (most - least);

export class Line {
  // `after()` is the number to go on from; `frame(frame)` takes what arrives; `state(name)` hears
  // "open", "lost" and, for good, "ended".
  constructor(path, { after, frame, state }) {
    this.url = `${location.origin.replace(/^http/, "ws")}${path}`;
    this.after = after;
    this.frame = frame;
    this.state = state;
    this.tries = 0;
    this.ended = false;
    this.heard = Date.now();
    this.listenForWaking();
  }

  open() {
    if (this.ended || this.socket) return;
    clearTimeout(this.later);
    const socket = new WebSocket(`${this.url}?after=${this.after()}`);
    this.socket = socket;
    this.expect(ANSWER_WITHIN);
    socket.onmessage = ({ data }) => this.socket === socket && this.hear(JSON.parse(data));
    socket.onclose = ({ code }) => this.socket === socket && this.lose(code);
  }

  // Drop this connection and go on with a new one.
  again() {
    this.drop();
    this.lose(0);
  }

  hear(frame) {
    this.stopExpecting();
    this.heard = Date.now();
    if (frame.kind === "hello") {
      this.tries = 0;
      this.state("open");
    }
    this.frame(frame);
  }

  lose(code) {
    this.stopExpecting();
    this.socket = null;
    if (code === SIGNED_OUT || code === NO_SEAT) {
      this.ended = true;
      this.state("ended");
      return;
    }
    this.state("lost");
    clearTimeout(this.later);
    const pause = this.pause(code);
    this.later = setTimeout(() => (this.tries > KNOCK_AFTER ? this.knock() : this.open()), pause);
  }

  // Opens the socket as soon as the site answers at all.
  async knock() {
    const signal = AbortSignal.timeout(ANSWER_WITHIN);
    const answer = await fetch(DOOR, { cache: "no-store", credentials: "omit", signal }).catch(() => null);
    if (this.ended || this.socket) return;
    if (answer?.ok) this.open();
    else this.lose(0);
  }

  pause(code) {
    this.tries += 1;
    // Too many pages of this person are open: this one waits until it is looked at.
    if (code === FLOOD) return between(60_000, 120_000);
    // A restart sends everybody away in the same moment; they come back one by one.
    if (SERVER_ENDS.includes(code) && this.tries === 1) return between(200, 8_000);
    const most = Math.min(document.hidden ? 30_000 : 1_400, 300 * 2 ** this.tries);
    return between(most / 2, most);
  }

  // Unless something arrives within `ms`, this connection only looks alive. What is already overdue stays so.
  expect(ms) {
    this.overdue ??= setTimeout(() => this.again(), ms);
  }

  stopExpecting() {
    clearTimeout(this.overdue);
    this.overdue = null;
  }

  ping(within) {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.socket.send('{"kind":"ping"}');
    this.expect(within);
  }

  drop() {
    const socket = this.socket;
    this.socket = null;
    if (socket) socket.onclose = null;
    socket?.close();
  }

  wake() {
    if (document.hidden || this.ended) return;
    this.stopExpecting();
    if (this.socket?.readyState === WebSocket.CONNECTING) this.drop();
    if (this.socket) this.ping(AWAKE_WITHIN);
    else this.open();
  }

  // The machine slept or the network is another one: what was open before is dead, and asking it costs seconds.
  anew() {
    if (document.hidden || this.ended) return;
    this.stopExpecting();
    this.drop();
    this.open();
  }

  listenForWaking() {
    document.addEventListener("visibilitychange", () => this.wake());
    addEventListener("online", () => this.anew());
    addEventListener("pageshow", ({ persisted }) => persisted && this.wake());
    addEventListener("pagehide", () => this.drop());
    let ticked = Date.now();
    setInterval(() => {
      const now = Date.now();
      // The clock jumped: the machine slept.
      if (now - ticked > ASLEEP_AFTER) this.anew();
      else if (!document.hidden && now - this.heard > PING_EVERY) this.ping(ANSWER_WITHIN);
      ticked = now;
    }, 4_000);
  }
}
