// Adding: files may be dropped, their sending is shown, and the list of what was given keeps itself up to date.

const form = document.querySelector("form[data-files]");
const token = form && form.querySelector("[name=form_token]").value;

async function refresh() {
  for (;;) {
    const there = document.getElementById("additions");
    if (!there || there.dataset.unfinished !== "yes") return;
    await new Promise((go) => setTimeout(go, 700));
    if (document.hidden) continue;
    try {
      const answer = await fetch("/add/progress", { headers: { Accept: "text/html" } });
      if (answer.ok) replace(await answer.text());
    } catch {
      // The server does not answer just now; it is asked again.
    }
  }
}

function replace(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("additions");
  const there = document.getElementById("additions");
  if (fresh && there.outerHTML !== fresh.outerHTML) there.replaceWith(document.adoptNode(fresh));
}

function send(files) {
  const shown = document.createElement("p");
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", "Sent");
  shown.append(bar, ` sending ${files.length === 1 ? files[0].name : `${files.length} files`}`);
  shown.setAttribute("role", "status");
  form.append(shown);
  const body = new FormData();
  for (const file of files) body.append("file", file);
  // Only XMLHttpRequest tells how much was sent.
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Form-Token", token);
  request.setRequestHeader("Accept", "text/html");
  request.upload.onprogress = (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  };
  const failed = (why) => {
    shown.className = "notice notice-warning";
    shown.setAttribute("role", "alert");
    shown.textContent = why;
  };
  request.onload = () => {
    if (request.status === 200) {
      shown.remove();
      const idle = document.getElementById("additions").dataset.unfinished !== "yes";
      replace(request.responseText);
      if (idle) refresh();
    } else {
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      const told = page.querySelector(".notice-warning, .fault .lead");
      failed((told && told.textContent.trim()) || "The files could not be sent.");
    }
  };
  request.onerror = () => failed("The server does not answer; nothing was added.");
  request.send(body);
}

if (form) {
  const zone = form.querySelector(".drop");
  const input = zone.querySelector("input");
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.files.length) send(input.files);
    form.reset();
  });
  refresh();
}
