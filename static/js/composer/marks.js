// The words that suggestions mean, marked in the box. A box shows no marks of its own, so the same words stand behind
// it once more, unseen, in the same type and with the same wraps; only their marks show through. Caret, selection, undo
// and spelling are the box's own and know nothing of it; the list beside it is what is read aloud.

export class Marks {
  constructor(words) {
    this.words = words;
    this.layer = document.createElement("div");
    this.layer.className = "composer-marks";
    this.layer.setAttribute("aria-hidden", "true");
    this.layer.translate = false;
    words.before(this.layer);
    words.addEventListener("scroll", () => this.follow(), { passive: true });
    new ResizeObserver(() => this.fit()).observe(words);
  }

  /** `findings` have a level, a start and an end; without one (help lines for a friend) nothing is marked. */
  draw(findings) {
    const marked = findings.filter((one) => Number.isInteger(one.start)).sort((one, other) => one.start - other.start);
    this.layer.replaceChildren(...(marked.length ? this.pieces(marked) : []));
    this.layer.dir = getComputedStyle(this.words).direction;
    this.fit();
  }

  // The text in order. Where two overlap, the one that begins first keeps the words.
  pieces(marked) {
    const text = this.words.value;
    const pieces = [];
    let at = 0;
    for (const finding of marked) {
      const start = Math.max(finding.start, at);
      if (start >= finding.end) continue;
      pieces.push(text.slice(at, start), mark(finding, text.slice(start, finding.end)));
      at = finding.end;
    }
    // A last empty line has a height in a box, but not here.
    return [...pieces, text.slice(at), "\n"];
  }

  fit() {
    if (!this.layer.firstChild) return;
    this.layer.classList.toggle("is-scrolling", this.words.scrollHeight > this.words.clientHeight);
    this.follow();
  }

  follow() {
    this.layer.scrollTop = this.words.scrollTop;
    this.layer.scrollLeft = this.words.scrollLeft;
  }

  /** While a suggestion is under the hand or has the focus, its words stand out. */
  stressed(finding, isStressed) {
    for (const one of this.layer.querySelectorAll(".composer-mark")) {
      one.classList.toggle("is-meant", isStressed && one.finding === finding);
    }
  }

  /** Somebody chose the suggestion: its words are selected, and in sight. */
  select(finding) {
    this.words.focus();
    if (!Number.isInteger(finding.start)) return;
    this.words.setSelectionRange(finding.start, finding.end);
    const mark = [...this.layer.querySelectorAll(".composer-mark")].find((one) => one.finding === finding);
    if (!mark) return;
    const isAbove = mark.offsetTop < this.words.scrollTop;
    const isBelow = mark.offsetTop + mark.offsetHeight > this.words.scrollTop + this.words.clientHeight;
    if (isAbove || isBelow) this.words.scrollTop = mark.offsetTop - this.words.clientHeight / 3;
  }
}

function mark(finding, text) {
  const mark = document.createElement("span");
  mark.classList.add("composer-mark", `is-${finding.level}`);
  mark.textContent = text;
  mark.finding = finding;
  return mark;
}
