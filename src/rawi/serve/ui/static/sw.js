// What an installed reader does without a network, and notifications. Before these lines the server puts
// VERSION, which changes with what they name, SHELL, the files that every page needs, and
// ICON, the address of the picture in notifications.
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

// A message that the server sealed for this browser: shown, and opened where it leads.
self.addEventListener("push", (event) => {
  let told = {};
  try {
    told = event.data.json();
  } catch {}
  const { title = "راوٍ", body = "", lang = "ar", dir = "auto", tag = "", path = "/" } = told;
  const how = { body, lang, dir, tag, renotify: tag !== "", icon: ICON, data: { path } };
  event.waitUntil(self.registration.showNotification(title, how));
});
const lead = async (path) => {
  const address = new URL(path, location.origin);
  if (address.origin !== location.origin) return;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => page.url === address.href);
  await (there ? there.focus() : self.clients.openWindow(address.href));
};
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data.path));
});

// The push service gave this browser another address.
const renew = async ({ oldSubscription, newSubscription }) => {
  const how = oldSubscription && oldSubscription.options;
  const now = newSubscription || (how && (await self.registration.pushManager.subscribe(how)));
  if (!now) return;
  const { endpoint, keys } = now.toJSON();
  await fetch("/alerts/browser", {
    method: "POST",
    body: new URLSearchParams({ endpoint, ...keys, renewed: "1" }),
  });
};
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
