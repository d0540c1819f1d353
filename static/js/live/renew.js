// Fetching the page again behind the reader's back and taking over only its lists. What is being written stays.

async function fetchPage() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

function keepFocus(change) {
  const id = document.activeElement?.closest("[id]")?.id;
  change();
  if (id && !document.activeElement?.closest(`#${CSS.escape(id)}`)) {
    document.getElementById(id)?.focus({ preventScroll: true });
  }
}

// The lists anew. Returns the number they stand at; null when the page could not be fetched.
export async function renew(root) {
  const page = (await fetchPage())?.querySelector("[data-live]");
  if (!page) return null;
  keepFocus(() => {
    for (const selector of ['[data-list="shares"]', "[data-empty]"]) {
      const [old, anew] = [root.querySelector(selector), page.querySelector(selector)];
      if (old && anew) old.replaceWith(document.adoptNode(anew));
    }
  });
  return Number(page.dataset.seq) || 0;
}

// Every [data-refresh] part anew; where somebody is writing or stands ([data-stays] or an entry) it stays as it is,
// and what was opened by hand stays open.
export async function refresh(root) {
  const page = await fetchPage();
  if (!page) return;
  for (const old of root.querySelectorAll("[data-refresh]")) {
    const anew = page.querySelector(`[data-refresh="${CSS.escape(old.dataset.refresh)}"]`);
    if (!anew) continue;
    document.adoptNode(anew);
    keepFocus(() => {
      old.querySelectorAll("details[id][open]").forEach((one) => find(anew, one)?.setAttribute("open", ""));
      old.querySelectorAll("li[id], [data-stays][id]").forEach((one) => isInUse(one) && find(anew, one)?.replaceWith(one));
      old.replaceWith(anew);
    });
  }
}

function isInUse(entry) {
  const words = [...entry.querySelectorAll("textarea")].some((one) => one.value !== one.defaultValue);
  return words || entry.contains(document.activeElement);
}

function find(anew, { id }) {
  return anew.querySelector(`#${CSS.escape(id)}`);
}
