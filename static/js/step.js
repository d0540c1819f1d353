// From one entry of a page to the next: on a circle's page, on a share's, on the desk.

const BELOW_HEADER = 100; // px: what is higher than this has been read past

/** The focus goes along, so that the next Tab finds the buttons of this entry. */
export function goTo(entry) {
  if (!entry) return;
  entry.tabIndex = -1;
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: entry.offsetHeight > innerHeight ? "start" : "nearest" });
}

/** The entry in which somebody is, of those that `selector` means. */
export const hereIn = (selector) => document.activeElement?.closest(selector) ?? null;

/** `by` is 1 for the next, -1 for the one before. */
export function step(selector, by) {
  const all = [...document.querySelectorAll(selector)];
  const at = all.indexOf(hereIn(selector));
  if (at !== -1) return goTo(all[at + by]);
  // Nobody is anywhere yet: from what is on the screen.
  const below = all.findIndex((entry) => entry.getBoundingClientRect().top > BELOW_HEADER);
  goTo(by > 0 ? all[below] : all[(below === -1 ? all.length : below) - 1]);
}
