/* Offers to let this device show that there is a message; asks the browser only after a tap. */
(() => {
  "use strict";
  const box = document.querySelector("[data-push]");
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!box || !able) return;
  const button = box.querySelector("button");
  const said = box.querySelector("[role=status]");
  const say = (words) => {
    said.textContent = words;
    button.disabled = false;
  };
  const now = async () =>
    (await navigator.serviceWorker.getRegistration("/"))?.pushManager.getSubscription();

  const turnOn = async () => {
    if ((await Notification.requestPermission()) !== "granted") return say(box.dataset.denied);
    await navigator.serviceWorker.register(box.dataset.worker, { scope: "/" });
    const { pushManager } = await navigator.serviceWorker.ready;
    await (await pushManager.getSubscription())?.unsubscribe();
    const given = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: box.dataset.push,
    });
    const answer = await fetch(box.dataset.door, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": box.dataset.csrf },
      body: JSON.stringify(given),
    });
    if (answer.ok) return window.location.reload();
    await given.unsubscribe();
    const told = answer.headers.get("Content-Type")?.startsWith("application/json");
    return say(told ? (await answer.json()).trouble : box.dataset.failed);
  };
  button.addEventListener("click", () => {
    say("");
    button.disabled = true;
    turnOn().catch(() => say(box.dataset.failed));
  });

  /* What the browser still has of before is thrown away when messages are off here. */
  now()
    .then((given) => {
      const here = box.dataset.here === "yes";
      if (given && !here) given.unsubscribe();
      box.hidden = Boolean(given) && here;
    })
    .catch(() => {
      box.hidden = false;
    });
})();
