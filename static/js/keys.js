// Single letters as keys: who wants one says which and what it does; what it is called stands in the page's own
// dialog (templates/_keys.html), which "?" opens. A key without a line there does nothing: nothing acts unexplained.
//
//   import { onKey } from "./keys.js";
//   onKey("j", () => …);

const dialog = document.querySelector("dialog[data-keys]");
const acts = new Map();

/** `act(event)` runs when `key` is pressed alone, outside of every field, while letters are switched on. */
export function onKey(key, act) {
  const row = rowOf(key);
  if (!row) return;
  row.hidden = false;
  acts.set(key, act);
}

function rowOf(key) {
  return dialog?.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

function onKeyDown(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const act = acts.get(event.key);
  if (!act) return;
  // Or the letter would land in the box that the key leads to.
  event.preventDefault();
  act(event);
}

// The browser gives the focus back to where it was when a dialog closes.
function show() {
  dialog.showModal();
}

if (dialog) {
  for (const button of document.querySelectorAll("[data-keys-open]")) {
    button.hidden = false;
    button.addEventListener("click", show);
  }
  // A press beside the dialog closes it, too.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  if (dialog.dataset.keys === "on") {
    onKey("?", show);
    addEventListener("keydown", onKeyDown);
  }
}
