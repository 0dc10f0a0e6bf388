// What an installed reader does without a network. Before these lines the server puts
// VERSION, which changes with what they name, and SHELL, the files that every page needs.
"use strict";
const SHELF = "rawi-shell-" + VERSION;
const OFFLINE = "/offline";
const ANY = { ignoreVary: true };

self.addEventListener("install", (event) => {
  const filled = caches.open(SHELF).then((shelf) => shelf.addAll([OFFLINE, ...SHELL]));
  event.waitUntil(filled.then(() => self.skipWaiting()));
});

// Only shells are this file's own: pages that somebody saved are kept and dropped by rawi.js.
const tidy = async () => {
  const old = (await caches.keys()).filter((n) => n.startsWith("rawi-shell-") && n !== SHELF);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
};
self.addEventListener("activate", (event) => event.waitUntil(tidy()));

const page = async (request) => {
  try {
    return await fetch(request);
  } catch {
    const kept = await caches.match(request.url, { ...ANY, ignoreSearch: true });
    return kept || (await caches.match(OFFLINE, ANY)) || Response.error();
  }
};
const file = async (request) => {
  const kept = await caches.match(request.url, ANY);
  if (kept) return kept;
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request.url, { ...ANY, ignoreSearch: true })) || Response.error();
  }
};
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (/^[/](static|image)[/]/.test(pathname)) event.respondWith(file(request));
});
