"""An archive examined: every hash, every offset, every reference, and whether what it shows is what it holds."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Row, func, inspect, select

from onrecord.reading.model import Reading
from onrecord.record import tables, views
from onrecord.record.adding import reader_key
from onrecord.record.migrate import HEAD, version_of
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from onrecord.record.refs import SHORT
from onrecord.record.search import checking
from onrecord.record.spans import dangling, outside, spans_of
from onrecord.record.stored import unpack, unpack_reading

Check = Literal["database", "version", "reference", "capture", "reading", "offset", "correction", "view", "index"]
"""What was looked at: the database's own checks; rows that name others; a capture's bytes, and that it was met
somewhere and has one current reading; readings; offsets and ids inside them; corrections; the rows that are shown; the
index of full text and of meanings.
"""
Progress = Callable[[int, int], None]
_AT_ONCE = 8
"""Captures that are looked at in one transaction: none holds on to an old state of the archive for long."""
_NAMED = 3
"""Examples that one finding names."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is wrong: where (a capture by its first digits, or a table), and what, in one sentence."""

    check: Check
    where: str
    message: str


class Report(msgspec.Struct, kw_only=True):
    """What came of an examination.

    `findings` are the first of those `found`. The other numbers count what was looked at; `bytes` are the captures'.
    """

    findings: list[Finding] = []
    found: int = 0
    captures: int = 0
    bytes: int = 0
    readings: int = 0
    statements: int = 0
    offsets: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.found


def examine(archive: Archive, *, progress: Progress | None = None, most: int = 1000) -> Report:
    """Look at all of an archive, and report what is wrong with it, `most` findings in full.

    What is added meanwhile is looked at or not. `progress` is told how many captures are done, and of how many. Memory
    is bounded by the largest page. What the database refuses to show is a finding too.
    """
    return _Examination(archive, most).run(progress or (lambda done, of: None))


