// A draft lives in this tab only, and goes with it: nothing stays on a shared computer.

/** Keeps what is being written until it was sent, and brings it back when the page is opened again in this tab. */
export function keepDraft(form, words) {
  const key = `draft:${new URL(form.action, location.href).pathname}`;
  const sent = `${key}:sent`;
  const wasSent = take(sent) !== null;
  if (wasSent && !form.querySelector(".form-errors")) forget(key);
  const draft = recall(key);
  if (draft && !words.value) {
    words.value = draft;
    words.dispatchEvent(new Event("input"));
  }
  words.addEventListener("input", () => (words.value ? keep(key, words.value) : forget(key)));
  form.addEventListener("submit", () => keep(sent, "1"));
}

// Storage may be full or forbidden: a draft is a comfort, and writing goes on without it.
function keep(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // The words are still in the box.
  }
}

function recall(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept, then.
  }
}

function take(key) {
  const value = recall(key);
  forget(key);
  return value;
}
