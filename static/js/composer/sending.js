// On its way, saved, or not: said as it is. The page stays until the server has said that the words are stored.
// The same form sent twice is one post (its token), so whatever is unclear can simply be sent again.

import { keep } from "./draft.js";

const PATIENCE = 20_000;

/** `draft` ends when the words are stored, and not a moment before. */
export function sendQuietly(form, box, draft) {
  const status = form.querySelector("[data-status]");
  const say = (words) => (status.textContent = words ?? "");

  form.addEventListener("submit", async (event) => {
    if (form.dataset.plain) return;
    event.preventDefault();
    if (form.classList.contains("is-sending")) return;
    wait(form, true);
    say(status.dataset.sending);
    // "Post as it is" brings the words as they were.
    const words = event.submitter?.name === "words" ? event.submitter.value : box.value;
    const { status: answer, path } = await post(form, event.submitter);
    if (answer === 201) return arrive(path, words, draft);
    wait(form, false);
    // Something is missing, or a pause before posting: the server's own page says it best.
    if (answer >= 400 && answer < 500 && answer !== 429) return sendPlainly(form, event.submitter);
    say(answer === 0 && !navigator.onLine ? status.dataset.offline : status.dataset.unsent);
  });
  // Back from another page, which the browser kept: the form is free again.
  addEventListener("pageshow", () => wait(form, false));
  addEventListener("online", () => status.textContent === status.dataset.offline && say(status.dataset.online));
  box.addEventListener("input", () => !form.classList.contains("is-sending") && say(""));
}

// While the words are on their way nothing is added to them: it would not go along.
function wait(form, isSending) {
  form.classList.toggle("is-sending", isSending);
  form.querySelector("textarea").readOnly = isSending;
}

async function post(form, submitter) {
  // Firefox before 2023 knows no submitter here.
  const body = submitter ? new FormData(form, submitter) : new FormData(form);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-Live": "1" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: answer.status, path: answer.headers.get("Location") };
  } catch {
    return { status: 0 };
  }
}

function arrive(path, words, draft) {
  const note = draft.note.values();
  draft.end();
  // For a moment this tab could take it back: see undo.js. Where help lines come first there is no such line.
  const [page, id] = path.split("#p-");
  // Other words for an older post are no new post.
  if (id && !location.pathname.endsWith("/reword/")) keep("just-posted", JSON.stringify({ id, words, note, from: location.pathname }));
  // The same page with another fragment would not be fetched anew: undo.js goes there.
  location.assign(page === location.pathname ? page : path);
}

function sendPlainly(form, submitter) {
  form.dataset.plain = "yes";
  form.requestSubmit(submitter);
}
