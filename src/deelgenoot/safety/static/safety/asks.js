/* Before words about a child are kept: is this about safety? Asked until it is answered, once per
   form, on this device alone. That a word was found is sent nowhere and kept nowhere. Without this
   script the quiet choice above the line is there all the same. */
(() => {
  "use strict";
  const bare = (text) =>
    ` ${text.normalize("NFKD").toLowerCase().replace(/\p{M}|ـ/gu, "").replace(/[أإآ]/g, "ا").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  const hasOne = (text, known) => {
    const said = bare(text);
    const ends = (word) => (word.endsWith("*") ? bare(word).trimEnd() : bare(word));
    return (
      known.words.some((word) => said.includes(ends(word))) ||
      known.parts.some((part) => said.includes(bare(part).trim()))
    );
  };
  const question = document.getElementById("safety-question");
  const form = document.querySelector("form[data-safety]");
  if (!question || !form) return;
  const known = { words: [], parts: [] };
  [form.dataset.safety, form.dataset.safetyOwn].filter(Boolean).forEach((address) => {
    fetch(address)
      .then((answer) => answer.json())
      .then((list) => {
        known.words.push(...(list.words ?? []));
        known.parts.push(...(list.parts ?? []));
      })
      .catch(() => {});
  });
  let answered = false;
  const typed = () => [...form.querySelectorAll("textarea")].map((field) => field.value).join("\n");
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || answered || !hasOne(typed(), known)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      question.hidden = false;
      question.focus();
      question.scrollIntoView({ block: "center" });
    },
    true,
  );
  question.querySelector("[data-safety-no]").addEventListener("click", () => {
    answered = true;
    question.hidden = true;
    form.requestSubmit();
  });
  window.addEventListener("pagehide", () => {
    question.hidden = true;
  });
})();
