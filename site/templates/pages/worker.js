/* Keeps what was read readable where there is no network. Online nothing is ever taken from what is kept, but for files
   whose name changes with their content. Lies at the site's root, so that it may look after all of it. */
"use strict";
const SHELL = [{% for name in ("site.css", "site.js", "access.js", "aloud.js", "offline.js", "favicon.svg") %}"{{ asset(name) }}"{% if not loop.last %}, {% endif %}{% endfor %}];
const OFFLINE = { {% for language in languages.values() %}"{{ language.segment }}": "{{ language.segment }}/offline/"{% if not loop.last %}, {% endif %}{% endfor %} };
const scope = new URL(self.registration.scope);
const name = (what) => `linli:${scope.pathname}:${what}`;
const [PAGES, FILES] = [name("pages:1"), name("files:1")];
const MOST = { [PAGES]: 60, [FILES]: 200 };
const LARGEST = 2_000_000; // bytes of a file that is kept
const OLDEST = 30 * 24 * 60 * 60 * 1000; // a page that was taken down meanwhile doesn't stay for good
const STAFF = /^(admin|api)(\/|$)/;
const DYNAMIC = /^([a-z]+\/(search|feedback|my)|feedback)(\/|$)/; // what a program answers anew each time
const SHOWN = new Set(["image", "style", "script", "font"]); // neither films nor documents to load

self.addEventListener("install", (event) => {
  event.waitUntil(begin().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    forgetOthers()
      .then(() => self.clients.claim())
      .then(keepOpen),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = within(request.url);
  if (request.method !== "GET" || path === null || STAFF.test(path)) return;
  if (request.mode === "navigate") event.respondWith(page(event, path));
  else if (/^(assets|media)\//.test(path) && SHOWN.has(request.destination)) event.respondWith(file(event));
});

/** The part of an address below the site's root; null where it is another's. */
function within(address) {
  const url = new URL(address);
  const isOurs = url.origin === scope.origin && url.pathname.startsWith(scope.pathname);
  return isOurs ? url.pathname.slice(scope.pathname.length) : null;
}

const keyOf = (address) => address.split(/[?#]/)[0];

async function begin() {
  const files = await caches.open(FILES);
  await files.addAll(SHELL.map((path) => new URL(path, scope)));
  const pages = await caches.open(PAGES);
  await pages.addAll(Object.values(OFFLINE).map((path) => new Request(new URL(path, scope), { cache: "reload" })));
}

async function forgetOthers() {
  for (const key of await caches.keys()) {
    if (key.startsWith(name("")) && key !== PAGES && key !== FILES) await caches.delete(key);
  }
}

/** The page that somebody reads while this worker begins, often the only one that they came for. */
async function keepOpen() {
  for (const { url } of await self.clients.matchAll({ type: "window" })) {
    const path = within(url);
    if (path === null || STAFF.test(path) || DYNAMIC.test(path)) continue;
    await fetch(keyOf(url)).then((response) => note(url, response), () => {});
  }
}

/** The page as it is now; without a network as it was read last, else the page that says so. */
async function page(event, path) {
  const { url } = event.request;
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    const kept = DYNAMIC.test(path) ? null : await (await caches.open(PAGES)).match(keyOf(url));
    return kept ?? Response.redirect(offline(url, path));
  }
  if (!DYNAMIC.test(path)) event.waitUntil(note(url, response.clone()));
  return response;
}

/** Keeps a page, or forgets what was there before: it was taken down or moved. */
async function note(url, response) {
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
  if (response.status === 200 && isPage) await keep(PAGES, keyOf(url), response);
  else if (response.type === "opaqueredirect" || [404, 410].includes(response.status)) {
    await (await caches.open(PAGES)).delete(keyOf(url));
  }
}

function offline(from, path) {
  const place = OFFLINE[path.split("/")[0]] ?? Object.values(OFFLINE)[0];
  const address = new URL(place, scope);
  address.searchParams.set("from", from);
  return address;
}

async function file(event) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(event.request);
  if (kept) return kept;
  try {
    const response = await fetch(event.request);
    const isSmall = Number(response.headers.get("Content-Length")) <= LARGEST;
    if (response.status === 200 && isSmall) event.waitUntil(keep(FILES, event.request, response.clone()));
    return response;
  } catch (error) {
    // A page that was kept long ago is shown with the styles of today
    const plain = (address) => address.replace(/\.[0-9a-f]{10}\./, ".");
    const alike = (await cache.keys()).find((request) => plain(request.url) === plain(event.request.url));
    if (alike) return cache.match(alike);
    throw error;
  }
}

/** Keeps the newest of each kind, and what the offline page needs. */
async function keep(where, key, response) {
  const cache = await caches.open(where);
  await cache.put(key, response);
  const always = [...SHELL, ...Object.values(OFFLINE)].map((path) => new URL(path, scope).href);
  const keys = (await cache.keys()).filter((request) => !always.includes(request.url));
  for (const old of keys.slice(0, -MOST[where])) await cache.delete(old);
  if (where === PAGES) await forgetOld(cache, keys.slice(-MOST[where]));
}

/** What lies there longest comes first. */
async function forgetOld(cache, keys) {
  for (const key of keys) {
    const read = Date.parse((await cache.match(key))?.headers.get("Date"));
    if (!(Date.now() - read > OLDEST)) return;
    await cache.delete(key);
  }
}
