"""Rows of what captures tell of identities: members with the keys by which they are found, and their statements."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from onrecord.record.tables import identity, identity_key, identity_member, identity_statement, statement

_AT_ONCE = 400
_PARTS = "speaker", "about"


class Member(NamedTuple):
    """What one capture tells of someone: `statements` are (statement id, part, folded name)."""

    capture_id: int
    sha256: str
    number: str
    type: str
    key: str
    name: str
    day: str | None
    seen: str
    keys: Sequence[str]
    names: Mapping[str, str]
    statements: Sequence[tuple[int, str, str]]


class Stored(NamedTuple):
    """A member as it is kept: `seen` is JSON."""

    capture_id: int
    number: str
    identity_id: int
    key: str
    name: str
    day: str | None
    seen: str


class Attached(NamedTuple):
    """A member, whose it is, and the values by which that was found, as JSON."""

    identity_id: int
    member: Member
    why: str


# Made once: they are asked for everybody on a page, and to put a query together takes longer than its answer.
_ONE, _SAID = identity_member.c, identity_statement.c
_PUT, _SAY = insert(identity_member), insert(identity_statement)
_KEY = text(
    "INSERT INTO identity_key (key, identity_id, name, uses) VALUES (:key, :identity_id, :name, 1)"
    " ON CONFLICT (key, identity_id) DO UPDATE SET uses = identity_key.uses + 1"
)
_SUM = (
    update(identity)
    .where(identity.c.id == bindparam("of"))
    .values({name: identity.c[name] + bindparam(f"more_{name}") for name in ("articles", "said", "about")})
)
_STORED = select(*(_ONE[name] for name in Stored._fields)).order_by(_ONE.capture_id, _ONE.number)
_OF_CAPTURE = _STORED.where(_ONE.capture_id == bindparam("capture_id"))
_THIS = (_ONE.capture_id == bindparam("of_capture"), _ONE.number == bindparam("of_number"))
_COUNTED = select(_ONE.identity_id, _ONE.said, _ONE.about).where(*_THIS)
_TAKE = delete(identity_member).where(*_THIS)
_KEYS_HERE = (identity_key.c.identity_id == bindparam("of"), identity_key.c.key.in_(bindparam("keys", expanding=True)))
_LAST_USE = delete(identity_key).where(*_KEYS_HERE, identity_key.c.uses <= 1)
_ONE_LESS = update(identity_key).where(*_KEYS_HERE).values(uses=identity_key.c.uses - 1)


def attach(connection: Connection, found: Sequence[Attached]) -> None:
    """Give identities their members; `refresh` them afterwards."""
    if not found:
        return
    connection.execute(_PUT, [_row(one) for one in found])
    said = [row for one in found for row in _statements(one)]
    if said:
        connection.execute(_SAY, said)
    keys = [
        {"key": key, "identity_id": identity_id, "name": member.names.get(key)}
        for identity_id, member, _ in found
        for key in member.keys
    ]
    if keys:
        connection.execute(_KEY, keys)
    sums: dict[int, list[int]] = {}
    for identity_id, member, _ in found:
        mine = sums.setdefault(identity_id, [0, 0, 0])
        for at, more in enumerate((1, *_counts(member))):
            mine[at] += more
    add(connection, sums)


def _counts(member: Member) -> list[int]:
    counts = Counter(part for _, part, _ in member.statements)
    return [counts[part] for part in _PARTS]


def _row(one: Attached) -> dict[str, Any]:
    member = one.member
    kept = {name: getattr(member, name) for name in ("capture_id", "number", "key", "name", "day", "seen")}
    said, about = _counts(member)
    return kept | {"identity_id": one.identity_id, "said": said, "about": about, "why": one.why}


def _statements(one: Attached) -> Iterable[dict[str, Any]]:
    each = {(id, part): key for id, part, key in one.member.statements}
    for (id, part), key in each.items():
        row = {"statement_id": id, "part": part, "identity_id": one.identity_id}
        yield row | {"key": key, "day": one.member.day}


def add(connection: Connection, sums: Mapping[int, Sequence[int]]) -> None:
    """Add to what is counted of identities: captures, statements, and statements about them."""
    rows = [
        {"of": identity_id, "more_articles": articles, "more_said": said, "more_about": about}
        for identity_id, (articles, said, about) in sums.items()
    ]
    if rows:
        connection.execute(_SUM, rows)


def detach(connection: Connection, capture_id: int, number: str, keys: Sequence[str]) -> None:
    """Take a member from its identity; `refresh` that afterwards. Its rows of statements stay."""
    this = {"of_capture": capture_id, "of_number": number}
    row = connection.execute(_COUNTED, this).one()
    connection.execute(_TAKE, this)
    mine = {"of": row.identity_id, "keys": list(keys)}
    connection.execute(_LAST_USE, mine)
    connection.execute(_ONE_LESS, mine)
    add(connection, {row.identity_id: (-1, -row.said, -row.about)})


def of_capture(connection: Connection, capture_id: int) -> list[Stored]:
    """Return what a capture tells of identities."""
    return [Stored(*row) for row in connection.execute(_OF_CAPTURE, {"capture_id": capture_id}).all()]


def of_identity(connection: Connection, identity_id: int, limit: int) -> list[Stored]:
    """Return the first members of an identity, those added first, at most `limit`."""
    rows = connection.execute(_STORED.where(_ONE.identity_id == identity_id).limit(limit))
    return [Stored(*row) for row in rows]


def statements_of(connection: Connection, stored: Stored) -> list[tuple[int, str, str]]:
    """Return the statements of a member, as `Member.statements`."""
    rows = connection.execute(
        select(_SAID.statement_id, _SAID.part, _SAID.key)
        .join(statement, statement.c.id == _SAID.statement_id)
        .where(statement.c.capture_id == stored.capture_id, _SAID.identity_id == stored.identity_id)
    )
    return [(int(id), str(part), str(key)) for id, part, key in rows]


def drop_statements(connection: Connection, identity_id: int, ids: Sequence[int]) -> None:
    """Take statements from an identity."""
    for start in range(0, len(ids), _AT_ONCE):
        some = list(ids)[start : start + _AT_ONCE]
        connection.execute(
            delete(identity_statement).where(_SAID.identity_id == identity_id, _SAID.statement_id.in_(some))
        )
