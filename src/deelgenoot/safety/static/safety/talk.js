/* A pupil asks someone to talk: said on the page itself, so that Back and the history show nothing
   of it. Without this script the answer is the same page, with the same words. */
(() => {
  "use strict";
  const told = document.getElementById("told");
  const trouble = document.getElementById("not-sent");
  const forms = [...document.querySelectorAll("form[data-talk]")];
  const show = (element) => {
    element.hidden = false;
    element.focus();
  };
  let busy = false;
  forms.forEach((form) =>
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      told.hidden = true;
      trouble.hidden = true;
      const patience = AbortSignal.timeout(15000);
      const sent = { method: "POST", body: new FormData(form), cache: "no-store", signal: patience };
      const kept = await fetch(window.location.pathname, sent).then(
        (answer) => answer.ok && !answer.redirected,
        () => false,
      );
      busy = false;
      if (kept) document.getElementById("told-name").textContent = form.dataset.talk;
      show(kept ? told : trouble);
    }),
  );
  const forget = () => {
    if (told) told.hidden = true;
    if (trouble) trouble.hidden = true;
  };
  window.addEventListener("pagehide", forget);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) forget();
  });
})();
