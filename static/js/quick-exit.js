// Leave quickly: blank the page at once, then replace it. Without this file the link in the header does the same
// by itself, one server answer later.

const link = document.querySelector("[data-quick-exit]");
const PRESSES = 3;
const WITHIN_MS = 1500;

function leave() {
  document.title = "";
  document.body.replaceChildren();
  // Ends the session behind our back; the page does not wait for it.
  fetch(link.href, { redirect: "manual", keepalive: true, referrerPolicy: "no-referrer" }).catch(() => {});
  location.replace(link.dataset.quickExit);
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

if (link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  if (link.dataset.shift !== "off") onShiftThreeTimes(leave);
  // Back may bring the page from memory: show nothing, ask the server again.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
