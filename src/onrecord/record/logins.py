"""Who is logged in to the desk: kept here, so that a login can be ended from the next request on.

A login's secret has 256 random bits; only its SHA-256 is kept (see `record.tokens` for why that is enough).
"""

import hashlib
import re
import secrets
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import Connection, delete, insert, select

from onrecord.record.accounts import Account
from onrecord.record.tables import account as _account
from onrecord.record.tables import login as _table

HOLDS = timedelta(days=7)
"""How long a login holds; then a person logs in again."""
AT_ONCE = 20
"""Logins that one account has at most; a new one ends the oldest."""
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """A login that holds: whose, and since and until when (ISO 8601 in UTC)."""

    id: int
    account_id: int
    made_at: str
    ends_at: str


def begin_login(connection: Connection, account: Account) -> str:
    """Log somebody in and return the secret that proves it, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    made = datetime.now(UTC)
    connection.execute(delete(_table).where(_table.c.ends_at <= _text(made)))
    mine = select(_table.c.id).where(_table.c.account_id == account.id).order_by(_table.c.id.desc())
    old = [row.id for row in connection.execute(mine.offset(AT_ONCE - 1))]
    if old:
        connection.execute(delete(_table).where(_table.c.id.in_(old)))
    row = {"account_id": account.id, "hash": _hash(secret), "made_at": _text(made), "ends_at": _text(made + HOLDS)}
    connection.execute(insert(_table).values(row))
    return secret


def login_of(connection: Connection, secret: str) -> tuple[Login, Account] | None:
    """Return the login whose secret this is, and its account, if it holds and the account is not closed."""
    if not _SECRET.fullmatch(secret):
        return None
    query = (
        select(_table, _account.c.name, _account.c.role, _account.c.made_at.label("account_made_at"))
        .join(_account, _account.c.id == _table.c.account_id)
        .where(_table.c.hash == _hash(secret), _table.c.ends_at > _text(datetime.now(UTC)))
        .where(_account.c.closed_at.is_(None))
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    login = Login(id=row.id, account_id=row.account_id, made_at=row.made_at, ends_at=row.ends_at)
    made_at = row.account_made_at
    return login, Account(id=row.account_id, name=row.name, role=row.role, made_at=made_at, closed_at=None)


def logins(connection: Connection, account_id: int) -> list[Login]:
    """Return the logins of an account that hold, the latest first."""
    query = select(_table).where(_table.c.account_id == account_id, _table.c.ends_at > _text(datetime.now(UTC)))
    rows = connection.execute(query.order_by(_table.c.id.desc()))
    return [Login(id=row.id, account_id=row.account_id, made_at=row.made_at, ends_at=row.ends_at) for row in rows]


def end_login(connection: Connection, secret: str) -> None:
    """Log out: the secret proves nothing from now on."""
    connection.execute(delete(_table).where(_table.c.hash == _hash(secret)))


def end_logins(connection: Connection, account_id: int, *, but: int | None = None) -> None:
    """End all logins of an account, but the one with the number `but`."""
    query = delete(_table).where(_table.c.account_id == account_id)
    connection.execute(query if but is None else query.where(_table.c.id != but))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _text(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
