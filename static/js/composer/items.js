// The list beside the box: one entry for each suggestion, made of the page's own templates.

const HELP = ["care", "friend"];

export const isHelp = ({ level }) => HELP.includes(level);

export class Items {
  /** `on` says what happens when somebody presses: find, stress, use, keep, doesNotFit; each gets the finding. */
  constructor(form, on) {
    this.list = form.querySelector("[data-guidance]");
    this.template = form.querySelector("template[data-finding]");
    this.wording = form.querySelector("template[data-wording]");
    this.on = on;
  }

  /** `help` is a card of help lines, as our own server wrote it; empty when nothing asks for one. */
  show(findings, help) {
    this.list.replaceChildren(...findings.map((finding) => this.item(finding, help)));
  }

  remove(finding) {
    [...this.list.children].find((item) => item.finding === finding)?.remove();
  }

  /** What stands above a suggestion: "Small tip". */
  kind({ level }) {
    return this.list.dataset[level];
  }

  item(finding, help) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(`.guidance-${name}`);
    item.finding = finding;
    item.classList.add(`is-${finding.level}`);
    part("kind").textContent = this.kind(finding);
    part("quote").hidden = isHelp(finding);
    part("quote").querySelector("q").textContent = finding.words;
    part("reason").textContent = finding.reason;
    part("reason").hidden = !finding.reason;
    why(part("why"), isHelp(finding) ? null : finding.why);
    item.insertBefore(this.wordings(finding), part("why"));
    this.press(item, finding);
    if (isHelp(finding) && help) item.append(cardFrom(help));
    return item;
  }

  press(item, finding) {
    const isDetail = finding.level === "detail";
    const [find, mine, unfit] = ["find", "keep-mine", "unfit"].map((name) => item.querySelector(`[data-${name}]`));
    mine.hidden = finding.level === "hold" || isHelp(finding);
    if (isDetail) mine.textContent = mine.dataset.leave;
    unfit.hidden = isHelp(finding) || isDetail;
    find.addEventListener("click", () => this.on.find(finding));
    mine.addEventListener("click", () => this.on.keep(finding));
    unfit.addEventListener("click", () => this.on.doesNotFit(finding));
    for (const begins of ["pointerenter", "focusin"]) item.addEventListener(begins, () => this.on.stress(finding, true));
    for (const ends of ["pointerleave", "focusout"]) item.addEventListener(ends, () => this.on.stress(finding, false));
  }

  wordings(finding) {
    const all = document.createDocumentFragment();
    // Nobody's danger is reworded.
    for (const kinder of finding.level === "care" ? [] : finding.rewordings) {
      const one = this.wording.content.cloneNode(true);
      one.querySelector(".guidance-rewording").textContent = kinder.words;
      one.querySelector("button").addEventListener("click", () => this.on.use(finding, kinder));
      all.append(one);
    }
    return all;
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

function cardFrom(html) {
  const card = document.createElement("template");
  card.innerHTML = html;
  return card.content;
}
