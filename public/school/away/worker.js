// Opens the roster's page without a network, and sends what waits once there is one. Serves /school/away/ alone.
'use strict';

importScripts('kept.js');

// A weak signal is worse than none: after so many milliseconds the page that is kept is shown.
const PATIENCE = 4000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  if (event.request.method === 'GET') event.respondWith(open(event.request));
});

async function open(request) {
  const kept = await caches.match(request, { ignoreSearch: request.mode === 'navigate', ignoreVary: true });
  if (kept === undefined) return fetch(request);
  const fresh = fetch(request).then(
    (answer) => (answer.ok ? answer : kept),
    () => kept,
  );
  return Promise.race([fresh, new Promise((resolve) => setTimeout(resolve, PATIENCE, kept))]);
}

// The browser asks for this once there is a network again, even when the page is closed.
self.addEventListener('sync', (event) => event.waitUntil(sendOrTryAgain()));

async function sendOrTryAgain() {
  const state = await sendAll();
  for (const page of await self.clients.matchAll()) page.postMessage(state);
  if (state !== 'sent') throw new Error(`not sent: ${state}`);
}