class _Examination:
    """One examination, and its report as it grows."""

    def __init__(self, archive: Archive, most: int) -> None:
        self.archive = archive
        self.most = most
        self.report = Report()

    def run(self, progress: Progress) -> Report:
        """Look at everything."""
        version: str | None = HEAD
        last = count = 0
        with self.trying("database"), self.archive.reading() as connection:
            version = version_of(connection)
            if version is not None:
                last = connection.execute(select(func.max(tables.capture.c.id))).scalar() or 0
                count = connection.execute(select(func.count(tables.capture.c.id))).scalar_one()
        if version != HEAD:
            self.say("version", "alembic_version", f"The tables are of version {version}, not {HEAD}.")
        with self.trying("database"):
            self.database()
        if version != HEAD:
            return self.report
        for step in (self.references, self.doubles, self.index):
            with self.trying("database"), self.archive.reading() as connection:
                step(connection)
        done = 0
        for ids in self.batches(last):
            self.batch(ids)
            done += len(ids)
            progress(done, max(count, done))
        return self.report

    def say(self, check: Check, where: str, message: str) -> None:
        """Report a finding."""
        self.report.found += 1
        if len(self.report.findings) < self.most:
            self.report.findings.append(Finding(check=check, where=where, message=message))

    @contextmanager
    def trying(self, check: Check) -> Iterator[None]:
        """Report it where the database refuses a step, and go on."""
        try:
            yield
        except ArchiveError as error:
            self.say(check, self.archive.where, str(error))

    def database(self) -> None:
        """SQLite's own check of its file, and of the lists of words."""
        if self.archive.dialect != "sqlite":
            return
        with self.archive.reading() as connection:
            for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(100)"):
                if line != "ok":
                    self.say("database", self.archive.where, f"SQLite's check says: {line}.")
        with self.archive.writing() as connection:
            for kind in checking.verify(connection):
                self.say("index", f"{kind}_index", "The lists of words are not those of the texts.")

    def references(self, connection: Connection) -> None:
        """Every row that names another."""
        there = set(inspect(connection).get_table_names())
        for table in tables.metadata.sorted_tables:
            if table.name not in there:
                self.say("reference", table.name, "The table is not there.")
                continue
            for key in table.foreign_keys:
                column, other = key.parent, key.column.table.alias("other")
                query = (
                    select(func.count())
                    .select_from(table.outerjoin(other, other.c[key.column.name] == column))
                    .where(column.is_not(None), other.c[key.column.name].is_(None))
                )
                found = connection.execute(query).scalar_one()
                if found:
                    name = key.column.table.name
                    self.say("reference", table.name, f"{found} rows name a {name} that is not there.")

    def doubles(self, connection: Connection) -> None:
        """What may be there once only, should an index of the database have failed."""
        reading, current = tables.reading.c.capture_id, tables.reading.c.current
        sha, ref = tables.capture.c.sha256, tables.statement.c.ref
        for what, query in (
            ("captures have the bytes of another", select(sha).group_by(sha)),
            ("captures have several current readings", select(reading).where(current).group_by(reading)),
            ("statements have the ref of another", select(ref).group_by(ref)),
        ):
            twice = query.having(func.count() > 1).subquery()
            found = connection.execute(select(func.count()).select_from(twice)).scalar_one()
            if found:
                self.say("reference", self.archive.where, f"{found} {what}.")

    def index(self, connection: Connection) -> None:
        """What the index has of things that are gone."""
        for table, found in checking.strays(connection):
            self.say("index", table, f"{found} rows are of what is not in the archive any more.")

    def batches(self, last: int) -> Iterator[list[int]]:
        """Yield the captures there were at the beginning, some at a time."""
        at = 0
        while at < last:
            query = select(tables.capture.c.id).where(tables.capture.c.id > at, tables.capture.c.id <= last)
            try:
                with self.archive.reading() as connection:
                    found = connection.execute(query.order_by(tables.capture.c.id).limit(_AT_ONCE)).scalars().all()
            except ArchiveError as error:
                self.say("database", "capture", f"Captures after number {at} cannot be listed: {error}")
                return
            if not found:
                return
            yield [int(one) for one in found]
            at = int(found[-1])

    def batch(self, ids: list[int]) -> None:
        """Look at some captures; where the database fails, at each by itself."""
        for some in (ids, *([one] for one in ids)) if len(ids) > 1 else (ids,):
            before = msgspec.structs.replace(self.report, findings=list(self.report.findings))
            try:
                with self.archive.reading() as connection:
                    for one in some:
                        self.capture(connection, one)
            except ArchiveError as error:
                self.report = before
                if len(some) == 1:
                    self.say("database", f"capture number {some[0]}", str(error))
            else:
                if some is ids:
                    return

    def capture(self, connection: Connection, capture_id: int) -> None:
        """Look at one capture and at all that hangs on it."""
        row = connection.execute(select(tables.capture).where(tables.capture.c.id == capture_id)).one()
        where = row.sha256[:SHORT]
        self.report.captures += 1
        try:
            data = unpack(row.packed)
        except ArchiveError as error:
            self.say("capture", where, str(error))
        else:
            self.report.bytes += len(data)
            if sha256(data).hexdigest() != row.sha256 or len(data) != row.size:
                self.say("capture", where, "The bytes are not those that were collected.")
        met = select(func.count()).where(tables.sighting.c.capture_id == capture_id)
        if not connection.execute(met).scalar_one():
            self.say("capture", where, "It is not told where it was met.")
        current, sound = 0, True
        readings = select(tables.reading, tables.reader.c.key).join(tables.reader)
        for reading in connection.execute(readings.where(tables.reading.c.capture_id == capture_id)):
            current += bool(reading.current)
            sound &= self.reading(reading, row.sha256)
        if current != 1:
            self.say("reading", where, f"It has {current} current readings, and should have one.")
        elif sound:
            self.views(connection, capture_id, where)

    def reading(self, row: Row[Any], sha: str) -> bool:
        """Look at a reading as it is kept, and say whether it can be unpacked."""
        where = sha[:SHORT]
        self.report.readings += 1
        try:
            reading = unpack_reading(row.packed, row.form)
        except ArchiveError as error:
            self.say("reading", where, f"Reading {row.id}: {error}")
            return False
        says = (reading.capture.sha256, reading.kind, reader_key(reading.reader))
        if says != (sha, row.page_kind, row.key):
            self.say("reading", where, f"Reading {row.id} is of another capture, kind of page or reader than told.")
        self.inside(reading, where, f"reading {row.id}")
        return True

    def inside(self, reading: Reading, where: str, name: str) -> None:
        """Look at the offsets and ids inside a reading."""
        self.report.offsets += sum(1 for _ in spans_of(reading))
        wrong = [f"{path} {start}-{end}" for path, (start, end) in outside(reading)]
        if wrong:
            self.say("offset", where, f"{len(wrong)} offsets of {name} are outside the text: {_some(wrong)}.")
        lost = [f"{path} {id}" for path, id in dangling(reading)]
        if lost:
            self.say("offset", where, f"{len(lost)} ids in {name} stand for nothing or for two: {_some(lost)}.")

    def views(self, connection: Connection, capture_id: int, where: str) -> None:
        """Look at what is shown of a capture, and at what corrections made of its reading."""
        try:
            found = views.effective(connection, capture_id)
        except ArchiveError as error:
            self.say("correction", where, str(error))
            return
        if found is None:
            return
        if found.altered:
            self.inside(found.reading, where, "what corrections made of it")
        mine = tables.statement.c.capture_id == capture_id
        self.report.statements += connection.execute(select(func.count()).where(mine)).scalar_one()
        for check, message in amiss(connection, capture_id, found):
            self.say(check, where, f"{message}.")


