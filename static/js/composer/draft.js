// A draft lives in this tab only, and goes with it: nothing stays on a shared computer.

/** Keeps what is being written until it is known to be saved, and brings it back when the page is opened again here. */
export class Draft {
  constructor(form, words) {
    this.key = `draft:${new URL(form.action, location.href).pathname}`;
    const draft = recall(this.key);
    if (draft && !words.value) {
      words.value = draft;
      words.dispatchEvent(new Event("input"));
    }
    const note = () => (words.value ? keep(this.key, words.value) : forget(this.key));
    // On a slow line somebody may have begun before this script came; after "back" the box shows what was sent.
    if (words.value !== words.defaultValue && !cameBack()) note();
    words.addEventListener("input", note);
  }

  end() {
    forget(this.key);
  }
}

/** For another form of this tab: the words are in its box when its page is opened. */
export function leaveDraft(path, words) {
  keep(`draft:${path}`, words);
}

// Storage may be full or forbidden: a draft is a comfort, and writing goes on without it.
export function keep(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // The words are still in the box.
  }
}

export function take(key) {
  const value = recall(key);
  forget(key);
  return value;
}

function cameBack() {
  return performance.getEntriesByType("navigation")[0]?.type === "back_forward";
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
