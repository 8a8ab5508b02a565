"""The demonstration: an archive filled from the samples, asked a few questions, and served.

    python samples/demo.py    with the onrecord command beside this Python (make demo does that)

At a terminal it serves until interrupted. Elsewhere, or with CI=true, it makes the requests itself, follows every link
of the site, checks the answers, and ends with status 0 if all of them are right.
"""

import contextlib
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import urlopen

SAMPLES = Path(__file__).parent
ONRECORD = str(Path(sys.executable).with_name("onrecord"))
STORY = ("tunnel.warc.gz", *sorted(f"story/{one.name}" for one in (SAMPLES / "story").glob("*.txt")))
"""One story as six outlets had it over three days: versions, copies, a source named here and withheld there."""
PAGES = (
    "harbour-strike.html",
    "ferry-skerry-fm.txt",
    "budget-bare.txt",
    "dam-report-blog.html",
    "harbour.warc.gz",
    "harbour.warc.wet.gz",
    "not-found.html",
)


def main() -> int:
    """Run the demonstration and return its exit status."""
    os.chdir(SAMPLES.parent)
    with tempfile.TemporaryDirectory(prefix="onrecord-demo-") as folder:
        os.environ["ONRECORD_ARCHIVE"] = str(Path(folder) / "onrecord.db")
        say("One page, read")
        show("read", "samples/harbour-strike.html")
        say("An archive of pages: HTML, text, WARCs, a WET")
        show("add", "-q", *(f"samples/{name}" for name in (*PAGES, *STORY)))
        show("stats")
        say("What it answers")
        show("said", "Marta Oyelaran", "-n", "4")
        show("search", 'fans kind:unnamed_person via:"Meridian Record"')
        show("search", "--alike", "nobody had looked at the dam", "-n", "3")
        say("Where words come from")
        show("trace", "We told them three winters running")
        show("versions", "https://lumen.example/news/sund-tunnel-fire")
        show("copies", "https://northernwire.example/2031/10/14/six-dead-sund-tunnel")
        name = answer("search", "dam never inspected", "--json")["statements"]["hits"][0]["ref"]
        show("show", name)
        say("A correction, which wins over the machine's reading and can be undone")
        show("correct", name, "--speaker", "state engineers", "--by", "Ines Vollan", "--because", "They wrote it.")
        show("corrections", "undo", "1", "--by", "Ines Vollan", "--because", "Only a demonstration.")
        show("doctor")
        return served()


def say(heading: str) -> None:
    """Print a heading."""
    print(f"\n\033[1m— {heading}\033[0m" if sys.stdout.isatty() else f"\n— {heading}", flush=True)


def show(*arguments: str) -> None:
    """Print a command and what it prints; end if it fails."""
    words = f"$ onrecord {shlex.join(arguments)}"
    print(f"\n\033[1m{words}\033[0m\n" if sys.stdout.isatty() else f"\n{words}\n", flush=True)
    done = subprocess.run([ONRECORD, *arguments], check=False)
    if done.returncode:
        sys.exit(f"that ended with status {done.returncode}")


def answer(*arguments: str) -> dict:
    """Return what a command answers as JSON."""
    done = subprocess.run([ONRECORD, *arguments], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def served() -> int:
    """Serve the archive until interrupted; where nobody watches, ask it and check what it answers."""
    watched = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("CI", "").casefold() not in ("1", "true")
    if watched:
        say("Served until you press Ctrl-C: read, search, correct and listen in a browser at http://127.0.0.1:8484")
        print("\nFor programs: curl 'http://127.0.0.1:8484/api/v1/search/statements?q=dam'\n", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            return subprocess.run([ONRECORD, "serve"], check=False).returncode
        return 0
    say("Served, and asked as programs and people would")
    with server() as address:
        return asked(f"{address}/api/v1") or walked(address)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Serve the archive on a free port; yield the address, and end the server."""
    running = subprocess.Popen([ONRECORD, "serve", "--port", "0"], stderr=subprocess.PIPE, text=True)
    try:
        assert running.stderr is not None
        for line in running.stderr:
            if "listening on" in line:
                yield line.split()[-1]
                break
        else:
            sys.exit("the server did not start")
    finally:
        running.terminate()
        running.wait(20)


def asked(api: str) -> int:
    """Make requests, check the answers, and return the exit status."""
    faults = 0

    def check(path: str, what: str, holds: object) -> None:
        nonlocal faults
        faults += not holds
        print(f"GET {path}\n    {what}: {'yes' if holds else 'NO'}", flush=True)

    def get(path: str) -> dict:
        with urlopen(api + path, timeout=30) as reply:
            return json.load(reply)

    print()
    path = "/search/statements?q=dam"
    hits = get(path)["hits"]
    check(path, f"it finds statements ({len(hits)})", hits)
    path = f"/statements/{hits[0]['ref']}"
    found = json.dumps(get(path), ensure_ascii=False)
    check(
        path,
        "the statement has its evidence",
        json.dumps(hits[0]["content"]["text"], ensure_ascii=False)[1:-1] in found,
    )
    path = f"/entities/{quote('Anselm Duarte')}/statements"
    check(path, "it has what he said", get(path)["items"])
    path = "/stats"
    check(path, "nothing was lost", get(path)["articles"] >= 28)
    path = f"/traces?words={quote('We told them three winters running')}"
    found = get(path)
    check(
        path,
        "six articles carry it, and they have one origin",
        (len(found["appearances"]), found["independent"]) == (6, 1),
    )
    return 1 if faults else 0


class Links(HTMLParser):
    """The addresses on this site that a page names: links, styles, scripts, sounds; and pages that a form asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a tag leads."""
        about = dict(attrs)
        if tag == "form" and about.get("method", "get") != "get":
            return
        self.found += [about[name] or "" for name in ("href", "src", "action") if about.get(name)]


def walked(site: str, most: int = 160) -> int:
    """Follow every link of the site, at most `most`, and return the exit status: 1 if one leads nowhere."""
    waiting, seen, faults = ["/"], {"/"}, 0
    pages = 0
    while waiting:
        path = waiting.pop(0)
        try:
            with urlopen(site + path, timeout=60) as reply:
                kind, body = reply.headers.get_content_type(), reply.read()
        except HTTPError as error:
            print(f"GET {path}\n    answers {error.code}: NO", flush=True)
            faults += 1
            continue
        if kind != "text/html":
            continue
        pages += 1
        links = Links()
        links.feed(body.decode())
        for link in links.found:
            target = urlsplit(urljoin(site + path, link))
            if f"{target.scheme}://{target.netloc}" != site:
                continue
            here = target.path + (f"?{target.query}" if target.query else "")
            if here not in seen and len(seen) < most:
                seen.add(here)
                waiting.append(here)
    print(f"GET / and all that it leads to\n    {len(seen)} addresses answer, {pages} of them pages: ", end="")
    print("NO" if faults else "yes", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
