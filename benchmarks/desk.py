"""How long the desk's pages take: `onrecord serve` as users run it, on the archive of `benchmarks.scale`, asked by
eight browsers at once.

Each browser keeps its connection, asks for the next page as soon as it has the last byte of the one before, and follows
what leads elsewhere; the time until the page is whole counts. No page is asked for twice, as far as the archive has
enough of a kind. Beside the times stands the server's processor time a page: that of all its processes.
"""

import argparse
import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urljoin, urlsplit

from sqlalchemy import Connection, text

from benchmarks import scale
from benchmarks.corpora import MissingError
from onrecord.record.opening import Archive, open_archive
from onrecord.record.search.meaning import NAME

PAGES = 1_500
"""Pages of each kind that are drawn."""
_AHEAD = 20
"""Pages that each browser asks for before it counts."""
_HEADERS = {"Accept": "text/html", "Accept-Encoding": "gzip"}
_ASSET = re.compile(
    r"""(?:href|src)="(/static/[^"]+)"|url\(["']?([^)"']+)["']?\)|\bimport\b[^;"']*["'](\.[^"']+)["']"""
)


class Timed(NamedTuple):
    """What came of asking for pages of one kind: how long each took, in seconds, in order of length."""

    times: list[float]
    size: int
    seconds: float
    cpu: float
    failed: list[str]


def main(arguments: list[str]) -> int:
    """Ask for each kind of page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks desk", description=__doc__)
    parser.add_argument("--archive", help="another archive than that of python -m benchmarks scale; it is only read")
    parser.add_argument("--articles", type=int, default=scale.ARTICLES, help="the size of that of scale")
    parser.add_argument("--clients", type=int, default=scale.CLIENTS)
    parser.add_argument("--seconds", type=float, default=scale.SECONDS, help="for how long each kind is asked for")
    parser.add_argument("--kind", action="append", help="only pages of this kind; may be given again")
    asked = parser.parse_args(arguments)
    where = asked.archive or _of_scale(asked.articles)
    with open_archive(where) as archive:
        if not asked.archive:
            _settle(archive)
        pages = drawn(archive, PAGES)
        with archive.reading() as connection:
            articles, statements, waiting = (
                connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                for table in ("article", "statement", "trace_due")
            )
    load = os.getloadavg()[0]
    print(f"{Path(where).name}: {articles:,} articles, {statements:,} statements; load before {load:.1f}")
    if waiting:
        print(f"{waiting:,} articles wait to be compared: the server works at that meanwhile")
    amiss = 0
    with serving(where) as (process, address):
        _tell_first_view(address, pages)
        print(
            f"\n{f'asked for by {asked.clients}':22}{'p50':>8}{'p95':>8}{'max':>8}{'a second':>10}{'CPU':>9}{'size':>9}"
        )
        for name, paths in pages.items():
            if not paths or (asked.kind and name not in asked.kind):
                continue
            found = measured(address, paths, asked.clients, asked.seconds, process.pid)
            amiss += len(found.failed)
            print(_line(name, found), flush=True)
            for failed in found.failed[:3]:
                print(f"  FAILED: {failed}")
        print(f"\nthe server's memory: {_memory(process.pid) / 1e6:,.0f} MB; load after {os.getloadavg()[0]:.1f}")
    return 1 if amiss else 0


def drawn(archive: Archive, count: int, seed: int = 5) -> dict[str, list[str]]:
    """Return paths of pages of each kind, drawn from what is in the archive; none of a kind that it has nothing for."""
    draw = random.Random(seed)
    with archive.reading() as connection:
        articles = _shas(connection, draw, count)
        statements = _some(connection, draw, "statement", "ref, speaker", count)
        joined = _some(connection, draw, "identity", "ref", count)
        repeated = _some(connection, draw, "repeat", "(SELECT ref FROM statement WHERE id = other_id)", count, "rowid")
        several = connection.execute(
            text(
                "SELECT min(sha256) FROM edition JOIN capture ON id = capture_id GROUP BY article HAVING count(*) > 1"
                " ORDER BY article LIMIT :count"
            ),
            {"count": count},
        ).scalars()
        versions = [f"/articles/{sha[:12]}/versions" for sha in several]
    names = dict.fromkeys(speaker for _, speaker in statements if speaker)
    questions = scale.drawn(archive, count, seed)
    return {
        "front": ["/"],
        "articles": [f"/articles/{sha[:12]}" for sha in articles],
        "statements": [f"/statements/{quote(ref)}" for ref, _ in statements],
        "people by name": [f"/who/{quote(name, safe='')}?all=true" for name in names],
        "people": [f"/who/{ref}" for (ref,) in joined],
        "search, words": [f"/search?{urlencode({'q': one.words})}" for one in questions],
        "search, two facets": [f"/search?{_narrowed(one)}" for one in questions],
        "search, articles": [f"/search?{urlencode({'q': one.words, 'what': 'articles'})}" for one in questions],
        "traces": [f"/trace/{quote(ref)}" for (ref,) in repeated if ref],
        "versions": versions,
        "list of articles": ["/articles", *(f"/articles?{urlencode({'outlet': one})}" for one in _outlets(questions))],
        "list of people": ["/who", *(f"/who?{urlencode({'name': name[:4]})}" for name in names)],
    }


def measured(address: str, paths: list[str], clients: int, seconds: float, pid: int) -> Timed:
    """Ask for `paths` by as many clients, each of a part of them in its own order, for `seconds`."""
    host = urlsplit(address).netloc
    barrier = threading.Barrier(clients)
    each: list[tuple[list[float], int, list[str]]] = []
    spans: list[tuple[float, float]] = []
    spent: list[float] = []

    def ask(number: int) -> None:
        mine = paths[number::clients] or paths
        random.Random(number).shuffle(mine)
        browser = http.client.HTTPConnection(host, timeout=60)
        times: list[float] = []
        failed: list[str] = []
        size = 0
        for path in mine[-_AHEAD:]:
            _whole(browser, path)
        barrier.wait()
        if number == 0:
            spent.append(-_cpu(pid))
        begun = time.perf_counter()
        place = 0
        while (started := time.perf_counter()) < begun + seconds:
            path = mine[place % len(mine)]
            status, found = _whole(browser, path)
            times.append(time.perf_counter() - started)
            size += found
            place += 1
            if status != 200:
                failed.append(f"{status} {path}")
        spans.append((begun, time.perf_counter()))
        each.append((times, size, failed))
        browser.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cpu = spent[0] + _cpu(pid) if spent else 0.0
    times = sorted(one for mine, _, _ in each for one in mine)
    failed = [one for *_, mine in each for one in mine]
    took = max(end for _, end in spans) - min(start for start, _ in spans)
    return Timed(times, sum(size for _, size, _ in each), took, cpu, failed)


@contextmanager
def serving(where: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start `onrecord serve` on a free port of this machine; yield its process and its address."""
    command = [str(Path(sys.executable).with_name("onrecord")), "serve", "--archive", where, "--port", "0"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=log, text=True)
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            found = re.search(r"http://\S+", said)
            if found is None:
                raise MissingError(f"the server did not start: {said.strip()}")
            _drained(process.stderr)
            yield process, found[0]
        finally:
            process.terminate()
            process.wait(60)


