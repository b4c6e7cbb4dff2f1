/*
 * Keeps the builder itself readable without a connection: its page and the scripts, styles and words that it has loaded.
 * Data never comes through here: see src/api/offline-copies.ts.
 */
const SHELF = "flowright-builder-1";
const PAGE = "/";
const LOGO = "/favicon.svg";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** The newest page, whatever its address: every page of the builder is the same file. */
async function page(request) {
  try {
    const response = await fetch(request);
    if (response.ok) {
      const shelf = await caches.open(SHELF);
      await shelf.put(PAGE, response.clone());
    }
    return response;
  } catch (error) {
    const kept = await caches.match(PAGE);
    if (kept === undefined) throw error;
    return kept;
  }
}

/** Files under /assets carry a hash of what is in them: what is kept is right. */
async function asset(request) {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) {
    const shelf = await caches.open(SHELF);
    await shelf.put(request, response.clone());
  }
  return response;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    const isBuilder = !/^\/(api|hooks|apps|forms|answers|mails|healthz|readyz|metrics)(\/|$)/.test(url.pathname);
    if (isBuilder) event.respondWith(page(request));
  } else if (url.pathname.startsWith("/assets/") || url.pathname === LOGO) event.respondWith(asset(request));
});

/** Keeps what the page has loaded before this worker took over; on a new build lets go what it no longer asks for. */
async function keepLoaded({ urls, isNewBuild }) {
  const shelf = await caches.open(SHELF);
  const loaded = new Set(urls);
  // The page itself came before this worker took over, the first time.
  if (isNewBuild || (await shelf.match(PAGE)) === undefined) await shelf.add(PAGE);
  for (const { url } of await shelf.keys())
    if (isNewBuild && url.includes("/assets/") && !loaded.has(url)) await shelf.delete(url);
  if ((await shelf.match(LOGO)) === undefined) await shelf.add(LOGO);
  await Promise.all([...loaded].map(async (url) => (await shelf.match(url)) ?? shelf.add(url)));
}

self.addEventListener("message", (event) => {
  if (event.data?.type === "loaded") event.waitUntil(keepLoaded(event.data));
});
