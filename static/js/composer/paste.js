// What is pasted comes as plain words: without invisible junk, and without what in a link says who shared it.

// Not U+200C and U+200D: Persian and emoji are written with them.
const INVISIBLE = /[\u200b\u2060\ufeff\u00ad]/g;
const LINK = /https?:\/\/[^\s<>"'`]+/gi;
const TRACKS = /^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|mc_cid|mc_eid|igshid|igsh|ref_src|_hsenc|_hsmi)$/i;
// Here `si` says which account pressed "share".
const SAYS_WHO = /(^|\.)(youtu\.be|youtube\.com|spotify\.com)$/i;

export function cleaned(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(INVISIBLE, "").replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n");
  return plain.replace(LINK, withoutTraces);
}

function withoutTraces(link) {
  const [address, ...rest] = link.split("#");
  const [path, query] = address.split("?");
  if (query === undefined || !URL.canParse(path)) return link;
  const host = new URL(path).hostname;
  const stays = (part) => {
    const name = part.split("=")[0];
    return !TRACKS.test(name) && !(name === "si" && SAYS_WHO.test(host));
  };
  const kept = query.split("&").filter(stays).join("&");
  return [kept ? `${path}?${kept}` : path, ...rest].join("#");
}

/** `sayWhyNot()` is called when somebody brings a picture. */
export function pasteCleanly(words, sayWhyNot) {
  words.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!text && event.clipboardData.files.length) return sayWhyNot();
    const clean = cleaned(text);
    if (clean === text) return;
    // In a way that Ctrl+Z takes back.
    if (document.execCommand("insertText", false, clean)) event.preventDefault();
  });
  // A file that is dropped would be opened in place of this page.
  words.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    sayWhyNot();
  });
}
