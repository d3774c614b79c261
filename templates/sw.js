// Reading offline, for readers who asked for it. The network goes first, always: what is kept is only
// shown where there is none. The build puts SITE before this: {version, pages}, pages to be kept.
const SCOPE = self.registration.scope;
const MOST = 150;
const FIXED = `offline ${SCOPE} ${SITE.version}`;
const VISITED = `visited ${SCOPE}`;
const SAVED = `saved ${SCOPE}`;

const whole = (url) => new URL(url, SCOPE).href;

async function fill() {
  const cache = await caches.open(FIXED);
  await cache.addAll(SITE.pages.map((url) => new Request(whole(url), { cache: "no-cache" })));
  await self.skipWaiting();
}

// The caches of earlier builds go; those of other sites of this host are not ours.
async function tidy() {
  const names = await caches.keys();
  const former = names.filter((name) => name.startsWith(`offline ${SCOPE} `) && name !== FIXED);
  await Promise.all(former.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The newest stand last; the oldest go when there are too many.
async function remember(request, response) {
  const cache = await caches.open(VISITED);
  await cache.delete(request);
  await cache.put(request, response);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, -MOST).map((old) => cache.delete(old)));
}

async function recall(request) {
  for (const name of [VISITED, SAVED, FIXED]) {
    const found = await caches.match(request, { cacheName: name, ignoreSearch: true });
    if (found) return found;
  }
  return undefined;
}

async function answer(event) {
  const { request } = event;
  try {
    const page = request.mode === "navigate";
    const response = await fetch(request, page ? { cache: "no-cache" } : {});
    if (response.status === 200) event.waitUntil(remember(request, response.clone()));
    return response;
  } catch (error) {
    const kept = await recall(request);
    if (kept) return kept;
    throw error;
  }
}

// The papers of the reading list, exactly.
async function save(urls) {
  const cache = await caches.open(SAVED);
  const wanted = new Set(urls.map(whole).filter((url) => url.startsWith(SCOPE)).slice(0, MOST));
  const kept = await cache.keys();
  await Promise.all(kept.filter(({ url }) => !wanted.has(url)).map((old) => cache.delete(old)));
  for (const { url } of kept) wanted.delete(url);
  await Promise.allSettled([...wanted].map((url) => cache.add(url)));
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("message", (event) => event.waitUntil(save(event.data.save)));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(SCOPE)) event.respondWith(answer(event));
});
