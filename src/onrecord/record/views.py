"""What the archive shows of a capture: rows worked out from its current reading and its corrections.

They can be thrown away and made again at any time, and come out the same; whoever changes what they are made of makes
them again in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select

from onrecord.reading.model import Entity, Reading, Statement
from onrecord.record import tables
from onrecord.record.corrections.rows import in_effect
from onrecord.record.names import key
from onrecord.record.refs import SHORT, ref
from onrecord.record.search import index
from onrecord.record.stored import storable, unpack_reading
from onrecord.text.spans import Span

if TYPE_CHECKING:
    from onrecord.record.corrections.apply import Outcome
    from onrecord.record.corrections.draft import Hand

_VIEWS = (tables.statement, tables.entity, tables.article)
"""The tables that are made again; `party`, `via` and `entity_name` go with their rows."""
_CURRENT = select(tables.reading.c.id, tables.reading.c.packed, tables.reading.c.form).where(
    tables.reading.c.capture_id == bindparam("capture_id"), tables.reading.c.current
)


class Effective(NamedTuple):
    """A capture's current reading with its corrections applied.

    `reading` has no bytes in its capture. `changed` are the ids of the statements that a correction touched, `altered`
    says whether anything at all was corrected, `reading_id` is the row of the machine's reading. `outcomes` says what
    became of each correction, `hands` which parts of a statement were set by whom, by the statement's id.
    """

    reading: Reading
    reading_id: int
    changed: frozenset[str]
    altered: bool
    outcomes: "Sequence[Outcome]" = ()
    hands: "Mapping[str, Sequence[Hand]]" = MappingProxyType({})


class Rows(NamedTuple):
    """What the views hold of one capture, before it is written: `parties` and `vias` by their statement's ref,
    `names` by their entity's number.
    """

    article: dict[str, Any]
    statements: list[dict[str, Any]]
    parties: list[tuple[str, dict[str, Any]]]
    vias: list[tuple[str, dict[str, Any]]]
    entities: list[dict[str, Any]]
    names: list[tuple[str, dict[str, Any]]]
    body: str


def effective(connection: Connection, capture_id: int) -> Effective | None:
    """Return a capture's current reading with its corrections applied; None where it has no reading.

    Raises `ArchiveError` where the reading is damaged.
    """
    row = connection.execute(_CURRENT, {"capture_id": capture_id}).one_or_none()
    if row is None:
        return None
    reading = unpack_reading(row.packed, row.form)
    kept = in_effect(connection, capture_id)
    if not kept:
        return Effective(reading, row.id, frozenset(), False)
    from onrecord.record.corrections.apply import corrected  # it needs much of the reader, which most pages do not

    done = corrected(reading, kept)
    return Effective(done.reading, row.id, done.changed, done.altered, done.outcomes, done.hands)


def rebuild(connection: Connection, capture_id: int) -> None:
    """Make a capture's views again. Raises `ArchiveError` where its reading is damaged."""
    article = tables.article.c.capture_id
    if connection.execute(select(article).where(article == capture_id)).first() is not None:
        index.drop(connection, capture_id)
        for table in _VIEWS:
            connection.execute(delete(table).where(table.c.capture_id == capture_id))
        _compare_again(connection, capture_id)
    found = effective(connection, capture_id)
    if found is None or found.reading.kind != "article":
        return
    _compare_again(connection, capture_id)
    _write(connection, capture_id, rows_of(found, capture_id, whole_refs=shares_beginning(connection, capture_id)))


def _compare_again(connection: Connection, capture_id: int) -> None:
    due = tables.trace_due.c.capture_id
    if connection.execute(select(due).where(due == capture_id)).first() is None:
        connection.execute(insert(tables.trace_due).values(capture_id=capture_id))


def shares_beginning(connection: Connection, capture_id: int) -> bool:
    """Say whether a capture's sha256 begins as one's does that was added before: its refs then hold all of it.

    Chance hardly ever brings that about, but whoever makes pages can, in a minute.
    """
    sha = connection.execute(select(tables.capture.c.sha256).where(tables.capture.c.id == capture_id)).scalar_one()
    start, known = sha[:SHORT], tables.capture.c.sha256
    alike = select(tables.capture.c.id).where(
        known >= start, known <= f"{start}{'f' * (64 - SHORT)}", tables.capture.c.id < capture_id
    )
    return connection.execute(alike.limit(1)).first() is not None


def rows_of(found: Effective, capture_id: int, *, whole_refs: bool = False) -> Rows:
    """Return what the views hold of a reading; with `whole_refs` its statements' refs have the whole sha256."""
    reading = found.reading
    article = _article(found, capture_id)
    about = {name: article[name] for name in ("day", "outlet", "outlet_key", "language")}
    entities = {one.id: one for one in reading.entities}
    out = Rows(article, [], [], [], [], [], body_of(reading))
    taken: set[str] = set()
    nested = {one.id for one in reading.nested}
    ordered = sorted((*reading.statements, *reading.nested), key=lambda one: (_place(one), one.id in nested, one.id))
    for place, one in enumerate(ordered):
        name = ref(
            reading.capture.sha256, one.content or one.cue, nested=one.id in nested, taken=taken, whole=whole_refs
        )
        taken.add(name)
        row = _statement(reading, one, name) | about
        out.statements.append(row | {"capture_id": capture_id, "place": place, "corrected": one.id in found.changed})
        out.parties.extend((name, party | {"day": article["day"]}) for party in _parties(one, entities))
        out.vias.extend((name, via) for via in _vias(one))
    for entity in reading.entities:
        out.entities.append(entity_row(entity) | {"capture_id": capture_id})
        keys = sorted({key(name) for name in (entity.name, *entity.variants)} - {""})
        out.names.extend((entity.id, {"key": one}) for one in keys)
    _clean([out.article, *out.statements, *out.entities, *(row for _, row in (*out.parties, *out.vias))])
    return out


