"""Adding killed again and again: nothing that was told to be kept may be lost, and nothing doubled or half there.

A process of its own adds recorded readings, batch by batch, and tells which are kept. It is killed (SIGKILL) at random
moments, while it opens, makes or fills the archive, and started again. After each kill every capture it told of has to
be there with its one current reading; in between and at the end the archive is examined, and what it holds compared
with what an archive holds to which the same was added undisturbed.
"""

import argparse
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Container
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.databases import KINDS, database
from benchmarks.recorded import capture_of, reader_of, reading_of, record, recorded, sha_of
from onrecord.record import tables
from onrecord.record.adding import Added, add, known, meet
from onrecord.record.doctor import examine
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive, open_archive

READY = "ready"
_EXAMINED_EVERY = 50
_MOMENT = 0.08
"""Seconds within which it is killed after it told of a capture: some batches' worth."""
_VIEWS = ("capture", "sighting", "reader", "reading", "article", "statement", "party", "via", "entity", "entity_name")


class LostError(AssertionError):
    """The archive is not what it has to be."""


def main(arguments: list[str]) -> int:
    """Kill adding as often as asked, on the database asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks crash", description=__doc__)
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--captures", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None, help="of the moments; drawn, and printed, if not given")
    asked = parser.parse_args(arguments)
    seed = random.randrange(10**6) if asked.seed is None else asked.seed
    with database(asked.database) as (where, folder):
        record(folder / "readings", asked.captures)
        print(f"{asked.database}: {asked.captures} captures, {asked.kills} kills, seed {seed}", flush=True)
        started = time.perf_counter()
        try:
            moments = crash(where, folder / "readings", asked.kills, seed, say=lambda line: print(line, flush=True))
        except LostError as error:
            print(f"FAILED: {error}")
            return 1
        told = ", ".join(f"{count} {moment}" for moment, count in sorted(moments.items()))
        print(f"nothing lost, doubled or half there; killed: {told}; {time.perf_counter() - started:.0f} s")
    return 0


def crash(where: str, folder: Path, kills: int, seed: int, say: Callable[[str], None] | None = None) -> Counter[str]:
    """Add what is in `folder` to the archive at `where`, killed so often; return how often at which moments.

    Raises `LostError` with what is wrong, should anything be.
    """
    draw = random.Random(seed)
    tell = say or (lambda line: None)
    paths = recorded(folder)
    kept: set[str] = set()
    moments: Counter[str] = Counter()
    for number in range(1, kills + 1):
        # What is left is spread over the kills that are left, so that all of them meet it at work.
        most = 2 * (len(paths) - len(kept)) / (kills - number + 1)
        moment, told = _killed(where, folder, draw, kept, draw.randint(0, round(most)))
        moments[moment] += 1
        kept |= told
        _there(where, kept)
        if number % _EXAMINED_EVERY == 0:
            tell(f"  {number} kills: {len(kept)} captures told kept, {_examined(where)} there")
    with _writer(where, folder, draw) as process:
        kept |= _told(process.stdout.read() if process.stdout else "")
        if process.wait():
            raise LostError(f"adding ended with {process.returncode}")
    if kept != {sha_of(path) for path in paths}:
        raise LostError(f"{len(paths) - len(kept)} captures were never kept")
    _there(where, kept)
    _examined(where)
    _compare(where, folder)
    return moments


def write(where: str, folder: Path, seed: int) -> None:
    """What the process does that is killed: add what is not known yet, and tell what is kept."""
    draw = random.Random(seed)
    paths = recorded(folder)
    reader = reader_of(paths)
    with open_archive(where, make=True) as archive:
        print(READY, flush=True)
        batch: list[Path] = []
        size = draw.randint(1, 8)
        for path in paths:
            if known(archive, capture_of(path), reader):
                print(sha_of(path), flush=True)
                if draw.random() < 0.01:
                    meet(archive, reading_of(path).capture)
                continue
            batch.append(path)
            if len(batch) >= size:
                _keep(archive, batch)
                batch, size = [], draw.randint(1, 8)
        if batch:
            _keep(archive, batch)


def _keep(archive: Archive, batch: list[Path]) -> None:
    for one in add(archive, [reading_of(path) for path in batch]):
        if isinstance(one, Added):
            print(one.sha256, flush=True)


def _writer(where: str, folder: Path, draw: random.Random) -> "subprocess.Popen[str]":
    call = f"from benchmarks.crash import write; from pathlib import Path; write({where!r}, Path({str(folder)!r}), "
    command = [sys.executable, "-c", f"{call}{draw.randrange(10**9)})"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])


def _killed(where: str, folder: Path, draw: random.Random, kept: Container[str], more: int) -> tuple[str, set[str]]:
    """Start adding and kill it a moment after it has told of `more` captures beside those `kept`, or before it began.

    Return at which moment it was, and what it told to be kept.
    """
    with _writer(where, folder, draw) as process:
        assert process.stdout is not None
        if draw.random() < 0.1:
            time.sleep(draw.random())
            process.send_signal(signal.SIGKILL)
            return "while opening", _told(process.stdout.read())
        first = process.stdout.readline()
        if first.strip() != READY:
            raise LostError(f"adding did not begin: {first}")
        told: set[str] = set()
        while more > 0 and (line := process.stdout.readline()):
            told |= _told(line)
            more -= line.strip() not in kept
        time.sleep(draw.random() * _MOMENT)
        over = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        return "when all was done" if over else "while adding", told | _told(process.stdout.read())


def _told(lines: str) -> set[str]:
    """Return what was told to be kept; a last line that was cut off told nothing."""
    return {line for line in lines.split("\n")[:-1] if len(line) == 64}


def _there(where: str, kept: set[str]) -> None:
    """See that all that was told is there, once, with one current reading that is shown."""
    try:
        archive = open_archive(where)
    except ArchiveError as error:
        if kept:
            raise LostError(str(error)) from error
        return
    query = select(tables.capture.c.sha256).join(tables.reading).join(tables.article).where(tables.reading.c.current)
    with archive, archive.reading() as connection:
        found = Counter(connection.execute(query).scalars())
    if lost := kept - set(found):
        raise LostError(f"{len(lost)} captures were told to be kept and are not there")
    if doubled := [sha for sha, times in found.items() if times > 1]:
        raise LostError(f"{len(doubled)} captures are there more than once")


def _examined(where: str) -> int:
    with open_archive(where) as archive:
        report = examine(archive)
    if not report.whole:
        raise LostError(f"doctor finds {report.found} things wrong, first: {report.findings[0]}")
    return report.captures


def _compare(where: str, folder: Path) -> None:
    """See that the archive holds as much of everything as one that was left in peace."""
    with open_archive(folder.parent / "undisturbed.db", make=True) as other, open_archive(where) as archive:
        paths = recorded(folder)
        for start in range(0, len(paths), 50):
            add(other, [reading_of(path) for path in paths[start : start + 50]])
        for name in _VIEWS:
            query = select(func.count()).select_from(tables.metadata.tables[name])
            counts = []
            for one in (archive, other):
                with one.reading() as connection:
                    counts.append(connection.execute(query).scalar_one())
            if counts[0] != counts[1]:
                raise LostError(f"{name} has {counts[0]} rows, and {counts[1]} where nothing was killed")
