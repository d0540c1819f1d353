// A draft lives in this tab only, and goes with it: nothing stays on a shared computer.

/** Keeps what is being written until it is known to be saved, and brings it back when the page is opened again here. */
export class Draft {
  constructor(form, words) {
    this.key = `draft:${new URL(form.action, location.href).pathname}`;
    this.note = new NoteDraft(form, `${this.key}:note`);
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
    this.note.end();
  }
}

/** The content note of a draft: it must not be missing when the words come back. */
class NoteDraft {
  constructor(form, key) {
    this.key = key;
    this.fields = [form.elements.note_theme, form.elements.note_words].filter(Boolean);
    const fields = this.fields.filter((one) => one.type !== "hidden");
    if (!fields.length) return;
    fillNote(form, JSON.parse(recall(key) ?? "[]"));
    const note = () => (fields.some((one) => one.value) ? keep(key, JSON.stringify(fields.map((one) => one.value))) : forget(key));
    fields.forEach((one) => one.addEventListener("input", note));
  }

  values() {
    return this.fields.map((one) => one.value);
  }

  end() {
    forget(this.key);
  }
}

/** Puts a content note, as [theme, words], into a form that has none, and shows it. */
export function fillNote(form, note) {
  const fields = [form.elements.note_theme, form.elements.note_words];
  if (!note?.some(Boolean) || fields.some((one) => !one || one.value)) return;
  fields.forEach((one, at) => (one.value = note[at]));
  fields[0].closest("details").open = true;
}

/** For another form of this tab: the words are in its box when its page is opened. */
export function leaveDraft(path, words, note) {
  keep(`draft:${path}`, words);
  if (note?.some(Boolean)) keep(`draft:${path}:note`, JSON.stringify(note));
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
