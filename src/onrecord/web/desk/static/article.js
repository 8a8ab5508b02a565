// Choosing a statement in an article without loading the page again: in the text, in the ledger, or with keys.
// Everything here works without a script too, by the links that it stands in for.

const story = document.getElementById("story");

if (story) {
  document.documentElement.classList.add("scripted");
  const entries = [...story.querySelectorAll(".entry")];
  const byNumber = new Map(entries.map((entry) => [entry.dataset.n, entry]));
  const has = (name, number) => (node) => node.dataset[name].split(" ").includes(number);
  const marked = { s: "lit", w: "lit-source", c: "lit-cue" };
  let chosen = story.querySelector(".entry.chosen");

  const seen = (node) => {
    const box = node.getBoundingClientRect();
    return box.top >= 60 && box.bottom <= innerHeight * (matchMedia("(max-width: 58rem)").matches ? 0.5 : 0.92);
  };

  const choose = (entry, { move = true, focus = false } = {}) => {
    if (chosen) {
      chosen.classList.remove("chosen");
      chosen.querySelector(".entry-line").removeAttribute("aria-current");
    }
    for (const name of Object.values(marked)) {
      for (const node of story.querySelectorAll(`.${name}`)) node.classList.remove(name);
    }
    for (const node of document.querySelectorAll(".mark.chosen")) node.classList.remove("chosen");
    chosen = entry;
    if (!entry) {
      history.replaceState(null, "", story.dataset.base);
      return;
    }
    const { n, ref } = entry.dataset;
    entry.classList.add("chosen");
    entry.querySelector(".entry-line").setAttribute("aria-current", "true");
    for (const [name, mark] of Object.entries(marked)) {
      for (const node of [...story.querySelectorAll(`[data-${name}]`)].filter(has(name, n))) node.classList.add(mark);
    }
    for (const node of document.querySelectorAll(`.mark[data-n="${CSS.escape(n)}"]`)) node.classList.add("chosen");
    history.replaceState(null, "", `${story.dataset.base}?s=${encodeURIComponent(ref)}#s-${encodeURIComponent(ref)}`);
    const words = story.querySelector(".lit") || story.querySelector(".lit-cue") || entry;
    if (move && !seen(words)) words.scrollIntoView({ block: innerWidth < 928 ? "start" : "center" });
    if (focus) entry.querySelector(".entry-line").focus({ preventScroll: true });
    entry.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { number: n, ref } }));
  };

  const copy = async (link) => {
    try {
      await navigator.clipboard.writeText(link.href);
      const words = link.textContent;
      link.textContent = "Link copied";
      setTimeout(() => { link.textContent = words; }, 1600);
    } catch {
      location.assign(link.href);
    }
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = event.target;
    const link = target.closest("a");
    if (link?.matches(".mark, .entry-line")) {
      const number = link.dataset.n ?? link.closest(".entry").dataset.n;
      const entry = byNumber.get(number);
      if (!entry) return;
      event.preventDefault();
      const again = entry === chosen && link.matches(".entry-line");
      choose(again ? null : entry);
    } else if (link?.matches(".entry-close")) {
      event.preventDefault();
      const closed = chosen;
      choose(null);
      closed?.querySelector(".entry-line").focus({ preventScroll: true });
    } else if (link?.matches("[data-copy]")) {
      event.preventDefault();
      copy(link);
    } else if (!link && !target.closest("button, input, textarea, select, form")) {
      const words = target.closest("[data-s]");
      // Words that are being selected are not being chosen.
      if (!words || !story.contains(words) || !getSelection().isCollapsed) return;
      const numbers = words.dataset.s.split(" ").filter((number) => byNumber.has(number)).reverse();
      if (!numbers.length) return;
      const at = chosen ? numbers.indexOf(chosen.dataset.n) : -1;
      // What is said within other words comes first, and then what it is said in.
      choose(byNumber.get(numbers[(at + 1) % numbers.length]), { move: false });
    }
  });

  const step = (list, by) => {
    if (!list.length) return;
    const at = chosen ? list.indexOf(chosen) : -1;
    const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by));
    choose(list[next], { focus: false });
  };
  const voice = () => {
    const who = chosen?.querySelector(".entry-who").textContent;
    return chosen ? entries.filter((entry) => entry.querySelector(".entry-who").textContent === who) : entries;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    if (event.key === "j") step(entries, 1);
    else if (event.key === "k") step(entries, -1);
    else if (event.key === "n") step(voice(), 1);
    else if (event.key === "p") step(voice(), -1);
    else if (event.key === "c" && chosen) {
      const link = chosen.querySelector("[data-copy]");
      if (link) copy(link);
    } else if (event.key === "Escape" && chosen) choose(null);
    else return;
    event.preventDefault();
  });

  for (const [name, show] of [["mouseover", true], ["mouseout", false]]) {
    story.addEventListener(name, (event) => {
      const entry = event.target.closest(".entry");
      if (!entry) return;
      for (const node of [...story.querySelectorAll("[data-s]")].filter(has("s", entry.dataset.n))) {
        node.classList.toggle("hover", show);
      }
    });
  }

  if (chosen) {
    for (const node of document.querySelectorAll(`.mark[data-n="${CSS.escape(chosen.dataset.n)}"]`)) node.classList.add("chosen");
  }
}
