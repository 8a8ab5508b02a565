"""Persons and bodies over all captures: what each is called and is, since when, what it says, who speaks about it."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import BigInteger, BindParameter, Connection, Row, bindparam, case, or_, select

from onrecord.record.model import NotFoundError
from onrecord.record.names import key
from onrecord.record.tables import article as _article
from onrecord.record.tables import capture as _capture
from onrecord.record.tables import entity as _entity
from onrecord.record.tables import entity_name as _entity_name
from onrecord.record.tables import identity as _identity
from onrecord.record.tables import identity_key as _key
from onrecord.record.tables import identity_member as _member
from onrecord.record.tables import identity_pair as _pair
from onrecord.record.tables import identity_ref as _ref
from onrecord.record.tables import identity_statement as _said
from onrecord.record.tables import wikidata as _wikidata

IdentityType = Literal["person", "organisation"]

_LOOKED_AT = 2000
"""Captures of one identity that are looked at for its names, offices and outlets, the latest first."""
_SHOWN = 50
_NAMED = 5000
"""Names that are looked at for one beginning of a name."""


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was compared, and what it says; `said` is a sentence."""

    feature: str
    left: str
    right: str
    verdict: Literal["for", "against", "neutral"]
    said: str
    points: float = 0.0


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A name, an office or an outlet: on how many captures, and the first and the last day."""

    value: str
    articles: int
    first: str | None
    last: str | None


class IdentityRow(msgspec.Struct, frozen=True, kw_only=True):
    """A person or a body. `articles` counts the captures that name it, `statements` those it makes, `about` those
    whose content names it; `first` and `last` are the days between which it is named; `roles` what it is, at most 3.
    """

    ref: str
    type: IdentityType
    name: str
    articles: int
    statements: int
    about: int
    first: str | None
    last: str | None
    roles: list[str] = []


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """A capture that names an identity, what it calls it, and the values by which it was taken for this one: none for
    the first.
    """

    article: str
    headline: str | None
    day: str | None
    outlet: str | None
    number: str
    name: str
    values: list[Value]


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """Another of like name: ``maybe`` the same, or in ``conflict`` and so surely another, and why."""

    identity: IdentityRow
    verdict: Literal["maybe", "conflict"]
    points: float
    values: list[Value]


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of a person or body. `refs` are refs it had before it was joined with others.

    `names`, `roles` and `outlets` go by the captures of `_LOOKED_AT` latest; `joined` has the first 50 captures.
    """

    ref: str
    type: IdentityType
    name: str
    articles: int
    statements: int
    about: int
    first: str | None
    last: str | None
    names: list[Dated]
    roles: list[Dated]
    outlets: list[Dated]
    wikidata: str | None
    refs: list[str]
    joined: list[Joined]
    alike: list[Alike]


class IdentitiesFound(msgspec.Struct, frozen=True, kw_only=True):
    """Those that fit, those that say most first; `more` says that there are others."""

    items: list[IdentityRow]
    more: bool


class _Seen(msgspec.Struct):
    """What is needed of a member's JSON."""

    names: list[str]
    offices: list[list[str | None]] = []
    outlet: str | None = None
    born: tuple[int, int] | None = None