def amiss(connection: Connection, capture_id: int, found: views.Effective) -> Iterator[tuple[Check, str]]:
    """Yield, in a clause each, where what is shown of a capture is not what would be made now of what was read.

    That is of its rows and of its entries in the index; `found` is its effective reading.
    """
    should, body = _Shown(), ""
    if found.reading.kind == "article":
        rows = views.rows_of(found, capture_id, whole_refs=views.shares_beginning(connection, capture_id))
        should, body = _Shown.of(rows), rows.body
    shown = _Shown.read(connection, capture_id)
    for name in shown.rows:
        there, due = shown.rows[name], should.rows[name]
        if there != due:
            differ = sum((there - due).values()), sum((due - there).values())
            message = f"{differ[0]} rows are not what the reading and its corrections give, {differ[1]} are missing"
            yield "view", f"{name}: {message}"
    for message in checking.amiss(connection, capture_id, body):
        yield "index", message


class _Shown:
    """The rows that are shown of one capture, by table, as they can be compared: without numbers of rows."""

    def __init__(self) -> None:
        names = ("article", "statement", "party", "via", "entity", "entity_name")
        self.rows: dict[str, Counter[tuple[Any, ...]]] = {name: Counter() for name in names}

    @classmethod
    def of(cls, rows: views.Rows) -> "_Shown":
        """Return the rows that are to be shown."""
        out = cls()
        out.add("article", rows.article)
        for row in rows.statements:
            out.add("statement", row)
        for row in rows.entities:
            out.add("entity", row)
        for name, each in (("party", rows.parties), ("via", rows.vias), ("entity_name", rows.names)):
            for whose, row in each:
                out.add(name, row | {"whose": whose})
        return out

    @classmethod
    def read(cls, connection: Connection, capture_id: int) -> "_Shown":
        """Return the rows that are shown."""
        out = cls()
        statement, entity = tables.statement, tables.entity
        for table in (tables.article, statement, entity):
            for row in connection.execute(select(table).where(table.c.capture_id == capture_id)).mappings():
                out.add(table.name, row)
        for table, owner, by in (
            (tables.party, statement, statement.c.ref),
            (tables.via, statement, statement.c.ref),
            (tables.entity_name, entity, entity.c.number),
        ):
            query = select(table, by.label("whose")).join(owner).where(owner.c.capture_id == capture_id)
            for row in connection.execute(query).mappings():
                out.add(table.name, row)
        return out

    def add(self, name: str, row: Any) -> None:
        """Add a row of the table `name`."""
        numbers = ("id", "statement_id", "entity_id")
        self.rows[name][tuple(sorted((key, value) for key, value in row.items() if key not in numbers))] += 1


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
