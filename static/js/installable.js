// The help page stays at hand without a network: for somebody signed in, and in the installed app. Anybody else only
// looks around, perhaps on a computer that others use: nothing is kept there.

const signedIn = document.querySelector("[data-keep-shell]");
const installed = matchMedia("(display-mode: standalone)").matches;

function keepShell() {
  navigator.serviceWorker.register("/service-worker.js", { scope: "/", updateViaCache: "none" }).catch(() => {
    // A browser that says no still shows every page.
  });
}

if (navigator.serviceWorker && (signedIn || installed)) {
  if (document.readyState === "complete") keepShell();
  else addEventListener("load", keepShell);
}