_MEMBERS = (
    select(_member.c.number, _identity.c.ref)
    .join(_identity, _identity.c.id == _member.c.identity_id)
    .where(_member.c.capture_id == bindparam("capture_id"))
)
_ID: BindParameter[int] = bindparam("id", type_=BigInteger)
_NUMBER = select(_ref.c.identity_id).where(_ref.c.ref == bindparam("ref"))
_ONE = select(_identity).where(_identity.c.id == _ID)
_OLD_REFS = select(_ref.c.ref).where(_ref.c.identity_id == _ID, _ref.c.ref != bindparam("ref"))
_OF_NAME = (
    select(_identity)
    .where(
        _identity.c.id.in_(select(_key.c.identity_id).where(_key.c.key.in_(bindparam("keys", expanding=True)))),
        _identity.c.articles > 0,
    )
    .order_by(_identity.c.said.desc(), _identity.c.id)
    .limit(_SHOWN)
)
_ALSO_CALLED = (
    select(_identity)
    .where(
        _identity.c.id.in_(
            select(_member.c.identity_id)
            .join(_entity, (_entity.c.capture_id == _member.c.capture_id) & (_entity.c.number == _member.c.number))
            .join(_entity_name, _entity_name.c.entity_id == _entity.c.id)
            .where(_entity_name.c.key == bindparam("key"))
            .limit(_NAMED)
        ),
    )
    .order_by(_identity.c.said.desc(), _identity.c.id)
    .limit(_SHOWN)
)
_SOME_SEEN = select(_member.c.seen).where(_member.c.identity_id == _ID).limit(_SHOWN)
_LATER = (_member.c.day.desc(), _member.c.capture_id.desc())
_SEEN = select(_member.c.seen, _member.c.day).where(_member.c.identity_id == _ID).order_by(*_LATER).limit(_LOOKED_AT)
_LATEST = select(_member.c.seen).where(_member.c.identity_id == _ID).order_by(*_LATER).limit(12)
_JOINED = (
    select(_member, _capture.c.sha256, _article.c.headline, _article.c.outlet)
    .join(_capture, _capture.c.id == _member.c.capture_id)
    .join(_article, _article.c.capture_id == _member.c.capture_id)
    .where(_member.c.identity_id == _ID)
    .order_by(_member.c.capture_id)
    .limit(_SHOWN)
)
_other = case((_pair.c.left_id == _ID, _pair.c.right_id), else_=_pair.c.left_id).label("other")
_ALIKE = (
    select(_other, _pair.c.verdict, _pair.c.points, _pair.c.why)
    .where(or_(_pair.c.left_id == _ID, _pair.c.right_id == _ID))
    .order_by(_pair.c.verdict.desc(), _pair.c.points.desc(), _other)
    .limit(_SHOWN)
)
_QIDS = (
    select(_wikidata.c.qid, _wikidata.c.born)
    .where(
        _wikidata.c.key.in_(bindparam("keys", expanding=True)),
        or_(_wikidata.c.type.is_(None), _wikidata.c.type == bindparam("type")),
    )
    .limit(50)
)
values_of = msgspec.json.Decoder(list[Value]).decode
_seen = msgspec.json.Decoder(_Seen).decode


def id_of(connection: Connection, ref: str) -> int:
    """Return the number of the identity that a ref names, or once named. Raises `NotFoundError`."""
    found = connection.execute(_NUMBER, {"ref": ref}).scalar()
    if found is None and not is_ref(ref):
        raise NotFoundError(
            f"{ref[:80]} is no ref such as p-3f9a1c2e7b04; onrecord identity NAME shows those of a name."
        )
    if found is None:
        raise NotFoundError(f"There is no person or body {ref[:80]} in this archive.")
    return int(found)


def is_ref(name: str) -> bool:
    """Whether a name has the form of a ref, as ``p-3f9a1c2e7b04``."""
    start, dash, digits = name.partition("-")
    return start in ("p", "b") and bool(dash) and len(digits) >= 12 and set(digits) <= set("0123456789abcdef-")


def identity(connection: Connection, ref: str) -> Identity:
    """Return all that is known of a person or body. Raises `NotFoundError`."""
    number = id_of(connection, ref)
    row = connection.execute(_ONE, {"id": number}).one()
    names, roles, outlets = _dated(connection, number)
    old = connection.scalars(_OLD_REFS, {"id": number, "ref": row.ref})
    return Identity(
        ref=row.ref,
        type=row.type,
        name=row.name,
        articles=row.articles,
        statements=row.said,
        about=row.about,
        first=row.first,
        last=row.last,
        names=names,
        roles=roles,
        outlets=outlets,
        wikidata=_qid(connection, row.type, number, [one.value for one in names]),
        refs=sorted(old),
        joined=_joined(connection, number),
        alike=_alike(connection, number),
    )


def identities_called(
    connection: Connection, name: str, *, type: IdentityType | None = None, limit: int = 20
) -> IdentitiesFound:
    """Return those one of whose names begins with `name`, without regard to case, accents and punctuation."""
    start = key(name)
    if not start:
        return IdentitiesFound(items=[], more=False)
    low = f"n:{start}"
    fits = select(_key.c.identity_id).where(_key.c.key >= low, _key.c.key < low + "\U0010ffff")
    fits = fits.order_by(_key.c.key).limit(_NAMED)
    query = select(_identity).where(_identity.c.id.in_(fits), _identity.c.articles > 0)
    if type is not None:
        query = query.where(_identity.c.type == type)
    order = (_identity.c.said.desc(), _identity.c.articles.desc(), _identity.c.id)
    rows = connection.execute(query.order_by(*order).limit(limit + 1)).all()
    return IdentitiesFound(items=[_row(connection, row) for row in rows[:limit]], more=len(rows) > limit)


def identities_named(connection: Connection, name: str) -> list[IdentityRow]:
    """Return those who have this very name, those that say most first, at most 50."""
    wanted = {f"n:{one}" for one in (key(name), key(name).removeprefix("the ")) if one}
    rows = connection.execute(_OF_NAME, {"keys": sorted(wanted)}).all()
    return [_row(connection, row) for row in rows]


