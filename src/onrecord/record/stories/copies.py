"""Rows of versions and copies: which captures may be of the same prose, which are, and what was found of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from sqlalchemy import BindParameter, Connection, Integer, bindparam, delete, func, insert, or_, select, update

from onrecord.record.stories.hashes import at_once, counted
from onrecord.record.tables.copies import copy, edition, shingle
from onrecord.text.spans import Span

FURNITURE = 200
"""Captures with one hash, above which it is furniture (a notice, a blurb) and tells nothing."""
_AT_ONCE = 400
_MOST = 1_000
"""Versions of one article, or copies of one capture, that are given at most."""


class Edition(NamedTuple):
    """A capture among those of its article, as `record.tables.copies.edition` has it."""

    capture_id: int
    article: int
    prose: int
    standfirst: int | None
    place: int
    address: str | None
    credit: str | None


_EDITIONS = select(*(edition.c[name] for name in Edition._fields))
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_THESE = _EDITIONS.where(edition.c.capture_id.in_(_IDS))
_OF_ARTICLES = (
    _EDITIONS.where(edition.c.article.in_(_IDS)).order_by(edition.c.capture_id).limit(bindparam("most", type_=Integer))
)
_COPIES = (
    select(copy)
    .where(or_(copy.c.capture_id.in_(_IDS), copy.c.other_id.in_(_IDS)))
    .order_by(copy.c.capture_id, copy.c.other_id)
    .limit(_MOST)
)


_HAVING = select(shingle.c.capture_id).where(shingle.c.hash.in_(bindparam("hashes", expanding=True)))
_MINE: BindParameter[int] = bindparam("capture_id")
_EDITION = select(edition.c.article, edition.c.hashes).where(edition.c.capture_id == _MINE)
_UNCOPY = delete(copy).where(or_(copy.c.capture_id == _MINE, copy.c.other_id == _MINE))
_AT_ADDRESS = (
    select(edition.c.capture_id)
    .where(edition.c.address == bindparam("address"), edition.c.capture_id != _MINE)
    .order_by(edition.c.capture_id.desc())
    .limit(bindparam("most", type_=Integer))
)


class CopyRow(NamedTuple):
    """Two captures that share prose, as seen from `capture_id`: `spans` are its own, `other_spans` the other's."""

    capture_id: int
    other_id: int
    whole: bool
    share: float
    other_share: float
    spans: list[Span]
    other_spans: list[Span]
    credited: str | None
    origin: int | None


def drop(connection: Connection, capture_id: int) -> None:
    """Take out all that was found of a capture; the others of its article stay together under one's number."""
    mine = connection.execute(_EDITION, {"capture_id": capture_id}).one_or_none()
    connection.execute(_UNCOPY, {"capture_id": capture_id})
    if mine is None:
        return
    hashes = np.frombuffer(mine.hashes, "<i8").tolist()
    for start in range(0, len(hashes), _AT_ONCE):
        some = hashes[start : start + _AT_ONCE]
        connection.execute(delete(shingle).where(shingle.c.capture_id == capture_id, shingle.c.hash.in_(some)))
    connection.execute(delete(edition).where(edition.c.capture_id == capture_id))
    if mine.article == capture_id:
        left = connection.execute(
            select(func.min(edition.c.capture_id)).where(edition.c.article == capture_id)
        ).scalar()
        if left is not None:
            connection.execute(update(edition).where(edition.c.article == capture_id).values(article=left))


def put(connection: Connection, row: Edition, hashes: Sequence[int]) -> None:
    """Keep a capture, and the hashes by which it is found."""
    packed = np.array(hashes, "<i8").tobytes()
    connection.execute(insert(edition).values(**row._asdict(), hashes=packed))
    if hashes:
        connection.execute(insert(shingle), [{"hash": one, "capture_id": row.capture_id} for one in hashes])


def join(connection: Connection, articles: Iterable[int]) -> int:
    """Make captures of several articles those of one; return its number, the lowest."""
    known = sorted(set(articles))
    if len(known) > 1:
        connection.execute(update(edition).where(edition.c.article.in_(known[1:])).values(article=known[0]))
    return known[0]


def put_copy(connection: Connection, row: CopyRow) -> None:
    """Keep what two captures share, whichever of them `row` is seen from."""
    if row.capture_id < row.other_id:
        row = turned(row)
    pairs = msgspec.json.encode(list(zip(row.spans, row.other_spans, strict=True))).decode()
    values = row._asdict() | {"spans": pairs}
    del values["other_spans"]
    connection.execute(insert(copy).values(**values))


def turned(row: CopyRow) -> CopyRow:
    """Return the same as seen from the other capture."""
    return row._replace(
        capture_id=row.other_id,
        other_id=row.capture_id,
        share=row.other_share,
        other_share=row.share,
        spans=row.other_spans,
        other_spans=row.spans,
    )


def sharing(connection: Connection, hashes: Sequence[int], capture_id: int, most: int) -> list[tuple[int, int]]:
    """Return the captures that share most hashes with this one, and how many, the most first; at most `most`.

    Hashes that too many captures have are left out.
    """
    counts: Counter[int] = Counter()
    known = counted(connection, "shingle", hashes, FURNITURE + 2)
    for some in at_once([hash for hash, count in known.items() if count <= FURNITURE + 1]):
        counts.update(connection.scalars(_HAVING, {"hashes": some}).all())
    counts.pop(capture_id, None)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def at_address(connection: Connection, address: str, capture_id: int, most: int) -> list[int]:
    """Return the captures at an address, the latest added first."""
    values = {"address": address, "capture_id": capture_id, "most": most}
    return [int(one) for one in connection.scalars(_AT_ADDRESS, values)]


def editions(connection: Connection, capture_ids: Iterable[int]) -> dict[int, Edition]:
    """Return what is known of captures, by capture; nothing of those that were not compared yet."""
    wanted = sorted(set(capture_ids))
    out: dict[int, Edition] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        for row in connection.execute(_THESE, {"ids": wanted[start : start + _AT_ONCE]}):
            out[row.capture_id] = Edition(*row)
    return out


def of_articles(connection: Connection, articles: Iterable[int]) -> dict[int, list[Edition]]:
    """Return all captures of articles, by article, in the order in which they were added."""
    wanted = sorted(set(articles))
    out: dict[int, list[Edition]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for row in connection.execute(_OF_ARTICLES, {"ids": some, "most": _MOST * len(some)}):
            out.setdefault(row.article, []).append(Edition(*row))
    return out


def copies_of(connection: Connection, capture_ids: Iterable[int]) -> list[CopyRow]:
    """Return the copies that captures are part of, as seen from them; one between two of them once."""
    wanted = sorted(set(capture_ids))
    out: dict[tuple[int, int], CopyRow] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for row in connection.execute(_COPIES, {"ids": some}):
            pairs = msgspec.json.decode(row.spans, type=list[tuple[Span, Span]])
            found = CopyRow(
                row.capture_id,
                row.other_id,
                row.whole,
                row.share,
                row.other_share,
                [one for one, _ in pairs],
                [other for _, other in pairs],
                row.credited,
                row.origin,
            )
            out[row.capture_id, row.other_id] = found if row.capture_id in some else turned(found)
    return list(out.values())
