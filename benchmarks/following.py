"""What it costs to keep traces up to date in a large archive: one more capture, and a draft held against all of it.

The archive is that of `benchmarks.scale` with what is followed (`benchmarks.story_filling`). The captures that are
added, and stay, are one third each of copies by another outlet, of later versions, and of new articles.
"""

import argparse
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, insert, text

from benchmarks import scale, story_filling
from benchmarks.varied import varied
from onrecord.pipeline import tracing
from onrecord.pipeline.checking import check
from onrecord.pipeline.drafting import draft_of
from onrecord.reading.model import Reading
from onrecord.record import tables, views
from onrecord.record.opening import Archive, open_archive

CAPTURES = 60
DRAFTS = 20
_WORDS = 1_000
_QUOTATIONS = 15
_BETWEEN = (
    "The committee met again on Tuesday to go through what had been put to it in writing and what had been said in the "
    "room, and the clerk read out what was on the list. "
)
_UNKNOWN = (
    "we were never asked about the second harbour wall",
    "nobody in this building has seen such a ledger",
    "it was a cold night and the lamps were out by nine",
)
Timed = tuple[float, float]


def main(arguments: list[str]) -> int:
    """Fill the archive, if need be, add captures to it, and check drafts against it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks following", description=__doc__)
    parser.add_argument("--articles", type=int, default=scale.ARTICLES, help="the size of the archive of scale")
    asked = parser.parse_args(arguments)
    with open_archive(_filled(asked.articles)) as archive:
        with archive.reading() as connection:
            count = connection.execute(text("SELECT count(*) FROM statement")).scalar_one()
            print(f"\n{archive.dialect}: {count:,} statements")
            print(f"{'':44}{'p50':>8}{'p95':>8}{'max':>8}   CPU p50, p95")
            drafts = list(_drafts(connection, DRAFTS + 2))
            for draft in drafts[:2]:
                check(connection, draft_of(draft))
            times = [_timed(lambda draft=draft: check(connection, draft_of(draft))) for draft in drafts[2:]]
        _told(f"a draft of {_WORDS:,} words, {_QUOTATIONS} quotations", times)
        _add(archive, random.Random(1).randrange(2**40))
    return 0


def _filled(count: int) -> str:
    """Return where the archive is: a copy of that of scale, with what is followed."""
    where = next(iter(scale.archives(count)))
    made = Path(where).with_stem(f"{count}-story")
    if not made.exists():
        with open_archive(where, make=True) as archive:
            scale.fill(archive, count)
        shutil.copyfile(where, made)
    with open_archive(str(made)) as archive:
        story_filling.fill(archive)
    return str(made)


def _add(archive: Archive, seed: int) -> None:
    """Add captures, and tell what each step takes until traces are up to date."""
    draw = random.Random(seed)
    steps: dict[str, list[Timed]] = {}
    whole: list[Timed] = []
    with _each_step(steps):
        for number in range(CAPTURES):
            with archive.reading() as connection:
                last = connection.execute(text("SELECT max(id) FROM capture")).scalar_one()
                reading = _fresh(connection, number, int(last), draw)
            with archive.writing() as connection:
                scale.add(connection, [reading], last)
                connection.execute(insert(tables.trace_due).values(capture_id=last + 1))
            whole.append(_timed(lambda: tracing.catch_up(archive, 1)))
    _told("one more capture, until traces are up to date", whole[3:])
    for name, times in steps.items():
        _told(f"  {name}", times[3:])


def _fresh(connection: Connection, number: int, last: int, draw: random.Random) -> Reading:
    if number % 3 == 2:
        return varied(draw.randrange(10**9, 10**12))
    found = None
    while found is None:
        found = views.effective(connection, draw.randint(1, last))
    return story_filling.later(found.reading, draw.randrange(10**12), version=number % 3 == 1, draw=draw)


@contextmanager
def _each_step(times: dict[str, list[Timed]]) -> Iterator[None]:
    """Take the time of every step of catching up meanwhile."""
    before = tracing.STEPS

    def timed(step: tracing.Step) -> tracing.Step:
        def taken(connection: Connection, capture_id: int, reading: Reading | None) -> None:
            spent = _timed(lambda: step(connection, capture_id, reading))
            times.setdefault(step.__module__.rpartition(".")[2], []).append(spent)

        return taken

    tracing.STEPS = tuple(timed(step) for step in before)
    try:
        yield
    finally:
        tracing.STEPS = before


def _timed(call: Callable[[], object]) -> Timed:
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - cpu


def _told(what: str, times: list[Timed]) -> None:
    wall, cpu = (sorted(each) for each in zip(*times, strict=True))
    at = [min(len(wall) - 1, int(len(wall) * share)) for share in (0.5, 0.95, 1)]
    print(
        f"{what:44}"
        + "".join(f"{wall[k] * 1e3:6.0f}ms" for k in at)
        + f"   {cpu[at[0]] * 1e3:.0f}, {cpu[at[1]] * 1e3:.0f} ms",
        flush=True,
    )


def _drafts(connection: Connection, count: int) -> Iterator[str]:
    """Yield drafts: quotations as the archive has them, cut, with a word altered, and such as nobody made."""
    draw = random.Random(3)
    last = int(connection.execute(text("SELECT max(id) FROM statement")).scalar_one())
    for _ in range(count):
        quoted: list[str] = list(_UNKNOWN)
        while len(quoted) < _QUOTATIONS:
            query = text("SELECT content FROM statement WHERE id = :id AND quotation = 'direct'")
            content = connection.execute(query, {"id": draw.randint(1, last)}).scalar()
            bare = (content or "").strip("“”\"'‘’ ")
            words = bare.split()
            if len(words) < 8 or any(mark in bare for mark in '“”"'):
                continue
            if len(quoted) % 3 == 1:
                words = words[: len(words) * 2 // 3]
            elif len(quoted) % 3 == 2:
                words[draw.randrange(1, len(words) - 1)] = "perhaps"
            quoted.append(" ".join(words[:40]))
        text_ = "\n\n".join(f"{_BETWEEN}“{each},” said the speaker of the council." for each in quoted)
        while len(text_.split()) < _WORDS:
            text_ += "\n\n" + _BETWEEN
        yield text_
