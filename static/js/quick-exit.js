// Leave quickly: on the way at once, the page blank in the same breath. Without this file the link in the header does
// the same by itself, one server answer later. It listens on the window, so that it works before the page is whole.

const PRESSES = 3;
const WITHIN_MS = 1500;

const wayOut = () => document.querySelector("[data-quick-exit]");

// Nothing here waits for anything, and nothing stands before the first line: what is slow on a busy machine comes after.
function leave() {
  const link = wayOut();
  if (!link) return;
  endSession(link.href);
  location.replace(link.dataset.quickExit);
  document.body.replaceChildren();
  document.title = "";
  forgetDrafts();
}

// Behind our back: `keepalive` outlives this page.
function endSession(path) {
  fetch(path, { redirect: "manual", keepalive: true, referrerPolicy: "no-referrer" }).catch(() => {});
}

// What was begun here would be in the box of whoever signs in next in this tab. The choice about Shift stays.
function forgetDrafts() {
  try {
    const shift = sessionStorage.getItem("shift");
    sessionStorage.clear();
    if (shift) sessionStorage.setItem("shift", shift);
  } catch {
    // Nothing was kept, then.
  }
}

// Shift alone, three times: a capital letter in between starts the count again.
function onShiftThreeTimes(act) {
  let presses = [];
  let alone = false;
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") presses = [];
    alone = event.key === "Shift";
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    const now = event.timeStamp;
    presses = [...presses.filter((then) => now - then < WITHIN_MS), now];
    if (presses.length >= PRESSES) act();
  });
}

// Pages that ask nobody who is reading do not know the reader's choice: there this tab remembers it.
function shiftIsOn() {
  const chosen = wayOut()?.dataset.shift;
  try {
    if (chosen) sessionStorage.setItem("shift", chosen);
    return sessionStorage.getItem("shift") !== "off";
  } catch {
    return chosen !== "off";
  }
}

addEventListener(
  "click",
  (event) => {
    if (!event.target.closest?.("[data-quick-exit]")) return;
    event.preventDefault();
    leave();
  },
  { capture: true },
);
onShiftThreeTimes(() => shiftIsOn() && leave());
// Remembered for the pages that do not know it.
if (document.readyState === "loading") addEventListener("DOMContentLoaded", shiftIsOn);
else shiftIsOn();
// Back may bring the page from memory: show nothing, ask the server again.
addEventListener("pageshow", (event) => event.persisted && location.reload());
