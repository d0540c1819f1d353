// The composer: reads along while somebody writes, and never gets in the way of writing.
import { Guidance } from "./composer/guidance.js";
import { keepDraft } from "./composer/draft.js";

for (const form of document.querySelectorAll("form[data-composer]")) {
  const words = form.elements.words;
  keepDraft(form, words);
  new Guidance(form, words);
  grow(words);
  sendOnce(form, words);
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

/** Ctrl+Enter sends; a second press while the first is on its way does nothing. */
function sendOnce(form, words) {
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    if (form.classList.contains("is-sending")) event.preventDefault();
    form.classList.add("is-sending");
  });
  // Back from another page: the form is free again.
  addEventListener("pageshow", () => form.classList.remove("is-sending"));
}