def first_view(address: str, path: str) -> tuple[int, dict[str, int]]:
    """Return the bytes of a page and, by path, of what it has the browser load, as they are sent."""
    browser = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    _, size, body = _sent(browser, path)
    waiting = [(path, body, True)]
    found: dict[str, int] = {}
    while waiting:
        base, content, is_page = waiting.pop()
        for match in _ASSET.finditer(content.decode("utf-8", "replace")):
            name = urljoin(base, next(one for one in match.groups() if one))
            if name in found or (is_page and not match[1]) or not name.startswith("/static/"):
                continue
            _, found[name], inner = _sent(browser, name)
            waiting.append((name, inner, False))
    browser.close()
    return size, found


def _tell_first_view(address: str, pages: dict[str, list[str]]) -> None:
    for name in ("front", "articles", "people by name", "search, words", "traces"):
        if not pages[name]:
            continue
        size, found = first_view(address, pages[name][0])
        fonts = sum(one for path, one in found.items() if path.endswith(".woff2"))
        rest = sum(found.values()) - fonts
        told = f"{rest / 1e3:.1f} KB of assets, {fonts / 1e3:.0f} KB of fonts, page {size / 1e3:.0f} KB"
        print(f"first view of {name}: {told}")


def _line(name: str, found: Timed) -> str:
    count = len(found.times)
    p50, p95, longest = (found.times[min(count - 1, int(count * q))] * 1e3 for q in (0.5, 0.95, 1))
    rate, cpu, size = count / found.seconds, found.cpu / count * 1e3, found.size / count / 1e3
    return f"{name:22}{p50:6.0f}ms{p95:6.0f}ms{longest:6.0f}ms{rate:10.0f}{cpu:7.1f}ms{size:7.0f}KB"


