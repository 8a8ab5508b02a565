"""Two writers and ten readers on one archive for minutes: no error, and no update lost.

Each writer adds the same recorded readings in another order, meets them at another place, and counts in one row of the
archive, reading it before it writes. Readers ask for statements, people, articles, captures and words all the while.
At the end the count has to be the sum of both, each capture there once, met twice, and the archive whole.
"""

import argparse
import multiprocessing
import random
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from benchmarks.databases import KINDS, database
from benchmarks.recorded import reading_of, record, recorded
from onrecord.record import lookup, tables
from onrecord.record.adding import Added, add
from onrecord.record.doctor import examine
from onrecord.record.opening import Archive, open_archive
from onrecord.record.search import find

WRITERS, READERS = 2, 10
_COUNTER = "benchmark.count"


def main(arguments: list[str]) -> int:
    """Write and read at once for as long as asked, on the database asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks contention", description=__doc__)
    parser.add_argument("--database", choices=KINDS, default="sqlite")
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--captures", type=int, default=2000)
    asked = parser.parse_args(arguments)
    with database(asked.database) as (where, folder):
        record(folder / "readings", asked.captures)
        with open_archive(where, make=True) as archive, archive.writing() as connection:
            connection.execute(insert(tables.setting).values(name=_COUNTER, value="0"))
        done, errors = _at_once(where, folder / "readings", asked.seconds)
        print(f"{asked.database}: {WRITERS} writers, {READERS} readers, {asked.seconds:.0f} s")
        for name, count in sorted(done.items()):
            print(f"  {name:24}{count:8}{count / asked.seconds:10.1f} a second")
        errors += _amiss(where, done)
    for error in errors:
        print(f"  FAILED: {error}")
    print(f"  {len(errors)} errors")
    return 1 if errors else 0


def _at_once(where: str, folder: Path, seconds: float) -> tuple[Counter[str], list[str]]:
    context = multiprocessing.get_context("spawn")
    results: Any = context.Queue()
    until = time.time() + seconds
    processes = [context.Process(target=_write, args=(where, folder, n, until, results)) for n in range(WRITERS)]
    processes += [context.Process(target=_read, args=(where, n, until, results)) for n in range(READERS)]
    for process in processes:
        process.start()
    done: Counter[str] = Counter()
    errors: list[str] = []
    for _ in processes:
        counts, faults = results.get(timeout=seconds + 120)
        done.update(counts)
        errors += faults
    for process in processes:
        process.join()
    return done, errors


def _write(where: str, folder: Path, number: int, until: float, results: Any) -> None:
    done: Counter[str] = Counter()
    errors = []
    paths = recorded(folder)
    random.Random(number).shuffle(paths)
    at = 0
    with open_archive(where) as archive:
        while time.time() < until:
            try:
                with archive.writing() as connection:
                    _count(connection)
                done["counts"] += 1
                some, at = paths[at : at + 8], at + 8
                each = [reading_of(path) for path in some]
                mine = [
                    msgspec.structs.replace(
                        one, capture=msgspec.structs.replace(one.capture, source=f"writer {number}: {one.capture.url}")
                    )
                    for one in each
                ]
                added = [one.change for one in add(archive, mine) if isinstance(one, Added)]
                done.update(f"added, {change}" for change in added)
            except Exception:
                errors.append(f"writer {number}: {traceback.format_exc(limit=-3)}")
    results.put((done, errors))


def _count(connection: Connection) -> None:
    mine = tables.setting.c.name == _COUNTER
    value = int(connection.execute(select(tables.setting.c.value).where(mine)).scalar_one())
    time.sleep(0.001)
    connection.execute(update(tables.setting).where(mine).values(value=str(value + 1)))


def _read(where: str, number: int, until: float, results: Any) -> None:
    draw = random.Random(100 + number)
    done: Counter[str] = Counter()
    errors = []
    with open_archive(where) as archive:
        while time.time() < until:
            ask = draw.choice((_statements, _people, _articles, _captures, _words))
            try:
                ask(archive, draw)
                done["answers"] += 1
            except Exception:
                errors.append(f"reader {number}, {ask.__name__}: {traceback.format_exc(limit=-3)}")
    results.put((done, errors))


def _statements(archive: Archive, draw: random.Random) -> None:
    with archive.reading() as connection:
        page = lookup.statements(connection, limit=20, oldest_first=draw.random() < 0.5)
        if page.items:
            evidence = lookup.statement(connection, draw.choice(page.items).ref)
            text = evidence.page.reading.text
            shown = " … ".join(text[start:end] for start, end in evidence.row.spans.content)
            if shown != evidence.row.content:
                raise AssertionError(f"{evidence.row.ref} does not stand in its page")


def _people(archive: Archive, draw: random.Random) -> None:
    with archive.reading() as connection:
        for one in sorted(lookup.speaking(connection).spoken, key=lambda one: -one.statements)[:3]:
            lookup.statements(connection, lookup.StatementFilter(speaker=one.name))


def _articles(archive: Archive, draw: random.Random) -> None:
    with archive.reading() as connection:
        page = lookup.articles(connection, limit=10)
        for row in page.items[:2]:
            lookup.article(connection, row.sha256)


def _captures(archive: Archive, draw: random.Random) -> None:
    with archive.reading() as connection:
        for row in lookup.captures(connection, limit=5).items:
            lookup.bytes_of(connection, row.sha256)
        lookup.stats(connection)


def _words(archive: Archive, draw: random.Random) -> None:
    find.statements(archive, find.Search(query=draw.choice(("said", "would", "their before", "through"))))


def _amiss(where: str, done: Counter[str]) -> list[str]:
    """Return what is wrong with the archive afterwards."""
    out = []
    with open_archive(where) as archive:
        with archive.reading() as connection:
            value = connection.execute(select(tables.setting.c.value).where(tables.setting.c.name == _COUNTER))
            counted = int(value.scalar_one())
            captures = connection.execute(select(func.count()).select_from(tables.capture)).scalar_one()
            sightings = connection.execute(select(func.count()).select_from(tables.sighting)).scalar_one()
        if counted != done["counts"]:
            out.append(f"{done['counts'] - counted} updates were lost")
        if captures != done["added, new"]:
            out.append(f"{captures} captures are there, {done['added, new']} were added")
        if sightings != done["added, new"] + done["added, again"]:
            out.append(f"{sightings} sightings are there, {done['added, new'] + done['added, again']} were told")
        report = examine(archive)
        print(f"  {report.captures} captures, {report.statements} statements; doctor: {report.found} findings")
        out += [f"{one.check}, {one.where}: {one.message}" for one in report.findings[:5]]
    return out
