// From entry to entry with keys, on a circle's page and on a share's.
import { onKey } from "./keys.js";
import { goTo, hereIn, step } from "./step.js";

const ENTRY = "article.post";

function nextNew() {
  const from = hereIn(ENTRY);
  const isLater = (entry) => !from || from.compareDocumentPosition(entry) & Node.DOCUMENT_POSITION_FOLLOWING;
  goTo([...document.querySelectorAll(ENTRY)].find((entry) => "unread" in entry.dataset && isLater(entry)));
}

function reply() {
  const thread = hereIn(ENTRY)?.closest(".thread");
  const link = thread?.querySelector("a.post-reply");
  const box = document.querySelector("textarea[name=words]");
  // On its own page the box is below the share; on the circle's page each share has its own page to answer on.
  if (link && !document.querySelector("#reply")) link.click();
  else box?.focus();
}

onKey("j", () => step(ENTRY, 1));
onKey("k", () => step(ENTRY, -1));
onKey("n", nextNew);
onKey("r", reply);
