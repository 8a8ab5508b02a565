"""Statements: of anybody or of one, by day; and the evidence for one."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, exists, select

from onrecord.reading.model import Statement
from onrecord.record.captures import find_capture
from onrecord.record.lookup.articles import Article, article
from onrecord.record.lookup.identities import id_of
from onrecord.record.lookup.pages import ByDay, Order, Page
from onrecord.record.model import NotFoundError
from onrecord.record.names import key
from onrecord.record.refs import REF
from onrecord.record.tables import article_topic as _topic
from onrecord.record.tables import capture as _capture
from onrecord.record.tables import identity_statement as _identity_statement
from onrecord.record.tables import party as _party
from onrecord.record.tables import statement as _statement
from onrecord.record.tables import via as _via
from onrecord.text.spans import Span


class ViaRow(msgspec.Struct, frozen=True, kw_only=True):
    """A station of the way a statement took."""

    name: str
    kind: str


class Spans(msgspec.Struct, frozen=True, kw_only=True):
    """Where a statement's parts stand, in code points of its page's text, half open, in pieces."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]


class StatementRow(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as it stands after corrections; the columns of the table `statement`, and its article's sha256."""

    id: int
    article: str
    ref: str
    number: str
    within: str | None
    source: str
    cue: str
    content: str
    start: int
    end: int
    spans: Spans
    quotation: str
    confidence: float
    speaker: str | None
    speaker_confidence: float | None
    source_kind: str
    channel: str | None
    manner: str
    polarity: str
    said_at: str | None
    corrected: bool
    day: str | None
    outlet: str | None
    language: str | None
    via: list[ViaRow]


_FIELDS = frozenset(StatementRow.__struct_fields__)


class StatementFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which statements. Names are compared without case, accents and punctuation.

    `speaker` is among those who say it, `identity` is the ref of one of them, `about` that of one whom its content
    names (`lookup.identities`); `organisation` speaks or has the speaker, `via` is a station of the way. `topic` is its
    article's, a code of IPTC Media Topics.
    `since` and `until` are days (``YYYY-MM-DD``), both included, `language` is ISO 639-1, `article` the first digits
    of a sha256; the others are as in a reading.
    """

    speaker: str | None = None
    identity: str | None = None
    about: str | None = None
    organisation: str | None = None
    via: str | None = None
    outlet: str | None = None
    source_kind: str | None = None
    quotation: str | None = None
    manner: str | None = None
    channel: str | None = None
    polarity: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    article: str | None = None
    corrected: bool | None = None
    topic: str | None = None


_PLAIN = ("source_kind", "quotation", "manner", "channel", "polarity", "language", "corrected")
_NAMES = ("speaker", "organisation", "via", "outlet")
_NUMBERS = {"identity": id_of, "about": id_of, "article": find_capture}
"""Fields whose values are names of rows, and how the row's number is found."""


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with all that proves it: its row, all that was read of it, and its page."""

    row: StatementRow
    statement: Statement
    page: Article


def statements(
    connection: Connection,
    wanted: StatementFilter | None = None,
    *,
    limit: int = 20,
    cursor: str | None = None,
    oldest_first: bool = False,
) -> Page[StatementRow]:
    """Return statements, those of the newest articles first unless `oldest_first`.

    Raises `CursorError`, and for an article that is not there or fits several as `lookup.article`.
    """
    wanted = wanted or StatementFilter()
    values = {name: value for name, value in msgspec.structs.asdict(wanted).items() if value is not None}
    listed = _listed(tuple(values), oldest_first)
    for name, number in _NUMBERS.items():
        if name in values:
            values[name] = number(connection, values[name])
    for name in _NAMES:
        if name in values:
            values[name] = key(values[name])
    rows, following = listed.rows(connection, values, limit, cursor)
    return Page(items=_structs(connection, rows), next=following)


def statements_called(connection: Connection, refs: Sequence[str]) -> list[StatementRow]:
    """Return the statements with these refs, in their order; those that are not there are left out."""
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(refs), 500):
        rows = connection.execute(_CALLED, {"refs": refs[start : start + 500]})
        found.update((row.ref, row) for row in rows)
    return _structs(connection, [found[ref] for ref in refs if ref in found])


def statement(connection: Connection, name: str) -> Evidence:
    """Return the evidence for the statement whose ref is `name`. Raises `NotFoundError` if there is none.

    A statement that a reader does not find any more, or that a correction took away, is not there either.
    """
    row = None
    if REF.fullmatch(name):
        row = connection.execute(_CALLED, {"refs": [name]}).one_or_none()
    if row is None:
        raise NotFoundError("There is no such statement in this archive; none is made up for it.")
    made = _structs(connection, [row])[0]
    page = article(connection, made.article)
    said = next((one for one in (*page.reading.statements, *page.reading.nested) if one.id == made.number), None)
    if said is None:
        raise NotFoundError(f"The reading does not have the statement {name}; onrecord doctor tells why.")
    return Evidence(row=made, statement=said, page=page)


@lru_cache(maxsize=256)
def _listed(given: tuple[str, ...], oldest_first: bool) -> ByDay:
    """Return the list of statements that have what the fields `given` of a filter ask for."""
    query = _rows()
    dated = "since" in given or "until" in given
    order = Order(_statement.c.day, _statement.c.id, oldest_first, dated)
    if "speaker" in given:
        # The table of those who say it is in order of days, so that a page is read off its index.
        query = query.join(_party, _party.c.statement_id == _statement.c.id)
        query = query.where(_party.c.key == bindparam("speaker"), _party.c.part == "speaker")
        order = Order(_party.c.day, _party.c.statement_id, oldest_first, dated)
        query = query.add_columns(_party.c.statement_id)
    for part, name in (("about", "about"), ("speaker", "identity")):
        if name not in given:
            continue
        mine = _identity_statement.alias()
        query = query.join(mine, mine.c.statement_id == _statement.c.id)
        query = query.where(mine.c.identity_id == bindparam(name), mine.c.part == part)
        if "speaker" not in given and part == ("about" if "identity" not in given else "speaker"):
            order = Order(mine.c.day, mine.c.statement_id, oldest_first, dated)
            query = query.add_columns(mine.c.statement_id)
    theirs = select(_party.c.statement_id).where(
        _party.c.key == bindparam("organisation"), _party.c.part == "organisation"
    )
    asked = {
        "organisation": _statement.c.id.in_(theirs),
        "via": _statement.c.id.in_(select(_via.c.statement_id).where(_via.c.key == bindparam("via"))),
        "outlet": _statement.c.outlet_key == bindparam("outlet"),
        "since": order.day >= bindparam("since"),
        "until": order.day <= bindparam("until"),
        "article": _statement.c.capture_id == bindparam("article"),
        "topic": exists().where(_topic.c.capture_id == _statement.c.capture_id, _topic.c.topic == bindparam("topic")),
        **{name: _statement.c[name] == bindparam(name) for name in _PLAIN},
    }
    for name in asked:
        if name in given:
            query = query.where(asked[name])
    return ByDay(query, order)


def _rows() -> Select[Any]:
    fields = [name for name in StatementRow.__struct_fields__ if name not in ("article", "via")]
    columns = [_statement.c[name] for name in fields]
    return select(*columns, _capture.c.sha256.label("article")).join(_capture, _capture.c.id == _statement.c.capture_id)


_CALLED = _rows().where(_statement.c.ref.in_(bindparam("refs", expanding=True)))
_WAYS = (
    select(_via)
    .where(_via.c.statement_id.in_(bindparam("ids", expanding=True)))
    .order_by(_via.c.statement_id, _via.c.place)
)


def _structs(connection: Connection, rows: Sequence[Row[Any]]) -> list[StatementRow]:
    ways: dict[int, list[ViaRow]] = {row.id: [] for row in rows}
    for start in range(0, len(rows), 500):
        ids = [row.id for row in rows[start : start + 500]]
        for via in connection.execute(_WAYS, {"ids": ids}):
            ways[via.statement_id].append(ViaRow(name=via.name, kind=via.kind))
    return [_struct(row, ways[row.id]) for row in rows]


def _struct(row: Row[Any], via: list[ViaRow]) -> StatementRow:
    values = {name: value for name, value in row._mapping.items() if name in _FIELDS}
    values["spans"] = msgspec.json.decode(values["spans"], type=Spans)
    return StatementRow(**values, via=via)
