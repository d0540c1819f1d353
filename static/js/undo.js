// Just posted: for a while one press takes it back, and the words are in the box again. Later the same is on the post
// itself, under "More".

import { fillNote, leaveDraft, take } from "./composer/draft.js";

const SHOWN_FOR = 20_000;

const toast = document.querySelector("[data-toast]");
const said = toast?.querySelector("[data-toast-said]");
const button = toast?.querySelector("button");

function justPosted() {
  try {
    return JSON.parse(take("just-posted"));
  } catch {
    return null;
  }
}

function show({ id, words, note, from }) {
  const article = document.getElementById(`p-${id}`);
  const way = article?.querySelector('a[href$="/withdraw/"]');
  // Help lines come first: nothing else asks for attention beside them.
  if (!way || document.querySelector(".care")) return;
  say(article.classList.contains("is-waiting") ? toast.dataset.waiting : toast.dataset.posted);
  button.addEventListener("click", () => takeBack(way.href, words, note, from));
  hideLater();
}

function say(words) {
  toast.hidden = false;
  said.textContent = words;
}

// Not from under a hand, and not while the focus is on it.
function hideLater() {
  setTimeout(() => (toast.matches(":hover, :focus-within") ? hideLater() : (toast.hidden = true)), SHOWN_FOR);
}

async function takeBack(path, words, note, from) {
  button.disabled = true;
  const body = new FormData(document.querySelector("#acts"));
  const answer = await fetch(path, { method: "POST", body, headers: { "X-Live": "1" } }).catch(() => null);
  button.disabled = false;
  // Its own page says why not, or that there is no connection.
  if (!answer?.ok) return location.assign(path);
  if (from !== location.pathname) {
    leaveDraft(from, words, note);
    return location.assign(`${from}#write`);
  }
  const box = document.querySelector("textarea[name=words]");
  // Whoever began with other words meanwhile keeps them.
  box.value = box.value ? `${words}\n\n${box.value}` : words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  fillNote(box.form, note);
  button.hidden = true;
  say(toast.dataset.back);
  box.focus();
}

const posted = toast && justPosted();
if (posted) {
  if (!location.hash) location.replace(`#p-${posted.id}`);
  show(posted);
}
