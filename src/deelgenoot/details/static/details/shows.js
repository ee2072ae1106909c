/* Works in the background of the browser: shows that there is a message, and opens Vandaag. */
"use strict";
const read = (event) => {
  try {
    return event.data.json();
  } catch {
    return {};
  }
};
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => {
  const told = read(event);
  event.waitUntil(
    self.registration.showNotification(told.title || "Deelgenoot", {
      body: told.body || "",
      lang: told.lang || "nl",
      dir: told.dir || "auto",
      tag: told.tag || "deelgenoot",
      icon: "/static/ui/icon.svg",
    }),
  );
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/"));
});
