/* Small kindnesses on top of pages that work without any of this. */
(() => {
  "use strict";
  const ready = (start) =>
    document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();

  /* Quick exit: blank the page at once, then go somewhere neutral; also on Escape three times. */
  const leave = () => {
    const door = document.querySelector("[data-exit]");
    if (!door) return;
    document.documentElement.classList.add("dg-gone");
    document.dispatchEvent(new CustomEvent("dg:leave", { detail: door.href }));
  };
  let escapes = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      escapes = [];
      return;
    }
    const now = Date.now();
    escapes = [...escapes.filter((at) => now - at < 2000), now];
    if (escapes.length >= 3) leave();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-exit]")) return;
    event.preventDefault();
    leave();
  });

  /* The menu closes when one presses Escape or taps beside it. */
  document.addEventListener("keydown", (event) => {
    const menu = document.querySelector(".dg-menu[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll(".dg-menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  /* A counter says how many letters are left: in the last tenth, and aloud when one pauses. */
  const leftIn = (field) => {
    const left = field.maxLength - field.value.length;
    if (left < 0) return field.dataset.most;
    return left <= field.maxLength / 10 ? field.dataset.left.replace("{n}", left) : "";
  };
  const count = (field) => {
    document.getElementById(field.dataset.counter).textContent = leftIn(field);
  };
  let pause;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.dataset.counter) return;
    count(field);
    clearTimeout(pause);
    pause = setTimeout(() => {
      document.getElementById(`${field.dataset.counter}_said`).textContent = leftIn(field);
    }, 1000);
  });

  /* Reading aloud, only with a voice that lives on this device: others send the words away. */
  const voiceFor = (language) =>
    speechSynthesis
      .getVoices()
      .find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
  const offerReading = () =>
    document.querySelectorAll("[data-read]").forEach((button) => {
      button.hidden = !voiceFor(button.dataset.language);
    });
  const read = (button) => {
    const text = document.getElementById(button.dataset.read);
    const voice = voiceFor(button.dataset.language);
    if (speechSynthesis.speaking) return speechSynthesis.cancel();
    if (!text || !voice) return undefined;
    const words = new SpeechSynthesisUtterance(text.innerText);
    words.voice = voice;
    words.lang = voice.lang;
    return speechSynthesis.speak(words);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-read]");
    if (button) read(button);
  });

  /* What a form misses is read first. */
  ready(() => {
    document.querySelector("[data-summary]")?.focus();
    document.querySelectorAll("[data-counter]").forEach(count);
    document.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    if (!("speechSynthesis" in window)) return;
    offerReading();
    speechSynthesis.addEventListener?.("voiceschanged", offerReading);
  });
})();
