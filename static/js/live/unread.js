// How far the reader has read, told to the server only and only once all that is new here has been on the screen.
// Without this file the button "I have read it" says so.

const LOOKED_FOR = 800; // ms on the screen: scrolled past is not read

// A post, or the line that leads to more replies than are shown.
const keyOf = (article) => article.dataset.unread || article.dataset.post;

export class Unread {
  // `upTo()` is the number that the page stands at. Only the newest part of a circle's page keeps count.
  constructor(root, upTo) {
    this.root = root;
    this.upTo = upTo;
    this.left = new Set();
    this.watch = new IntersectionObserver((seen) => seen.forEach((one) => this.see(one)));
    if (root.dataset.read) this.add(root.querySelectorAll("[data-unread]"));
  }

  add(articles) {
    if (!this.root.dataset.read) return;
    for (const article of articles) {
      article.dataset.unread ??= "";
      this.left.add(keyOf(article));
      this.watch.observe(article);
    }
  }

  // An article may have been replaced meanwhile: what is left to read is watched in its place.
  follow() {
    for (const article of this.root.querySelectorAll("[data-unread]")) {
      if (this.left.has(keyOf(article))) this.watch.observe(article);
    }
  }

  // The list was fetched anew.
  look() {
    this.watch.disconnect();
    this.left.clear();
    this.add(this.root.querySelectorAll("[data-unread]"));
  }

  see({ target, isIntersecting }) {
    clearTimeout(target.looking);
    if (!isIntersecting) return;
    target.looking = setTimeout(() => this.read(target), LOOKED_FOR);
  }

  read(article) {
    this.watch.unobserve(article);
    if (!this.left.delete(keyOf(article)) || this.left.size) return;
    const body = new FormData(document.querySelector("#acts"));
    body.set("up_to", this.upTo());
    // Not told now is told the next time: the line then stands a little longer.
    fetch(this.root.dataset.read, { method: "POST", body, headers: { "X-Live": "1" }, keepalive: true }).catch(() => {});
  }
}