def outlet_of(reading: Reading) -> str | None:
    """Return the outlet of a page: the publisher it names, else the host of its address, without ``www.``."""
    if reading.article.publisher:
        return reading.article.publisher
    for address in (reading.article.url, reading.capture.url):
        host = urlsplit(address).hostname if address and "://" in address else None
        if host:
            return host.removeprefix("www.")
    return None


def day_of(reading: Reading) -> str | None:
    """Return the day a page was published, else the day it was captured, as ``YYYY-MM-DD``."""
    for when in (reading.article.published, reading.capture.captured_at):
        if when and len(when) >= 10:
            return when[:10]
    return None


def _article(found: Effective, capture_id: int) -> dict[str, Any]:
    reading, about = found.reading, found.reading.article
    outlet = outlet_of(reading)
    return {
        "capture_id": capture_id,
        "reading_id": found.reading_id,
        "headline": about.headline,
        "standfirst": about.standfirst,
        "authors": _json(about.authors),
        "published": about.published,
        "updated": about.updated,
        "day": day_of(reading),
        "language": about.language,
        "url": about.url or reading.capture.url,
        "outlet": outlet,
        "outlet_key": key(outlet) if outlet else None,
        "words": sum(len(reading.text[start:end].split()) for start, end in about.body),
        "statements": len(reading.statements) + len(reading.nested),
        "corrected": found.altered,
    }


def _statement(reading: Reading, one: Statement, name: str) -> dict[str, Any]:
    spans = (*one.source, *one.cue, *one.content)
    speaker = one.speaker
    return {
        "ref": name,
        "number": one.id,
        "within": one.within,
        "source": reading.quote(one.source),
        "cue": reading.quote(one.cue),
        "content": reading.quote(one.content),
        "start": min((span[0] for span in spans), default=0),
        "end": max((span[1] for span in spans), default=0),
        "spans": _json({"source": one.source, "cue": one.cue, "content": one.content}),
        "quotation": one.quotation,
        "confidence": one.confidence,
        "speaker": speaker.name if speaker else None,
        "speaker_key": key(speaker.name) or None if speaker and speaker.name else None,
        "speaker_confidence": speaker.confidence if speaker else None,
        "source_kind": one.source_kind,
        "channel": one.channel,
        "manner": one.manner,
        "polarity": one.polarity,
        "said_at": one.said_at.value if one.said_at else None,
    }


def _parties(one: Statement, entities: dict[str, Entity]) -> Iterable[dict[str, Any]]:
    if one.speaker is None or one.speaker.name is None:
        return
    parties: dict[tuple[str, str], str] = {}
    said_by = [(one.speaker.name, one.speaker.entity), *((joint.name, joint.entity) for joint in one.speaker.joint)]
    for name, number in said_by:
        parties.setdefault(("speaker", key(name)), name)
        entity = entities.get(number or "")
        if entity is None:
            continue
        if entity.type == "organisation":
            parties.setdefault(("organisation", key(entity.name)), entity.name)
        for role in entity.roles:
            at = entities.get(role.affiliation or "")
            if at is not None and at.type == "organisation":
                parties.setdefault(("organisation", key(at.name)), at.name)
    for (part, folded), name in parties.items():
        if folded:
            yield {"part": part, "key": folded, "name": name}


def _vias(one: Statement) -> Iterable[dict[str, Any]]:
    for place, via in enumerate(one.via):
        yield {"place": place, "name": via.name, "key": key(via.name), "kind": via.kind}


def entity_row(one: Entity) -> dict[str, Any]:
    """Return the row of an entity, but for its number and its capture."""
    return {
        "number": one.id,
        "type": one.type,
        "name": one.name,
        "key": key(one.name),
        "named": one.named,
        "variants": _json(one.variants),
        "roles": _json(list(dict.fromkeys(role.role for role in one.roles))),
        "mentions": len(one.mentions),
    }


def _clean(rows: Iterable[dict[str, Any]]) -> None:
    """Take out of the rows' texts what PostgreSQL does not keep: plain text may hold NULs."""
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str) and "\0" in value:
                row[name] = storable(value)


def _write(connection: Connection, capture_id: int, rows: Rows) -> None:
    connection.execute(insert(tables.article), rows.article)
    ids = _insert(connection, tables.statement, rows.statements, "ref")
    statements = [row | {"id": ids[row["ref"]]} for row in rows.statements]
    parties = [row | {"statement_id": ids[name]} for name, row in rows.parties]
    vias = [row | {"statement_id": ids[name]} for name, row in rows.vias]
    for table, each in ((tables.party, parties), (tables.via, vias)):
        if each:
            connection.execute(insert(table), each)
    numbers = _insert(connection, tables.entity, rows.entities, "number")
    if rows.names:
        connection.execute(
            insert(tables.entity_name), [row | {"entity_id": numbers[number]} for number, row in rows.names]
        )
    index.put_rows(connection, rows.article, statements, parties, vias, rows.body)


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]], by: str) -> dict[str, int]:
    """Insert `rows` and return the id that each got, by its column `by`."""
    if not rows:
        return {}
    done = connection.execute(insert(table).returning(table.c.id, table.c[by]), rows)
    return {str(name): int(number) for number, name in done}


def body_of(reading: Reading) -> str:
    """Return an article's text as it is searched."""
    return "\n".join(reading.text[start:end] for start, end in reading.article.body)


def _place(one: Statement) -> Span:
    spans = (*one.source, *one.cue, *one.content)
    return min(spans, default=(0, 0))


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
