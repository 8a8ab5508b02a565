// The queue by keys: one decides, the next statement is there at once, and what was decided goes its way meanwhile.

const list = document.querySelector("ol.cards");
const cards = list ? [...list.querySelectorAll(".card")] : [];
const said = document.getElementById("said");
const done = []; // what was decided, the latest last: {card, body, ids: a promise of the numbers of corrections}
let current = -1;
let underway = 0;

const typing = (target) => target instanceof Element && target.closest("input, textarea, select");
const open = (card) => card && !card.classList.contains("is-decided");

function choose(index, { move = true } = {}) {
  if (index < 0 || index >= cards.length) return;
  if (cards[current]) cards[current].removeAttribute("aria-current");
  current = index;
  const card = cards[index];
  card.setAttribute("aria-current", "true");
  if (move) {
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center", behavior: "instant" });
  }
}

function next() {
  const after = cards.findIndex((card, index) => index > current && open(card));
  if (after >= 0) choose(after);
  else finish();
}

async function finish() {
  // The page is left when all that was decided has been kept, for only then does the next one know of it.
  while (underway) await new Promise((go) => setTimeout(go, 30));
  if (document.querySelector(".card.is-refused")) return;
  const left = cards.filter(open).map((card) => card.dataset.ref);
  const address = new URL(list.dataset.back, location.href);
  const skipped = (address.searchParams.get("skip") || "").split(" ").filter(Boolean);
  if (left.length) address.searchParams.set("skip", [...skipped, ...left].slice(-150).join(" "));
  location.assign(address);
}

function show(body, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const told = page.querySelector(".decided") || page.querySelector(".fault");
  body.replaceChildren(...(told ? [document.adoptNode(told)] : []));
  return told;
}

async function send(address, values) {
  const headers = { "X-Form-Token": list.dataset.token, Accept: "text/html" };
  underway += 1;
  try {
    const body = new URLSearchParams(values);
    const answer = await fetch(address, { method: "POST", headers, body, redirect: "error", keepalive: true });
    return { fine: answer.ok, html: await answer.text() };
  } catch {
    return { fine: false, html: "<p class='fault'>The server does not answer; nothing was kept.</p>" };
  } finally {
    underway -= 1;
  }
}

function decide(card, button) {
  const form = button.form;
  const values = [...new FormData(form, button)].filter(([name]) => !["form_token", "next"].includes(name));
  const body = card.querySelector(".card-body");
  const kept = [...body.childNodes];
  const entry = { card, body, kept, values };
  card.classList.add("is-decided");
  const told = document.createElement("p");
  told.className = "decided quiet";
  told.textContent = `${button.textContent.trim().replace(/^\S\s+/, "").replace(/\s+/g, " ")} …`;
  body.replaceChildren(told);
  said.textContent = told.textContent;
  entry.ids = send(form.action, values).then(({ fine, html }) => {
    const shown = show(body, html);
    if (!fine || !shown) {
      restore(entry);
      card.classList.add("is-refused");
      const why = document.createElement("p");
      why.className = "notice notice-warning";
      why.setAttribute("role", "alert");
      const words = shown && (shown.querySelector(".lead") || shown);
      why.textContent = (words && words.textContent.trim()) || "This could not be kept.";
      body.prepend(why);
      return null;
    }
    card.classList.remove("is-refused");
    const back = document.createElement("button");
    back.type = "button";
    back.textContent = "Undo";
    back.addEventListener("click", () => takeBack(entry));
    shown.append(back);
    return shown.dataset.ids;
  });
  done.push(entry);
  next();
}

function restore(entry) {
  entry.body.replaceChildren(...entry.kept);
  entry.card.classList.remove("is-decided");
}

async function takeBack(entry = done.at(-1)) {
  const at = done.indexOf(entry);
  if (at >= 0) done.splice(at, 1);
  else {
    const last = document.querySelector(".kept form.undo");
    if (last) last.requestSubmit();
    return;
  }
  choose(cards.indexOf(entry.card));
  const ids = await entry.ids;
  if (!ids) return;
  const { fine, html } = await send("/corrections/undo", [["ids", ids]]);
  if (fine) {
    restore(entry);
    said.textContent = "Taken back.";
    if (cards[current] === entry.card) entry.card.focus({ preventScroll: true });
  } else {
    show(entry.body, html);
    entry.card.classList.add("is-refused");
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]") || !cards.length) return;
  const card = cards[current];
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    if (event.key === "k") choose(current - 1);
    else if (current + 1 < cards.length) choose(current + 1);
    else finish();
  } else if (event.key === "u") {
    event.preventDefault();
    takeBack();
  } else if (open(card) && /^[a-z0-9]$/.test(event.key)) {
    const button = card.querySelector(`[data-key="${event.key}"]`);
    if (!button) return;
    event.preventDefault();
    if (button.form) decide(card, button);
    else button.click();
  }
});

if (list) {
  list.addEventListener("submit", (event) => {
    const card = event.target.closest(".card");
    if (!card || !event.submitter) return;
    event.preventDefault();
    current = cards.indexOf(card);
    decide(card, event.submitter);
  });
  // What is decided is kept before the page is left: the next one would ask for it again.
  list.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !underway || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    while (underway) await new Promise((go) => setTimeout(go, 30));
    if (!document.querySelector(".card.is-refused")) location.assign(link.href);
  });
  list.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card && cards[current] !== card) choose(cards.indexOf(card), { move: false });
  });
  document.documentElement.classList.add("by-keys");
  if (cards.some((card) => card.querySelector("form.decide"))) choose(0);
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload(); // what was decided meanwhile is not to be asked again
  });
}
