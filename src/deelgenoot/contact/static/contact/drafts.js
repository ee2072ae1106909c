/* What one is writing stays on one's own device, sealed with a key that lives only in the session:
   without a connection nothing is lost, and when it returns it is sent once. On a device that was
   not marked as one's own there is no key, and nothing is kept. */
(() => {
  "use strict";
  const MARK = "dg-draft:";
  const LASTS = 72 * 60 * 60 * 1000;
  const names = () => Object.keys(localStorage).filter((name) => name.startsWith(MARK));
  const forget = (test) => names().filter(test).forEach((name) => localStorage.removeItem(name));
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

  const kept = /(?:^|; )kept=([0-9a-f-]{36})/.exec(document.cookie);
  if (kept) {
    forget((name) => name.endsWith(kept[1]));
    document.cookie = "kept=; Max-Age=0; Path=/; SameSite=Strict";
  }
  document.querySelectorAll("form[data-ends]").forEach((form) => {
    form.addEventListener("submit", () => forget(() => true));
  });
  let leavesNothing = false;
  document.addEventListener("dg:leave", () => {
    leavesNothing = true;
  });
  document.querySelectorAll("[data-leaves-nothing]").forEach((link) => {
    link.addEventListener("click", () => {
      leavesNothing = true;
      forget(() => true);
    });
  });

  const form = document.querySelector("form[data-draft-key]");
  if (!form || !crypto.subtle) return;
  const place = `${MARK}${form.dataset.draftPlace}:`;
  const words = form.querySelector("textarea");
  const once = form.elements.entry_id;
  if (!words || !once) return;
  const key = crypto.subtle.importKey("raw", bytes(form.dataset.draftKey), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);

  const save = async () => {
    const name = place + once.value;
    if (leavesNothing) return;
    if (!words.value.trim()) {
      localStorage.removeItem(name);
      return;
    }
    const given = [...new FormData(form)].filter(([field]) => field !== "csrfmiddlewaretoken");
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(given));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key, plain);
    if (leavesNothing) return;
    localStorage.setItem(name, JSON.stringify({ at: Date.now(), iv: text(iv), sealed: text(sealed) }));
  };

  const open = async (name) => {
    try {
      const { at, iv, sealed } = JSON.parse(localStorage.getItem(name));
      if (Date.now() - at > LASTS) throw new Error("old");
      const plain = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: bytes(iv) },
        await key,
        bytes(sealed),
      );
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      localStorage.removeItem(name); // of another session, or too old: nobody can read it
      return null;
    }
  };

  const fill = (given) => {
    const values = new Map();
    given.forEach(([field, value]) => values.set(field, [...(values.get(field) || []), value]));
    [...form.elements].forEach((input) => {
      if (!values.has(input.name) || input.type === "file") return;
      const told = values.get(input.name);
      if (input.type === "radio" || input.type === "checkbox") input.checked = told.includes(input.value);
      else input.value = told[0];
    });
    words.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const restore = async () => {
    if (words.value.trim()) return;
    for (const name of names().filter((one) => one.startsWith(place))) {
      const given = await open(name);
      if (given) {
        fill(given);
        const found = document.getElementById("draft-found");
        if (found) found.hidden = false;
        return;
      }
    }
  };

  let waits;
  const later = () => {
    clearTimeout(waits);
    waits = setTimeout(save, 400);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", save, true);
  window.addEventListener("pagehide", () => clearTimeout(waits));
  const away = document.getElementById("draft-away");
  away?.addEventListener("click", () => {
    forget((name) => name.startsWith(place));
    form.reset();
    words.value = "";
    document.getElementById("draft-found").hidden = true;
    words.focus();
  });
  names().forEach((name) => {
    try {
      if (Date.now() - JSON.parse(localStorage.getItem(name)).at > LASTS) localStorage.removeItem(name);
    } catch {
      localStorage.removeItem(name);
    }
  });
  restore();
})();
