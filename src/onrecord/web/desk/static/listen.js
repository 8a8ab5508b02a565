// Marks the sentence in hearing, and plays from a sentence or a chapter that is chosen.

const sound = document.getElementById("sound");
const heard = document.getElementById("heard");
const places = new Map([...heard.querySelectorAll("[data-cue]")].map((place) => [place.dataset.cue, place]));
const chapters = new Map([...document.querySelectorAll("[data-to]")].map((link) => [link.dataset.to, link]));
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let cues = null; // asked for with the first sound, since making it makes the transcript
let now = null;

async function ready() {
  cues ??= fetch(sound.dataset.transcript)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.status))))
    .then(times)
    .catch(() => (cues = null, []));
  return cues;
}

// A cue is its name, a line of two times, and its words; only the first two lines are wanted here.
function times(text) {
  const out = [];
  for (const cue of text.split("\n\n").slice(1)) {
    const [name, line = ""] = cue.split("\n");
    const [start, end] = line.split(" --> ").map(seconds);
    if (end > start && places.has(name)) out.push({ name, start, end });
  }
  return out;
}

function seconds(stamp) {
  return stamp.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}

// The last cue that has begun; what is in hearing stays marked in the silence after it.
function at(list, time) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].start <= time + 0.02) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

async function mark() {
  const list = await ready();
  const cue = list[at(list, sound.currentTime)];
  if (!cue || cue.name === now) return;
  now = cue.name;
  heard.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const place = places.get(now);
  place.setAttribute("aria-current", "true");
  const box = place.getBoundingClientRect();
  if (box.top < 120 || box.bottom > innerHeight - 60) {
    place.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }
  if (chapters.has(now)) {
    for (const link of chapters.values()) link.removeAttribute("aria-current");
    chapters.get(now).setAttribute("aria-current", "true");
  }
}

async function from(name) {
  const cue = (await ready()).find((one) => one.name === name);
  if (!cue) return;
  if (sound.readyState < 1) {
    sound.load();
    await new Promise((resolve) => sound.addEventListener("loadedmetadata", resolve, { once: true }));
  }
  sound.currentTime = cue.start;
  await sound.play().catch(() => {}); // a browser may want to be asked by hand
  mark();
}

async function step(by) {
  const list = await ready();
  const cue = list[Math.max(0, Math.min(list.length - 1, at(list, sound.currentTime) + by))];
  if (cue) from(cue.name);
}

heard.classList.add("follows");
for (const event of ["timeupdate", "seeked", "play"]) sound.addEventListener(event, mark);
sound.addEventListener("ended", () => {
  now = null;
  heard.querySelector("[aria-current]")?.removeAttribute("aria-current");
});
heard.addEventListener("click", (event) => {
  const place = event.target.closest("[data-cue]");
  if (place && getSelection().isCollapsed) from(place.dataset.cue);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-to]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  from(link.dataset.to);
});
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, audio, button")) return;
  if (event.key === "p") sound.paused ? sound.play() : sound.pause();
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else return;
  event.preventDefault();
});
