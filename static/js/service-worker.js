// Shows the help page and an honest page when there is no network. Pages always come from the network first and are
// never put into a cache, so no word of a circle lies on the device. peersupport/installable.py writes a first
// line above this one: const KEPT = { version, help, offline, leave, files }.

const CACHE = `shell-${KEPT.version}`;

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || pathname === KEPT.leave) return;
  if (request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (KEPT.files.includes(pathname)) event.respondWith(file(request, pathname));
});

async function keep() {
  const cache = await caches.open(CACHE);
  await Promise.all([...KEPT.files, KEPT.help, KEPT.offline].map((path) => put(cache, path)));
  await skipWaiting();
}

// Both pages look at no cookie but that of the chosen language. An answer made for somebody is not kept, nor are the others.
async function put(cache, path) {
  const response = await fetch(path, { cache: "no-cache" });
  const personal = /no-store|private/.test(response.headers.get("Cache-Control"));
  if (!response.ok || response.redirected || personal) throw new Error(`${path} is not for keeping`);
  await cache.put(path, response);
}

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  // The page is asked for while this worker still wakes up: on a slow phone that saves the wait.
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function page(event, pathname) {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return kept(pathname === KEPT.help ? KEPT.help : KEPT.offline);
  }
}

async function file(request, path) {
  try {
    return await fetch(request);
  } catch {
    return kept(path);
  }
}

async function kept(path) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path, { ignoreVary: true })) || Response.error();
}
