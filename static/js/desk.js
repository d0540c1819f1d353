// The desk by keyboard alone. In the list: from entry to entry, open, undo. On an entry: every letter presses, opens or
// leads to what is marked with it, data-press="d"; without that on the page the letter does nothing and stands in no list.
import { onKey } from "./keys.js";
import { step } from "./step.js";

const ROW = ".desk.is-list > li";
const rowHere = () => document.activeElement?.closest(ROW) ?? document.querySelector(ROW);

function openRow() {
  rowHere()?.querySelector(".button-row .button")?.click();
}

// The newest stands last.
function undo() {
  [...document.querySelectorAll(".desk-pending:not(.is-waiting) button")].at(-1)?.click();
}

// Of two with the same letter, the one that is open to the eye.
function marked(letter) {
  const all = [...document.querySelectorAll(`[data-press="${letter}"]`)];
  return all.find((one) => one.checkVisibility?.() ?? one.offsetParent) ?? all[0];
}

function act(letter) {
  const target = marked(letter);
  if (!target) return;
  for (let around = target.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  if (target.matches("summary")) return leadInto(target);
  const box = missing(target);
  if (box) return ask(target, box);
  target.matches("button, a") ? target.click() : target.focus();
}

// Not a click, which would close what is open.
function leadInto(summary) {
  const field = summary.parentElement.querySelector("textarea, input:not([type=hidden]), a");
  (field ?? summary).focus();
}

// The box that this decision needs and in which nothing stands yet.
function missing(button) {
  const names = (button.dataset.needs ?? "").split(" ").filter(Boolean);
  return names.map((name) => button.form.elements[name]).find((box) => box && !box.value.trim());
}

let chosen = null;

function ask(button, box) {
  chosen = button;
  const line = button.form.querySelector("[data-chosen]");
  line.hidden = false;
  line.textContent = line.dataset.chosen.replace("{what}", button.textContent.trim());
  const first = box instanceof RadioNodeList ? box[0] : box;
  first.focus();
}

// Ctrl and Enter send what is in the box: as it was chosen, or by the only way there is.
function onCtrlEnter(event) {
  const form = event.target.form;
  if (event.key !== "Enter" || !event.ctrlKey || !form?.closest(".desk, .desk-decide")) return;
  const button = chosen?.form === form ? chosen : form.classList.contains("has-choices") ? null : form.querySelector("button:not([hidden])");
  if (!button) return;
  event.preventDefault();
  const box = missing(button);
  box ? ask(button, box) : button.click();
}

// Letters of this page only: keys.js shows those that are asked for here.
for (const letter of new Set([...document.querySelectorAll("[data-press]")].map((one) => one.dataset.press))) {
  onKey(letter, () => act(letter));
}
if (document.querySelector("[data-refresh=desk]")) {
  onKey("j", () => step(ROW, 1));
  onKey("k", () => step(ROW, -1));
  onKey("o", openRow);
  onKey("u", undo);
  // On a row only: on a button or a link this key is theirs.
  addEventListener("keydown", (event) => event.key === "Enter" && event.target.matches?.(ROW) && openRow());
}
addEventListener("keydown", onCtrlEnter);
