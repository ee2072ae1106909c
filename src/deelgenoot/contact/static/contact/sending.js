/* Sending words: without a connection they stay on the screen; a second tap sends nothing twice. */
(() => {
  "use strict";
  const there = (address) => {
    if (!navigator.onLine) return Promise.resolve(false);
    const patience = AbortSignal.timeout(8000);
    return fetch(address, { method: "HEAD", cache: "no-store", signal: patience }).then(
      () => true,
      () => false,
    );
  };
  document.querySelectorAll("form[data-sends]").forEach((form) => {
    const trouble = document.getElementById("not-sent");
    let busy = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      trouble.hidden = true;
      if (await there(form.dataset.sends)) {
        form.submit();
        return;
      }
      busy = false;
      trouble.hidden = false;
      trouble.focus();
    });
    window.addEventListener("online", () => {
      if (!trouble.hidden) form.requestSubmit();
    });
    window.addEventListener("pageshow", () => {
      busy = false;
    });
  });
})();
