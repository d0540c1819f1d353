// What is the reader's own: told in private, marked here, because the articles themselves are the same for everybody.

export class Mine {
  constructor() {
    this.posts = new Set();
    this.supports = new Map();
  }

  // The frame at connect: the newest of the reader's own posts and supports.
  learn({ posts, supports }) {
    posts.forEach((id) => this.posts.add(id));
    Object.entries(supports).forEach(([id, kinds]) => this.supports.set(id, kinds));
    for (const id of [...posts, ...Object.keys(supports)]) {
      const article = document.getElementById(`p-${id}`);
      if (article) this.markOne(article);
    }
  }

  // What came with news: a post that is not mentioned there has no support of the reader any more.
  hear(items, mine) {
    mine?.posts.forEach((id) => this.posts.add(id));
    items.forEach(({ id }) => this.supports.set(id, mine?.supports[id] ?? []));
  }

  mark(root) {
    root.querySelectorAll("[data-post]").forEach((article) => this.markOne(article));
  }

  markOne(article) {
    const id = article.dataset.post;
    if (this.posts.has(id)) article.classList.add("is-mine");
    const kinds = this.supports.get(id);
    if (!kinds) return;
    article.querySelectorAll("button.support").forEach((button) => {
      button.setAttribute("aria-pressed", String(kinds.includes(button.value)));
    });
  }
}
