/* Keeps what was read readable where there is no network. Online nothing is ever taken from what is kept, but for files
   whose name changes with their content. Lies at the site's root, so that it may look after all of it. */
"use strict";
const SHELL = ["{{ asset("site.css") }}", "{{ asset("site.js") }}", "{{ asset("offline.js") }}", "{{ asset("favicon.svg") }}"];
const OFFLINE = { {% for language in languages.values() %}"{{ language.segment }}": "{{ language.segment }}/offline/"{% if not loop.last %}, {% endif %}{% endfor %} };
const scope = new URL(self.registration.scope);
const name = (what) => `linli:${scope.pathname}:${what}`;
const [PAGES, FILES] = [name("pages:1"), name("files:1")];
const MOST = { [PAGES]: 60, [FILES]: 200 };
const DYNAMIC = /^(admin|api|[a-z]+\/(search|feedback|my)|feedback)(\/|$)/;

self.addEventListener("install", (event) => {
  event.waitUntil(begin().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const path = url.pathname.slice(scope.pathname.length);
  if (DYNAMIC.test(path)) return;
  if (request.mode === "navigate") event.respondWith(page(event, path));
  else if (/^(assets|media)\//.test(path)) event.respondWith(file(event));
});

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

/** The page as it is now; without a network as it was read last, else the page that says so. */
async function page(event, path) {
  const key = event.request.url.split(/[?#]/)[0];
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    const kept = await (await caches.open(PAGES)).match(key);
    return kept ?? Response.redirect(offline(event.request.url, path));
  }
  if (response.ok) event.waitUntil(keep(PAGES, key, response.clone()));
  else if (response.status === 404 || response.status === 410) event.waitUntil(forget(key));
  return response;
}

function offline(from, path) {
  const place = OFFLINE[path.split("/")[0]] ?? Object.values(OFFLINE)[0];
  const address = new URL(place, scope);
  address.searchParams.set("from", from);
  return address;
}

async function file(event) {
  const kept = await (await caches.open(FILES)).match(event.request);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok && response.status === 200) event.waitUntil(keep(FILES, event.request, response.clone()));
  return response;
}

/** Keeps the newest of each kind, and what the offline page needs. */
async function keep(where, key, response) {
  const cache = await caches.open(where);
  await cache.put(key, response);
  const always = [...SHELL, ...Object.values(OFFLINE)].map((path) => new URL(path, scope).href);
  const keys = (await cache.keys()).filter((request) => !always.includes(request.url));
  for (const old of keys.slice(0, -MOST[where])) await cache.delete(old);
}

async function forget(key) {
  await (await caches.open(PAGES)).delete(key);
}
