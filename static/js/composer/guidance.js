// Private guidance beside the box: which words, why, and a kinder wording that one press takes over.

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
    this.kept = new Set(form.elements.seen.value.split(" ").filter(Boolean));
    this.lastSaid = "";
    words.addEventListener("input", () => this.later());
    for (const need of form.querySelectorAll("[name=need]")) need.addEventListener("change", () => this.later());
    if (words.value) this.later();
  }

  /** After a rest; whatever was still being asked is forgotten. */
  later() {
    clearTimeout(this.timer);
    clearTimeout(this.sayTimer);
    this.asking?.abort();
    this.timer = setTimeout(() => this.read(), REST);
  }

  async read() {
    const text = this.words.value;
    if (text.trim().length < SHORTEST || text.length > this.words.maxLength) return this.show([], "", text);
    this.asking = new AbortController();
    try {
      const answer = await fetch(this.form.dataset.read, {
        method: "POST",
        body: this.question(text),
        headers: { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        signal: this.asking.signal,
      });
      // Offline, busy or signed out: the same guidance comes when the words are sent.
      if (answer.ok) this.take(await answer.json(), text);
    } catch (error) {
      if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error;
    }
  }

  question(text) {
    const need = this.form.querySelector("[name=need]:checked")?.value ?? this.form.dataset.need;
    const { circle, role } = this.form.dataset;
    return new URLSearchParams({ words: text, circle, role, need });
  }

  take(seen, text) {
    if (text !== this.words.value) return;
    const findings = seen.findings.filter((finding) => !this.kept.has(finding.rule));
    this.show(findings, seen.help, text);
    this.sayTimer = setTimeout(() => this.say(findings), SAY_AFTER);
  }

  show(findings, help, text) {
    this.list.replaceChildren(...findings.map((finding) => this.item(finding, help, text)));
  }

  item(finding, help, text) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(`.guidance-${name}`);
    item.classList.add(`is-${finding.level}`);
    part("kind").textContent = this.list.dataset[finding.level];
    part("quote").hidden = finding.level === "care";
    part("quote").firstElementChild.textContent = finding.words;
    part("reason").textContent = finding.reason;
    const keep = item.querySelector("[data-keep-mine]");
    keep.hidden = finding.level === "hold" || finding.level === "care";
    keep.addEventListener("click", () => this.keep(finding, item));
    item.insertBefore(this.wordings(finding, text), keep.parentElement);
    if (finding.level === "care") item.append(helpCard(help));
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
    item.remove();
    this.words.focus();
  }

  say(findings) {
    const text = findings.map((finding) => `${this.list.dataset[finding.level]}: ${finding.words}. ${finding.reason}`).join(" ");
    if (text !== this.lastSaid) this.said.textContent = text;
    this.lastSaid = text;
  }
}

/** The same card as on the pages, as our own server wrote it. */
function helpCard(html) {
  const card = document.createElement("template");
  card.innerHTML = html;
  return card.content;
}
