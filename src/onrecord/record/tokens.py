"""Tokens of the API: who may do what.

A token's secret has 256 random bits, is shown once, and only its SHA-256 is kept: whoever reads the archive, or a copy
of it, can ask for nothing with what is found there. (A slow hash is for passwords, which people choose; nobody guesses
a random number of this size.)
"""

import hashlib
import re
import secrets
from datetime import UTC, datetime
from typing import Literal, get_args

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from onrecord.record.model import ArchiveError
from onrecord.record.tables import token as _table

Scope = Literal["read", "write", "correct", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What a token may allow: to ask; to add captures; to correct; to administer, which includes all others."""

_PREFIX = "onrecord_"
"""What a secret starts with, so that scanners for leaked secrets, and people, know one."""
_SECRET = re.compile(rf"{_PREFIX}[A-Za-z0-9_-]{{43}}")


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A token, without its secret. Times are ISO 8601 in UTC; one without `ends_at` holds until it is revoked."""

    id: int
    name: str
    scopes: tuple[Scope, ...]
    made_at: str
    ends_at: str | None
    revoked_at: str | None

    def holds(self, at: str) -> bool:
        """Whether it is good at the time `at`."""
        return self.revoked_at is None and (self.ends_at is None or at < self.ends_at)


def make_token(
    connection: Connection, name: str, scopes: tuple[Scope, ...], *, ends_at: datetime | None = None
) -> tuple[Token, str]:
    """Make a token called `name` (who or what will bear it) and return it with its secret, which is kept nowhere.

    Raises `ArchiveError` for a name that is empty, longer than 100 characters or not printable, for no or unknown
    scopes, and for an end without a time zone or in the past.
    """
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise ArchiveError("A token needs a name of 1 to 100 printable characters: who or what will bear it.")
    if not scopes or any(scope not in SCOPES for scope in scopes):
        raise ArchiveError(f"A token needs one or more of the scopes {', '.join(SCOPES)}.")
    now = _now()
    if ends_at is not None and (ends_at.tzinfo is None or _text(ends_at) <= now):
        raise ArchiveError("A token's end must lie ahead and have a time zone.")
    secret = _PREFIX + secrets.token_urlsafe(32)
    wanted = tuple(scope for scope in SCOPES if scope in scopes)
    values = {
        "name": name.strip(),
        "hash": _hash(secret),
        "scopes": msgspec.json.encode(wanted).decode(),
        "made_at": now,
        "ends_at": _text(ends_at) if ends_at else None,
    }
    row = connection.execute(insert(_table).values(values).returning(_table)).one()
    return _token(row), secret


def token_of(connection: Connection, secret: str) -> Token | None:
    """Return the token whose secret this is, if it is good now.

    The secret is looked up by its hash, which tells whoever measures time nothing about the secret.
    """
    if not _SECRET.fullmatch(secret):
        return None
    row = connection.execute(select(_table).where(_table.c.hash == _hash(secret))).one_or_none()
    token = _token(row) if row else None
    return token if token and token.holds(_now()) else None


def tokens(connection: Connection) -> list[Token]:
    """Return all tokens ever made, oldest first, those revoked or at their end included."""
    return [_token(row) for row in connection.execute(select(_table).order_by(_table.c.id))]


def has_token(connection: Connection) -> bool:
    """Whether there is a token that is good now."""
    now = _now()
    return any(token.holds(now) for token in tokens(connection))


def revoke_token(connection: Connection, id: int) -> Token:
    """Revoke a token from now on; one that is revoked stays as it is. Raises `ArchiveError` if there is none."""
    connection.execute(update(_table).where(_table.c.id == id, _table.c.revoked_at.is_(None)).values(revoked_at=_now()))
    row = connection.execute(select(_table).where(_table.c.id == id)).one_or_none()
    if row is None:
        raise ArchiveError(f"There is no token {id} in this archive.")
    return _token(row)


def _token(row: Row[tuple[object, ...]]) -> Token:
    found = row._mapping
    return Token(
        id=found["id"],
        name=found["name"],
        scopes=msgspec.json.decode(found["scopes"], type=tuple[Scope, ...]),
        made_at=found["made_at"],
        ends_at=found["ends_at"],
        revoked_at=found["revoked_at"],
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> str:
    return _text(datetime.now(UTC))


def _text(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
