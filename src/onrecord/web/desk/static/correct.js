// Correcting in place: words are taken from the page by selecting them, and a statement's form opens beside it.
//
// Every element with `data-from` holds exactly the page's own text from that code point on, but for what is inside an
// element with `data-apparatus`.

const points = (text) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

function place(node, offset) {
  // Where a spot in the document stands in the page's text, in code points; null outside of it.
  const element = node instanceof Element ? node : node.parentElement;
  const holder = element && element.closest("[data-from]");
  if (!holder) return null;
  const until = document.createRange();
  until.setStart(holder, 0);
  until.setEnd(node, offset);
  const part = until.cloneContents();
  for (const aside of part.querySelectorAll("[data-apparatus]")) aside.remove();
  return Number(holder.dataset.from) + points(part.textContent);
}

function edge(range, last) {
  // The first or last spot of a range that is in the page's text: people select more than they mean.
  const direct = last ? place(range.endContainer, range.endOffset) : place(range.startContainer, range.startOffset);
  if (direct !== null) return direct;
  const touched = [...document.querySelectorAll("[data-from]")].filter((one) => range.intersectsNode(one));
  const one = touched[last ? touched.length - 1 : 0];
  if (!one) return null;
  return last ? place(one, one.childNodes.length) : Number(one.dataset.from);
}

function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const copy = range.cloneContents();
  for (const aside of copy.querySelectorAll("[data-apparatus]")) aside.remove();
  const text = copy.textContent;
  let start = edge(range, false);
  let end = edge(range, true);
  if (start === null || end === null) return null;
  if (place(range.startContainer, range.startOffset) !== null) start += points(text.match(/^\s*/)[0]);
  if (place(range.endContainer, range.endOffset) !== null) end -= points(text.match(/\s*$/)[0]);
  return start < end ? { at: `${start}-${end}`, words: text.trim().replace(/\s+/g, " ") } : null;
}

let last = null; // what was selected last in the text: a click on a button may let go of it
document.addEventListener("selectionchange", () => {
  last = selected() || last;
});

function take(form, part, { add = false } = {}) {
  const found = selected() || last;
  const field = form.querySelector(`textarea[name="${part}"]`);
  if (!found || !field) return false;
  const at = form.querySelector(`[name="${part}_at"]`);
  const words = form.querySelector(`[name="${part}_words"]`);
  const known = add && field.value.trim() && words.value.trim() === field.value.trim();
  const pieces = known ? at.value.split(" ").filter(Boolean) : [];
  const all = [...pieces, found.at].sort((a, b) => Number(a.split("-")[0]) - Number(b.split("-")[0]));
  at.value = all.join(" ");
  const told = known ? [field.value.trim(), found.words] : [found.words];
  if (known && all[0] === found.at) told.reverse();
  field.value = told.join(" … ");
  words.value = field.value;
  return true;
}

const formOf = (target) => target.closest("form[data-correct]");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take], [data-add]");
  const form = button && formOf(button);
  if (!form) return;
  take(form, button.dataset.take || button.dataset.add, { add: "add" in button.dataset });
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[123]$/.test(event.code)) return;
  const form = document.querySelector("form[data-correct]");
  if (form && take(form, ["source", "cue", "content"][Number(event.code.slice(-1)) - 1])) event.preventDefault();
});

// In an article, a statement's form opens in its card: <div class="put-right" data-ref> with a link to the form.

async function opened(slot, link) {
  const address = new URL(link.href);
  address.searchParams.set("part", "1");
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    location.assign(link.href);
    return;
  }
  fill(slot, await answer.text(), link);
}

function fill(slot, html, link) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const fresh = page.querySelector(".correcting") || page.querySelector(".fault");
  if (!fresh) return;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close-form";
  close.textContent = "Leave it as it is";
  close.addEventListener("click", () => {
    slot.replaceChildren(link);
    link.focus();
  });
  slot.replaceChildren(document.adoptNode(fresh), close);
  const first = slot.querySelector("input[type=radio]:checked, textarea, input");
  if (first) first.focus({ preventScroll: true });
  // The words that are corrected stay in view beside the form, or above the card at the foot of a narrow window.
  const card = slot.closest(".entry-detail");
  if (card && getComputedStyle(card).position === "fixed") slot.scrollIntoView({ block: "start" });
  else (slot.closest(".entry") || slot).scrollIntoView({ block: "start" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".put-right > a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  opened(link.parentElement, link).catch(() => location.assign(link.href));
});

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const slot = form.closest(".put-right");
  if (!slot || !form.matches("[data-correct]")) return;
  event.preventDefault();
  const values = new URLSearchParams(new FormData(form, event.submitter));
  const link = document.createElement("a");
  link.href = form.action.replace("?part=1", "");
  link.textContent = "Correct";
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  try {
    const headers = { Accept: "text/html", "X-Form-Token": values.get("form_token") };
    const answer = await fetch(form.action, { method: "POST", body: values, headers });
    if (answer.redirected && answer.ok) {
      const there = new URL(answer.url);
      if (there.searchParams.has("s")) there.hash = `s-${there.searchParams.get("s")}`;
      if (there.pathname + there.search === location.pathname + location.search) location.reload();
      else location.assign(there);
    } else fill(slot, await answer.text(), link);
  } catch {
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
});

document.documentElement.classList.add("by-script-too");
