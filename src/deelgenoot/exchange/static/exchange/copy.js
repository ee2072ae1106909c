/* Copying in one tap; without this the text can be selected by hand. */
(() => {
  "use strict";
  document.querySelectorAll("[data-copies]").forEach((button) => {
    const field = document.getElementById(button.dataset.copies);
    const told = document.getElementById("copied");
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.focus();
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        if (!document.execCommand("copy")) return;
      }
      told.textContent = button.dataset.done;
      button.textContent = button.dataset.done;
    });
  });
})();
