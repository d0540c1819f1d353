// What others write arrives on this page by itself. Without this file everything works by reloading.

import { keepTimesRight } from "./live/ago.js";
import { dot } from "./live/badge.js";
import { Line } from "./live/line.js";
import { Mine } from "./live/mine.js";
import { Page } from "./live/page.js";
import { refresh, renew } from "./live/renew.js";
import { giveSupportsQuietly } from "./live/supports.js";
import { Unread } from "./live/unread.js";
import { Voice } from "./live/voice.js";

const TRY_AGAIN = 4_000;
const root = document.querySelector("[data-live]");

class Live {
  constructor() {
    this.seq = Number(root.dataset.seq) || 0;
    this.voice = new Voice();
    this.mine = new Mine();
    this.page = new Page(root, this.mine);
    this.unread = new Unread(root, () => this.seq);
    this.waiting = null; // frames that arrive while the list is fetched anew
    this.line = new Line(root.dataset.live, {
      after: () => this.seq,
      frame: (frame) => this.take(frame),
      state: (state) => this.voice.connection(state),
    });
  }

  take(frame) {
    if (this.waiting) return this.waiting.push(frame);
    this[`on_${frame.kind}`]?.(frame);
    root.dataset.seq = this.seq;
  }

  on_hello({ seq }) {
    this.seq = Math.max(this.seq, seq);
  }

  on_mine(frame) {
    this.mine.learn(frame);
  }

  on_news({ from, to, items, mine }) {
    if (to <= this.seq) return;
    // Something is missing in between: the server knows what, ask it from where we are.
    if (from > this.seq) return this.line.again();
    const fresh = items.filter((item) => item.seq > this.seq);
    this.mine.hear(fresh, mine);
    const others = this.voice.tell(this.page.put(fresh));
    if (others.length) dot();
    this.unread.add(others);
    this.unread.follow();
    keepTimesRight();
    this.seq = to;
  }

  async on_reload() {
    this.waiting = [];
    const seq = await renew(root);
    const frames = this.waiting;
    this.waiting = null;
    // The page cannot be had just now. Ask again later, not in a circle.
    if (seq === null) return setTimeout(() => this.line.again(), TRY_AGAIN);
    this.seq = seq;
    root.dataset.seq = seq;
    this.page.look();
    this.unread.look();
    this.mine.mark(root);
    keepTimesRight();
    frames.forEach((frame) => this.take(frame));
  }

  on_ask() {
    dot();
    clearTimeout(this.asking);
    this.asking = setTimeout(async () => {
      await refresh(root);
      keepTimesRight();
    }, 200);
  }
}

keepTimesRight();
if (root) {
  const live = new Live();
  giveSupportsQuietly();
  live.line.open();
}
