// Times in words, kept right: "25 minutes ago". The server rounds them to five minutes, so here nothing is finer.

const MINUTE = 60_000;
const STEP = 5;
const language = document.documentElement.lang || "en";
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
const dayOfYear = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" });

export function ago(then, now) {
  const minutes = Math.floor((now - then) / MINUTE / STEP) * STEP;
  if (minutes < STEP) return relative.format(0, "second");
  if (minutes < 60) return relative.format(-minutes, "minute");
  if (minutes < 24 * 60) return relative.format(-Math.floor(minutes / 60), "hour");
  if (minutes < 7 * 24 * 60) return relative.format(-Math.floor(minutes / 60 / 24), "day");
  return (then.getFullYear() === now.getFullYear() ? day : dayOfYear).format(then);
}

export function keepTimesRight() {
  const now = new Date();
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const then = new Date(time.dateTime);
    const words = ago(then, now);
    if (time.textContent === words || Number.isNaN(then.getTime())) continue;
    time.textContent = words;
    time.title = exact.format(then);
  }
}

setInterval(keepTimesRight, MINUTE);
document.addEventListener("visibilitychange", keepTimesRight);
