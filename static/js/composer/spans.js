// From where to where something stands in a text, while the text changes around it. In UTF-16 units, as boxes count.

/** What became of `before`: from `start` to `end` of it, something else of another length (`more`) stands there now. */
function changeBetween(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, end: before.length - same, more: after.length - before.length };
}

/** Spans that stay on their words. One whose own words were touched is gone: its `start` and `end` are null. */
export class Spans {
  constructor() {
    this.text = "";
    this.all = [];
  }

  /** From now on these; each is an object with `start` and `end`, which are changed in place. */
  follow(spans, text) {
    this.text = text;
    this.all = spans;
  }

  become(text) {
    if (text === this.text) return;
    const change = changeBetween(this.text, text);
    this.text = text;
    for (const span of this.all) {
      if (span.start === null || span.end <= change.start) continue;
      const isAfter = span.start >= change.end;
      span.start = isAfter ? span.start + change.more : null;
      span.end = isAfter ? span.end + change.more : null;
    }
  }
}
