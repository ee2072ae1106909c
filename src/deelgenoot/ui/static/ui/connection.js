/* Without a connection nothing that was filled in is lost: the page stays as it is and says so.
   Whether there is one, a browser does not know for sure, either way: so where it thinks there is
   none, and before what someone typed goes, one small file is asked for. A second tap meanwhile
   sends nothing twice. On a browser that lacks what this needs, a form goes as it always did. */
(() => {
  "use strict";
  const bar = document.getElementById("no-connection");
  if (!bar || !HTMLFormElement.prototype.requestSubmit || !AbortSignal.timeout) return;
  const TYPED = "textarea, input:not([type=hidden], [type=radio], [type=checkbox])";
  const there = () => {
    const patience = AbortSignal.timeout(8000);
    return fetch(bar.dataset.asks, { method: "HEAD", cache: "no-store", signal: patience }).then(
      () => true,
      () => false,
    );
  };
  const waits = (form) => form.hasAttribute("data-waits");
  const troubleOf = (form) => (waits(form) && document.getElementById("not-sent")) || bar;
  const say = (trouble) => {
    trouble.hidden = false;
    trouble.focus();
  };
  const rest = () => {
    asked = false;
    document.querySelectorAll("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy"));
  };
  let asked = false;
  let sent = null;

  document.addEventListener("submit", async (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form === sent) return;
    if (navigator.onLine && !form.querySelector(TYPED)) return;
    event.preventDefault();
    if (asked) return;
    asked = true;
    form.setAttribute("aria-busy", "true");
    troubleOf(form).hidden = true;
    if (!(await there())) {
      rest();
      say(troubleOf(form));
      return;
    }
    sent = form;
    form.requestSubmit(submitter);
    sent = null;
    if (!waits(form)) setTimeout(rest, 2000); // a file to save may come, and then the page stays
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || navigator.onLine || event.defaultPrevented) return;
    if (link.origin !== location.origin || link.target) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    if (await there()) location.assign(link.href);
    else say(bar);
  });
  window.addEventListener("online", () => {
    bar.hidden = true;
    document.querySelectorAll("form[data-waits]").forEach((form) => {
      if (!troubleOf(form).hidden) form.requestSubmit();
    });
  });
  window.addEventListener("pageshow", rest);
})();
