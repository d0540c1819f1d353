// Private guidance beside the box: which words, why, and a kinder wording that one press takes over.

import { keep, take } from "./draft.js";
import { isHelp, Items } from "./items.js";
import { Marks } from "./marks.js";
import { Spans } from "./spans.js";

const REST = 700; // ms without a key before the words are read
const SAY_AFTER = 2000; // ms without a key before a screen reader hears of it, once
const SHORTEST = 8; // characters: nothing shorter can be unkind

export class Guidance {
  constructor(form, words) {
    this.form = form;
    this.words = words;
    this.items = new Items(form, this.presses());
    this.marks = new Marks(words);
    this.spans = new Spans();
    this.findings = [];
    this.said = form.querySelector("[data-guidance-said]");
    this.line = form.querySelector("[data-kind]");
    this.thanks = form.querySelector("[data-thanks]");
    this.key = `kept:${new URL(form.action, location.href).pathname}`;
    this.kept = new Set([...form.elements.seen.value.split(" "), ...this.keptBefore()].filter(Boolean));
    form.elements.seen.value = [...this.kept].join(" ");
    this.lastSaid = "";
    words.addEventListener("input", () => this.onInput());
    for (const need of form.querySelectorAll("[name=need]")) need.addEventListener("change", () => this.later());
    form.querySelector("[data-look]")?.addEventListener("click", (event) => this.look(event));
    addEventListener("online", () => this.isWaiting && this.later());
    if (words.value) this.later();
  }

  presses() {
    return {
      find: (finding) => this.marks.select(finding),
      stress: (finding, isStressed) => this.marks.stressed(finding, isStressed),
      use: (finding, kinder) => this.use(finding, kinder),
      keep: (finding) => this.keep(finding),
      doesNotFit: (finding) => this.doesNotFit(finding),
    };
  }

  /** What was kept in this draft before the page was loaded anew; another draft begins without. */
  keptBefore() {
    const before = take(this.key) ?? "";
    if (before && this.words.value) keep(this.key, before);
    return this.words.value ? before.split(" ") : [];
  }

  /** The marks stay on their words until those are changed or read again. */
  onInput() {
    this.spans.become(this.words.value);
    this.marks.draw(this.findings);
    this.later();
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
    this.rests = performance.now();
    this.thanks.textContent = "";
    if (!this.words.value) this.forget();
    // Whoever saves data gets the same guidance when they send.
    if (!navigator.connection?.saveData) this.timer = setTimeout(() => this.read(), REST);
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.sayTimer);
    this.asking?.abort();
    this.isWaiting = false;
  }

  async read({ isAsked = false } = {}) {
    const text = this.words.value;
    if (text.trim().length < SHORTEST || text.length > this.words.maxLength) return this.show([]);
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.form.dataset.read, {
        method: "POST",
        body: this.question(text, isAsked),
        headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        signal: this.asking.signal,
      });
      // Busy or signed out: the same guidance comes when the words are sent.
      if (answer.ok) this.take(await answer.json(), text, isAsked);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (!(error instanceof TypeError)) throw error;
      // Offline: read when the line is back, or when the words are sent.
      this.isWaiting = true;
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
    this.show(all.filter((finding) => isAsked || !this.kept.has(finding.rule)), seen.help, seen.kind);
    if (isAsked && !this.findings.length) this.thanks.textContent = this.thanks.dataset.nothing;
    const left = isAsked ? 0 : this.rests + SAY_AFTER - performance.now();
    this.sayTimer = setTimeout(() => this.say(seen.kind), left);
  }

  show(findings, help = "", kind = "") {
    this.findings = findings;
    this.line.textContent = kind;
    this.line.hidden = !kind;
    this.items.show(findings, help);
    this.spans.follow([...findings, ...findings.flatMap((finding) => finding.rewordings)], this.words.value);
    this.marks.draw(findings);
  }

  /** One is answered. The others stay as they are, with what may be open in them. */
  drop(finding) {
    this.items.remove(finding);
    this.findings = this.findings.filter((one) => one !== finding);
    this.marks.draw(this.findings);
  }

  /** The kinder wording takes the place of the marked words, in a way that Ctrl+Z takes back. */
  use(finding, { words, start, end }) {
    this.words.focus();
    // The words it was meant for are others now: they are read again in a moment.
    if (start === null) return this.later();
    this.drop(finding);
    this.words.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      this.words.setRangeText(words, start, end, "end");
      this.words.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /** Not said again in this draft, and not asked about before posting either. */
  keep(finding) {
    this.kept.add(finding.rule);
    this.form.elements.seen.value = [...this.kept].join(" ");
    keep(this.key, this.form.elements.seen.value);
    for (const one of this.findings.filter(({ rule }) => rule === finding.rule)) this.drop(one);
    this.words.focus();
  }

  /** The draft is gone, and with it what was kept in it. */
  forget() {
    take(this.key);
    this.kept.clear();
    this.form.elements.seen.value = "";
  }

  /** One press: it counts on the rule. No words go along. */
  doesNotFit(finding) {
    this.keep(finding);
    this.thanks.textContent = this.thanks.dataset.words;
    fetch(this.form.dataset.unfit, {
      method: "POST",
      body: new URLSearchParams({ rule: finding.rule, circle: this.form.dataset.circle }),
      headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
    }).catch(() => {
      // Offline: one count less.
    });
  }

  say(kind) {
    const spoken = this.findings.map((one) => this.spoken(one));
    const text = [...spoken, kind].filter(Boolean).join(" ");
    if (text !== this.lastSaid) this.said.textContent = text;
    this.lastSaid = text;
  }

  // Words of danger are not read back to whoever wrote them.
  spoken(finding) {
    const kind = this.items.kind(finding);
    return isHelp(finding) ? `${kind}. ${finding.reason}` : `${kind}: ${finding.words}. ${finding.reason}`;
  }
}
