// Keeps the files of one version, all of them, so that the page works without a network.
"use strict";
const cacheName = "tradeshock-{{version}}";
const files = ["./", "index.html", "style.css", "app.js", "worker.js", "wasm_exec.js", "book.wasm.gz"];

self.addEventListener("install", (e) => {
  e.waitUntil(caches.open(cacheName).then((c) => c.addAll(files)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (e) => {
  e.waitUntil(caches.keys()
    .then((all) => Promise.all(all.filter((n) => n.startsWith("tradeshock-") && n !== cacheName).map((n) => caches.delete(n))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (e) => {
  if (e.request.method !== "GET" || !e.request.url.startsWith(self.registration.scope)) return;
  e.respondWith(caches.open(cacheName)
    .then((c) => c.match(e.request, { ignoreSearch: true }))
    .then((kept) => kept || fetch(e.request)));
});
