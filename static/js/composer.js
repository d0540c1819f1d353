// The composer: reads along while somebody writes, and never gets in the way of writing.
import { Draft } from "./composer/draft.js";
import { Guidance } from "./composer/guidance.js";
import { pasteCleanly } from "./composer/paste.js";
import { sendQuietly } from "./composer/sending.js";

for (const form of document.querySelectorAll("form[data-composer]")) {
  // Not `form.elements.words`: before posting a button has that name, too.
  const words = form.querySelector("textarea[name=words]");
  const draft = new Draft(form, words);
  // Before posting, the guidance is on the page already.
  if (form.dataset.read) new Guidance(form, words);
  grow(words);
  unfold(form, words);
  pressOnKeys(form, words);
  pasteCleanly(words, () => sayWhyNoPictures(form));
  sendQuietly(form, words, draft);
  beginHere(form, words);
}

/** "Reply" leads to this form, and whoever pressed it means to write. */
function beginHere(form, words) {
  const [came] = performance.getEntriesByType("navigation");
  if (!form.id || location.hash !== `#${form.id}` || came?.type !== "navigate") return;
  // Going to the fragment takes the focus away, and comes after this script: so not before all is loaded.
  if (document.readyState === "complete") words.focus();
  else addEventListener("load", () => setTimeout(() => words.focus()));
}

/** A folded form opens when it is first pressed, and stays open: nothing moves when the hand goes elsewhere. */
function unfold(form, words) {
  const open = () => form.classList.remove("is-folded");
  if (words.value || form.contains(document.activeElement)) open();
  form.addEventListener("focusin", open, { once: true });
}

/** The box is as tall as its words, where CSS alone cannot do it. */
function grow(words) {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    words.style.blockSize = "auto";
    words.style.blockSize = `${words.scrollHeight + 2}px`;
  };
  words.addEventListener("input", fit);
  fit();
}

/** Ctrl+Enter sends. */
function pressOnKeys(form, words) {
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
}

function sayWhyNoPictures(form) {
  const why = form.querySelector("[data-no-pictures]");
  if (why) form.querySelector("[data-status]").textContent = why.textContent;
}
