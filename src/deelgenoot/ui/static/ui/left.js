/* Runs before anything is drawn: who left quickly does not meet a page of ours again through Back.
   The mark lives in this tab only, holds the neutral address and nothing else, and goes away when
   someone comes here on purpose: by an address or a link. What was still being written goes. */
(() => {
  "use strict";
  const MARK = "dg-left";
  const read = () => {
    try {
      return sessionStorage.getItem(MARK);
    } catch {
      return null;
    }
  };
  const goOn = (address) => {
    document.documentElement.hidden = true;
    document.title = "\u200b";
    window.location.replace(address);
  };
  const cameOnPurpose = () =>
    performance.getEntriesByType("navigation")[0]?.type === "navigate";

  const left = read();
  if (left && cameOnPurpose()) sessionStorage.removeItem(MARK);
  else if (left) goOn(left);
  window.addEventListener("pageshow", (event) => {
    const again = event.persisted && read();
    if (again) goOn(again);
  });
  document.addEventListener("dg:leave", (event) => {
    try {
      sessionStorage.setItem(MARK, event.detail);
      Object.keys(localStorage)
        .filter((name) => name.startsWith("dg-draft:"))
        .forEach((name) => localStorage.removeItem(name));
    } catch {
      /* a browser that keeps nothing: Back then asks the server again, as before */
    }
    goOn(event.detail);
  });
})();