def _whole(browser: http.client.HTTPConnection, path: str) -> tuple[int, int]:
    """Ask for a page, following where it leads; return its status and size once it is whole."""
    for _ in range(4):
        try:
            browser.request("GET", path, headers=_HEADERS)
            answer = browser.getresponse()
        except http.client.RemoteDisconnected:  # it was idle for too long, as browsers are
            browser.close()
            browser.request("GET", path, headers=_HEADERS)
            answer = browser.getresponse()
        size = len(answer.read())
        if answer.status not in (301, 302, 303, 307):
            return answer.status, size
        path = (answer.getheader("location") or "/").partition("#")[0]
    return answer.status, size


def _sent(browser: http.client.HTTPConnection, path: str) -> tuple[int, int, bytes]:
    import gzip

    browser.request("GET", path, headers=_HEADERS)
    answer = browser.getresponse()
    body = answer.read()
    plain = gzip.decompress(body) if answer.getheader("content-encoding") == "gzip" else body
    return answer.status, len(body), plain


def _of_scale(articles: int) -> str:
    """Return the archive of `scale` with so many articles: the one with its stories, if it is there."""
    folder = Path(tempfile.gettempdir()) / "onrecord-scale"
    for name in (f"{articles}-story.db", f"{articles}.db"):
        if (folder / name).exists():
            return str(folder / name)
    raise MissingError(f"there is no archive of {articles:,} articles yet: python -m benchmarks scale")


def _settle(archive: Archive) -> None:
    """Have no statement wait for its vector: to give them to all would take hours, and the server would be at it."""
    with archive.writing() as connection:
        if connection.execute(text("SELECT 1 FROM meaning_due LIMIT 1")).first() is None:
            return
        connection.execute(text("DELETE FROM meaning_due"))
        connection.execute(text("DELETE FROM setting WHERE name = 'meaning'"))
        connection.execute(text("INSERT INTO setting (name, value) VALUES ('meaning', :name)"), {"name": NAME})


def _shas(connection: Connection, draw: random.Random, count: int) -> list[str]:
    found = _some(
        connection, draw, "article", "(SELECT sha256 FROM capture WHERE id = capture_id)", count, "capture_id"
    )
    return [sha for (sha,) in found]


def _some(
    connection: Connection, draw: random.Random, table: str, columns: str, count: int, key: str = "id"
) -> list[Any]:
    """Return some rows of a table, each once, in any order."""
    first, last = connection.execute(text(f"SELECT min({key}), max({key}) FROM {table}")).one()
    if first is None:
        return []
    line = text(f"SELECT {key}, {columns} FROM {table} WHERE {key} >= :id ORDER BY {key} LIMIT 1")
    found: dict[int, Any] = {}
    for _ in range(4 * count):
        row = connection.execute(line, {"id": draw.randint(first, last)}).first()
        if row is not None:
            found[row[0]] = row[1:]
        if len(found) == count:
            break
    return list(found.values())


def _narrowed(one: scale.Asked) -> str:
    chosen = [(name, getattr(one.filters, f"{name}s")) for name in ("source_kind", "quotation", "manner", "outlet")]
    return urlencode([("q", one.words), *((name, value) for name, values in chosen for value in values)])


def _outlets(questions: list[scale.Asked]) -> list[str]:
    return list(dict.fromkeys(name for one in questions for name in one.filters.outlets))


def _cpu(pid: int) -> float:
    """Return the seconds of processor time that a process and those it started have had; 0 where that is not told."""
    total = 0.0
    for one in (pid, *_children(pid)):
        try:
            fields = Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def _memory(pid: int) -> int:
    total = 0
    for one in (pid, *_children(pid)):
        try:
            status = Path(f"/proc/{one}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            continue
        found = re.search(r"RssAnon:\s+(\d+)", status)
        total += int(found[1]) * 1024 if found else 0
    return total


def _children(pid: int) -> list[int]:
    try:
        mine = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [each for one in map(int, mine) for each in (one, *_children(one))]


def _drained(stream: Any) -> None:
    """Read what a server writes further, lest its pipe should fill."""
    threading.Thread(target=lambda: [None for _ in stream], daemon=True).start()
