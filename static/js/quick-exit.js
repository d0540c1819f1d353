// Leave quickly: blank the page at once, then replace it. Without this file the link in the header does the same
// by itself, one server answer later.

const link = document.querySelector("[data-quick-exit]");
const PRESSES = 3;
const WITHIN_MS = 1500;

function leave() {
  document.title = "";
  document.body.replaceChildren();
  location.replace(link.dataset.quickExit);
  // Ends the session behind our back. After the way out is on its way, and nothing waits for it.
  fetch(link.href, { redirect: "manual", keepalive: true, referrerPolicy: "no-referrer" }).catch(() => {});
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
  try {
    if (link.dataset.shift) sessionStorage.setItem("shift", link.dataset.shift);
    return sessionStorage.getItem("shift") !== "off";
  } catch {
    return link.dataset.shift !== "off";
  }
}

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  if (shiftIsOn()) onShiftThreeTimes(leave);
  // Back may bring the page from memory: show nothing, ask the server again.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
