// What every page gets besides what works without a script: keys, and colours without loading the page again.

const typing = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    const find = document.getElementById("find");
    if (find) {
      event.preventDefault();
      find.focus();
    }
  } else if (event.key === "?") {
    const keys = document.getElementById("keys");
    if (keys && !keys.open) {
      event.preventDefault();
      keys.showModal();
    }
  }
});

const looks = document.querySelector("form.looks");
if (looks) {
  looks.addEventListener("submit", async (event) => {
    const chosen = event.submitter;
    if (!chosen || chosen.name !== "look") return;
    event.preventDefault();
    const sent = new FormData(looks, chosen);
    const root = document.documentElement;
    if (chosen.value) root.dataset.look = chosen.value;
    else delete root.dataset.look;
    for (const button of looks.querySelectorAll("button")) button.toggleAttribute("aria-pressed", false);
    chosen.setAttribute("aria-pressed", "true");
    try {
      await fetch(looks.action, { method: "POST", body: new URLSearchParams(sent), redirect: "manual" });
    } catch {
      // The colours hold for this page; the next one will not know of them.
    }
  });
}
