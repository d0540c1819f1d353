// Private guidance beside the box: which words, why, and a kinder wording that one press takes over.

import { keep, take } from "./draft.js";

const REST = 700; // ms without a key before the words are read
const SAY_AFTER = 2000; // ms of rest before a screen reader hears of it, once
const SHORTEST = 8; // characters: nothing shorter can be unkind

export class Guidance {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.list = form.querySelector("[data-guidance]");
    this.said = form.querySelector("[data-guidance-said]");
    this.template = form.querySelector("template[data-finding]");
    this.wording = form.querySelector("template[data-wording]");
    this.line = form.querySelector("[data-kind]");
    this.thanks = form.querySelector("[data-thanks]");
    this.key = `kept:${new URL(form.action, location.href).pathname}`;
    this.kept = new Set([...form.elements.seen.value.split(" "), ...this.keptBefore()].filter(Boolean));
    form.elements.seen.value = [...this.kept].join(" ");
    this.lastSaid = "";
    words.addEventListener("input", () => this.later());
    for (const need of form.querySelectorAll("[name=need]")) need.addEventListener("change", () => this.later());
    form.querySelector("[data-look]")?.addEventListener("click", (event) => this.look(event));
    if (words.value) this.later();
  }

  /** What was kept in this draft before the page was loaded anew; another draft begins without. */
  keptBefore() {
    const before = take(this.key) ?? "";
    if (before && this.words.value) keep(this.key, before);
    return this.words.value ? before.split(" ") : [];
  }

  /** *How does it read?* Empty words are for the browser's own question. */
  look(event) {
    if (!this.words.value.trim()) return;
    event.preventDefault();
    this.stop();
    this.read({ isAsked: true });
  }

  /** After a rest; whatever was still being asked is forgotten. */
  later() {
    this.stop();
    this.thanks.textContent = "";
    if (!this.words.value) this.forget();
    // Whoever saves data gets the same guidance when they send.
    if (!navigator.connection?.saveData) this.timer = setTimeout(() => this.read(), REST);
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.sayTimer);
    this.asking?.abort();
  }

  async read({ isAsked = false } = {}) {
    const text = this.words.value;
    if (text.trim().length < SHORTEST || text.length > this.words.maxLength) return this.show([], text);
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.form.dataset.read, {
        method: "POST",
        body: this.question(text, isAsked),
        headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        signal: this.asking.signal,
      });
      // Offline, busy or signed out: the same guidance comes when the words are sent.
      if (answer.ok) this.take(await answer.json(), text, isAsked);
    } catch (error) {
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  question(text, isAsked) {
    const need = this.form.querySelector("[name=need]:checked")?.value ?? this.form.dataset.need;
    const { circle, role } = this.form.dataset;
    const token = this.form.elements.token.value;
    return new URLSearchParams({ words: text, circle, role, need, token, ...(isAsked && { asked: "1" }) });
  }

  take(seen, text, isAsked) {
    if (text !== this.words.value) return;
    const all = [...seen.findings, ...seen.details];
    // Help lines for a friend stand alone: no words of it are quoted.
    if (seen.help && !seen.care) all.unshift({ rule: "friend", level: "friend", words: "", reason: "", rewordings: [] });
    const findings = all.filter((finding) => isAsked || !this.kept.has(finding.rule));
    this.show(findings, text, seen.help, seen.kind);
    if (isAsked && !findings.length) this.thanks.textContent = this.thanks.dataset.nothing;
    this.sayTimer = setTimeout(() => this.say(findings), SAY_AFTER);
  }

  show(findings, text, help = "", kind = "") {
    this.line.textContent = kind;
    this.line.hidden = !kind;
    this.list.replaceChildren(...findings.map((finding) => this.item(finding, help, text)));
  }

  item(finding, help, text) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(`.guidance-${name}`);
    const isHelp = finding.level === "care" || finding.level === "friend";
    item.classList.add(`is-${finding.level}`);
    part("kind").textContent = this.list.dataset[finding.level];
    part("quote").hidden = isHelp;
    part("quote").firstElementChild.textContent = finding.words;
    part("reason").textContent = finding.reason;
    part("reason").hidden = !finding.reason;
    why(part("why"), isHelp ? null : finding.why);
    const mine = item.querySelector("[data-keep-mine]");
    mine.hidden = finding.level === "hold" || isHelp;
    if (finding.level === "detail") mine.textContent = mine.dataset.leave;
    mine.addEventListener("click", () => this.keep(finding, item));
    const unfit = item.querySelector("[data-unfit]");
    unfit.hidden = isHelp || finding.level === "detail";
    unfit.addEventListener("click", () => this.doesNotFit(finding, item));
    item.insertBefore(this.wordings(finding, text), part("why"));
    if (isHelp && help) item.append(helpCard(help));
    return item;
  }

  wordings(finding, text) {
    const all = document.createDocumentFragment();
    // Nobody's danger is reworded.
    for (const kinder of finding.level === "care" ? [] : finding.rewordings) {
      const one = this.wording.content.cloneNode(true);
      one.querySelector(".guidance-rewording").textContent = kinder.words;
      one.querySelector("button").addEventListener("click", () => this.use(kinder, text));
      all.append(one);
    }
    return all;
  }

  /** The kinder wording takes the place of the marked words, in a way that Ctrl+Z takes back. */
  use({ words, start, end }, text) {
    if (this.words.value !== text) return this.later();
    this.words.focus();
    this.words.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      this.words.setRangeText(words, start, end, "end");
      this.words.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /** Not said again in this draft, and not asked about before posting either. */
  keep(finding, item) {
    this.kept.add(finding.rule);
    this.form.elements.seen.value = [...this.kept].join(" ");
    keep(this.key, this.form.elements.seen.value);
    item.remove();
    this.words.focus();
  }

  /** The draft is gone, and with it what was kept in it. */
  forget() {
    take(this.key);
    this.kept.clear();
    this.form.elements.seen.value = "";
  }

  /** One press: it counts on the rule. No words go along. */
  doesNotFit(finding, item) {
    this.keep(finding, item);
    this.thanks.textContent = this.thanks.dataset.words;
    fetch(this.form.dataset.unfit, {
      method: "POST",
      body: new URLSearchParams({ rule: finding.rule, circle: this.form.dataset.circle }),
      headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
    }).catch(() => {
      // Offline: one count less.
    });
  }

  say(findings) {
    const text = findings.map((finding) => `${this.list.dataset[finding.level]}: ${finding.words}. ${finding.reason}`).join(" ");
    if (text !== this.lastSaid) this.said.textContent = text;
    this.lastSaid = text;
  }
}

/** The guideline behind it, and what this circle agreed on about it. */
function why(part, reasons) {
  part.hidden = !reasons?.title;
  if (part.hidden) return;
  part.querySelector(".why-title").textContent = reasons.title;
  part.querySelector(".why-line").textContent = reasons.line;
  part.querySelector(".why-agreed").hidden = !reasons.agreed;
  part.querySelector(".why-agreed q").textContent = reasons.agreed;
}

/** The same card as on the pages, as our own server wrote it. */
function helpCard(html) {
  const card = document.createElement("template");
  card.innerHTML = html;
  return card.content;
}
