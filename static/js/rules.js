// A rule of one's own: tried out as it is typed, and its trial followed. Without this file the page has a button
// for the one and a link for the other.

const REST = 600; // milliseconds without a key before the line is tried
const LOOK_AGAIN = 2000;

const form = document.querySelector("form[data-rule-form]");
let resting, asked;

function put(id, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(id);
  const here = document.getElementById(id);
  // The region stays, so that a screen reader hears what is new in it.
  if (fresh && here && fresh.innerHTML !== here.innerHTML) here.replaceChildren(...fresh.childNodes);
  return fresh;
}

async function tryOut() {
  asked?.abort();
  asked = new AbortController();
  const body = new FormData(form);
  body.set("try", "1");
  try {
    const answer = await fetch(form.action, { method: "POST", body, signal: asked.signal });
    if (answer.ok) put("tried", await answer.text());
  } catch {
    // The next key asks again.
  }
}

form?.addEventListener("input", () => {
  clearTimeout(resting);
  resting = setTimeout(tryOut, REST);
});

async function follow() {
  if (!document.querySelector("#trial[data-under-way]")) return;
  try {
    const answer = await fetch(location.href);
    const fresh = answer.ok && put("trial", await answer.text());
    // Its end brings another button: the whole page is fetched once.
    if (fresh && !fresh.hasAttribute("data-under-way")) return location.reload();
  } catch {
    // Looked again in a moment.
  }
  setTimeout(follow, LOOK_AGAIN);
}

setTimeout(follow, LOOK_AGAIN);
