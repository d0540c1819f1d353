// The installed app's icon gets a dot when something arrives while nobody looks: no number, no words, gone at the next
// look. A page in a browser's tab has no such icon.

const can = "setAppBadge" in navigator && matchMedia("(display-mode: standalone)").matches;

function withoutTrouble(answer) {
  answer.catch(() => {
    // The system says no, or has no place for it.
  });
}

function clear() {
  if (!document.hidden) withoutTrouble(navigator.clearAppBadge());
}

export function dot() {
  if (can && document.hidden) withoutTrouble(navigator.setAppBadge());
}

if (can) {
  document.addEventListener("visibilitychange", clear);
  clear();
}
