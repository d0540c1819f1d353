// What the page says about itself: one polite sentence for each batch, a quiet line while the connection is lost, and
// a button that leads to what is new out of sight. Nothing here moves the focus or the page by itself.

const SHOWN_AFTER = 1_200;
const BACK_FOR = 3_000;
const TYPING_FOR = 3_000;
const NEW_FOR = 8_000;

const calm = matchMedia("(prefers-reduced-motion: reduce)");

const language = document.documentElement.lang || "en";
const plural = new Intl.PluralRules(language);

// "2 new replies", "One new share and 3 new replies". The words are the page's: data-share-one, data-share-other …
export function inWords(page, shares, replies) {
  const say = (kind, number) => {
    const words = page.getAttribute(`data-${kind}-${plural.select(number)}`) ?? page.getAttribute(`data-${kind}-other`);
    return words.replace("{n}", number.toLocaleString(language));
  };
  let words = shares ? say("share", shares) : say("reply", replies);
  if (shares && replies) words = page.dataset.both.replace("{shares}", words).replace("{replies}", say("reply", replies));
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}

export class Voice {
  constructor() {
    this.line = document.querySelector("[data-connection]");
    this.lost = this.line?.textContent ?? "";
    this.said = document.querySelector("[data-announce]");
    this.pill = document.querySelector("[data-new]");
    this.untold = [];
    this.unseen = new Set();
    this.typedAt = 0;
    addEventListener("input", () => (this.typedAt = Date.now()));
    this.pill?.querySelector("button").addEventListener("click", () => this.lead());
    this.watch = new IntersectionObserver((entries) => this.see(entries));
  }

  // New articles are on the page. Returns those of others.
  tell(articles) {
    const others = articles.filter((article) => !article.classList.contains("is-mine"));
    for (const article of others) {
      article.classList.add("is-new");
      this.unseen.add(article);
      this.watch.observe(article);
    }
    this.untold.push(...others);
    if (others.length) this.sayWhenQuiet();
    return others;
  }

  wordsFor(articles) {
    const replies = articles.filter((article) => article.dataset.in).length;
    return inWords(this.said, articles.length - replies, replies);
  }

  // Held back while somebody types: a screen reader would speak into their words.
  sayWhenQuiet() {
    clearTimeout(this.saying);
    const left = this.typedAt + TYPING_FOR - Date.now();
    if (left > 0) {
      this.saying = setTimeout(() => this.sayWhenQuiet(), left);
      return;
    }
    const words = this.wordsFor(this.untold);
    this.untold = [];
    this.said.textContent = this.said.textContent === `${words}.` ? `${words}.\u00a0` : `${words}.`;
  }

  see(entries) {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting && target.isConnected) continue;
      this.watch.unobserve(target);
      this.unseen.delete(target);
      setTimeout(() => target.classList.remove("is-new"), NEW_FOR);
    }
    this.showPill();
  }

  showPill() {
    if (!this.pill) return;
    const unseen = [...this.unseen].filter((article) => article.isConnected);
    this.pill.hidden = unseen.length === 0;
    if (unseen.length) this.pill.querySelector("button").textContent = this.wordsFor(unseen);
  }

  // Pressed by the reader, so here the page may move and the focus goes along.
  lead() {
    const first = [...this.unseen].find((article) => article.isConnected);
    this.unseen.forEach((article) => this.watch.unobserve(article));
    this.unseen.clear();
    this.showPill();
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "center" });
  }

  // state: "open", "lost", "ended"
  connection(state) {
    if (!this.line) return;
    if (state === "lost") this.showing ??= setTimeout(() => this.show(this.lost), SHOWN_AFTER);
    else {
      clearTimeout(this.showing);
      this.showing = null;
      if (state === "ended") this.show(this.line.dataset.ended);
      else if (!this.line.hidden) this.showBack();
    }
  }

  show(words) {
    clearTimeout(this.hiding);
    this.line.classList.remove("is-back");
    this.line.hidden = false;
    this.line.textContent = words;
  }

  showBack() {
    this.show(this.line.dataset.back);
    this.line.classList.add("is-back");
    this.hiding = setTimeout(() => (this.line.hidden = true), BACK_FOR);
  }
}