def who_is(connection: Connection, name: str) -> tuple[Identity | None, list[IdentityRow]]:
    """Return whom `name`, or a ref, means, and where that is not one alone, those whom it may mean.

    They are those of this very name, else those whom pages call so too, a surname alone included, else those one of
    whose names begins so. Raises `NotFoundError` for a ref.
    """
    if is_ref(name):
        return identity(connection, name), []
    found = identities_named(connection, name) or _also_called(connection, name)
    found = found or identities_called(connection, name).items
    return (identity(connection, found[0].ref), []) if len(found) == 1 else (None, found)


def _also_called(connection: Connection, name: str) -> list[IdentityRow]:
    """Return those to whom some page gives `name` beside a fuller one, those that say most first, at most 50."""
    return [_row(connection, row) for row in connection.execute(_ALSO_CALLED, {"key": key(name)})]


def identities_in(connection: Connection, capture_id: int) -> dict[str, str]:
    """Return the ref of each entity of a capture's article, by its id in the reading."""
    return {str(number): str(ref) for number, ref in connection.execute(_MEMBERS, {"capture_id": capture_id})}


def identities_speaking(connection: Connection, statement_ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the refs of those who make each statement."""
    out: dict[int, list[str]] = {}
    for start in range(0, len(statement_ids), 500):
        some = list(statement_ids)[start : start + 500]
        query = select(_said.c.statement_id, _identity.c.ref).join(_identity, _identity.c.id == _said.c.identity_id)
        for id, ref in connection.execute(query.where(_said.c.statement_id.in_(some), _said.c.part == "speaker")):
            out.setdefault(int(id), []).append(str(ref))
    return out


def named(connection: Connection, number: int) -> IdentityRow:
    """Return the identity of a number."""
    return _row(connection, connection.execute(_ONE, {"id": number}).one())


def _row(connection: Connection, row: Row[Any]) -> IdentityRow:
    some = connection.scalars(_LATEST, {"id": row.id})
    roles = dict.fromkeys(_office(office) for seen in some for office in _seen(seen).offices)
    return IdentityRow(
        ref=row.ref,
        type=row.type,
        name=row.name,
        articles=row.articles,
        statements=row.said,
        about=row.about,
        first=row.first,
        last=row.last,
        roles=list(roles)[:3],
    )


def _office(office: list[str | None]) -> str:
    words, at = (*office, None)[:2]
    return f"{words} ({at})" if at and at.casefold() not in (words or "").casefold() else words or ""


def _dated(connection: Connection, number: int) -> tuple[list[Dated], list[Dated], list[Dated]]:
    """Return names, offices and outlets with their days."""
    rows = connection.execute(_SEEN, {"id": number})
    lists: tuple[dict[str, list[Any]], ...] = ({}, {}, {})
    for seen_json, day in rows:
        seen = _seen(seen_json)
        values = (seen.names, [_office(office) for office in seen.offices], [seen.outlet] if seen.outlet else [])
        for known, found in zip(lists, values, strict=True):
            for folded, value in {key(one): one for one in reversed(found)}.items():
                entry = known.setdefault(folded, [value, 0, None, None])
                entry[1] += 1
                if day:
                    entry[2] = min(entry[2] or day, day)
                    entry[3] = max(entry[3] or day, day)
    made = [[Dated(value=v, articles=n, first=a, last=b) for v, n, a, b in known.values()] for known in lists]
    names, roles, outlets = (sorted(each, key=lambda one: (-one.articles, one.value))[:_SHOWN] for each in made)
    return names, roles, outlets


def _joined(connection: Connection, number: int) -> list[Joined]:
    return [
        Joined(
            article=row.sha256,
            headline=row.headline,
            day=row.day,
            outlet=row.outlet,
            number=row.number,
            name=row.name,
            values=values_of(row.why),
        )
        for row in connection.execute(_JOINED, {"id": number})
    ]


def _alike(connection: Connection, number: int) -> list[Alike]:
    rows = connection.execute(_ALIKE, {"id": number}).all()
    return [
        Alike(identity=named(connection, row.other), verdict=row.verdict, points=row.points, values=values_of(row.why))
        for row in rows
    ]


def _qid(connection: Connection, type: str, number: int, names: Sequence[str]) -> str | None:
    """Return the Wikidata identifier that the names have, where they have one only whose year of birth can be right."""
    keys = [key(name) for name in names][:20]
    found = {str(qid): born for qid, born in connection.execute(_QIDS, {"keys": keys, "type": type})}
    if any(found.values()):
        years = [born for born in (_seen(one).born for one in connection.scalars(_SOME_SEEN, {"id": number})) if born]
        low, high = max((a for a, _ in years), default=0), min((b for _, b in years), default=9999)
        found = {qid: born for qid, born in found.items() if not born or low - 1 <= born <= high + 1}
    return next(iter(found)) if len(found) == 1 else None
