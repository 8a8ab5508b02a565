"""Accounts of the desk: who may log in, with which password, and what each may do.

Passwords are kept as Argon2id hashes (RFC 9106, with its second recommended cost: 64 MiB, three passes, four lanes), as
argon2-cffi makes them. They are made and compared outside of any transaction, for that takes a good part of a second.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

import msgspec
from sqlalchemy import Connection, Row, delete, insert, select, update

from onrecord.record.adding import now
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.names import key
from onrecord.record.opening import Archive
from onrecord.record.tables import account as _table
from onrecord.record.tables import login as _login
from onrecord.record.tokens import SCOPES, Scope

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["read", "correct", "administer"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What an account may do: read and ask; add and correct as well; make and close accounts as well."""

NAME_LENGTH = 60
"""Characters that an account's name has at most."""
SHORTEST, LONGEST = 12, 1000
"""Characters that a password has at least and at most."""

_SCOPES: dict[Role, tuple[Scope, ...]] = {
    "read": ("read",),
    "correct": ("read", "write", "correct"),
    "administer": SCOPES,
}


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may log in, without the password. Times are ISO 8601 in UTC; one that is closed may do nothing."""

    id: int
    name: str
    role: Role
    made_at: str
    closed_at: str | None

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """What it may do, in the words of tokens."""
        return _SCOPES[self.role] if self.closed_at is None else ()


def make_account(archive: Archive, name: str, password: str, role: Role) -> Account:
    """Make an account. Raises `ArchiveError` for a name that is taken, or a name or password that will not do."""
    name = _name(name)
    encoded = _encoded(name, password)
    with archive.writing() as connection:
        if connection.execute(select(_table.c.id).where(_table.c.key == key(name))).first():
            raise ArchiveError(f"There is an account {name} already, or was; names are not given twice.")
        row = {"name": name, "key": key(name), "password": encoded, "role": _role(role), "made_at": now()}
        return _account(connection.execute(insert(_table).values(row).returning(_table)).one())


def accounts(connection: Connection) -> list[Account]:
    """Return all accounts, oldest first, those that are closed included."""
    return [_account(row) for row in connection.execute(select(_table).order_by(_table.c.id))]


def has_account(connection: Connection) -> bool:
    """Whether there is an account that somebody can log in to."""
    return connection.execute(select(_table.c.id).where(_table.c.closed_at.is_(None)).limit(1)).first() is not None


def account_called(connection: Connection, name: str) -> Account:
    """Return the account of that name, case and accents aside. Raises `NotFoundError`."""
    row = connection.execute(select(_table).where(_table.c.key == key(name))).one_or_none()
    if row is None:
        raise NotFoundError(f"There is no account {name} in this archive; onrecord accounts list shows them.")
    return _account(row)


def account_of(archive: Archive, name: str, password: str) -> Account | None:
    """Return the account of that name if this is its password, and it is not closed.

    Takes the same time whether there is such an account or not, so that nobody learns the names of accounts by trying.
    """
    from argon2.exceptions import Argon2Error, InvalidHashError

    with archive.reading() as connection:
        row = connection.execute(select(_table).where(_table.c.key == key(name))).one_or_none()
    encoded = str(row.password) if row else _nobodys()
    given = _folded(password)[:LONGEST]
    try:
        _hasher().verify(encoded, given)
    except (Argon2Error, InvalidHashError):
        return None
    if row is None or row.closed_at is not None:
        return None
    if _hasher().check_needs_rehash(encoded):
        better = _hasher().hash(given)
        with archive.writing() as connection:
            connection.execute(
                update(_table).where(_table.c.id == row.id, _table.c.password == encoded).values(password=better)
            )
    return _account(row)


def set_password(archive: Archive, name: str, password: str) -> Account:
    """Give an account another password; whoever is logged in to it is logged out. Raises as `make_account`."""
    encoded = _encoded(name, password)
    with archive.writing() as connection:
        found = account_called(connection, name)
        connection.execute(update(_table).where(_table.c.id == found.id).values(password=encoded))
        connection.execute(delete(_login).where(_login.c.account_id == found.id))
    return found


def set_role(archive: Archive, name: str, role: Role) -> Account:
    """Let an account do more or less, from its next request on.

    Raises `ArchiveError` where nobody would be left to administer.
    """
    with archive.writing() as connection:
        found = account_called(connection, name)
        if _role(role) != "administer":
            _not_the_last(connection, found)
        connection.execute(update(_table).where(_table.c.id == found.id).values(role=role))
        return account_called(connection, name)


def close_account(archive: Archive, name: str) -> Account:
    """Close an account from now on; what it signed stays signed. Raises as `set_role`."""
    with archive.writing() as connection:
        found = account_called(connection, name)
        _not_the_last(connection, found)
        closed = update(_table).where(_table.c.id == found.id, _table.c.closed_at.is_(None)).values(closed_at=now())
        connection.execute(closed)
        connection.execute(delete(_login).where(_login.c.account_id == found.id))
        return account_called(connection, name)


def _not_the_last(connection: Connection, one: Account) -> None:
    others = [o for o in accounts(connection) if o.id != one.id and o.role == "administer" and o.closed_at is None]
    if one.role == "administer" and one.closed_at is None and not others:
        raise ArchiveError(f"{one.name} is the last who may administer; let somebody else do so first.")


def _account(row: Row[tuple[object, ...]]) -> Account:
    found = row._mapping
    return Account(**{name: found[name] for name in Account.__struct_fields__})


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not key(name) or len(name) > NAME_LENGTH or not name.isprintable():
        raise ArchiveError(f"An account needs a name of 1 to {NAME_LENGTH} printable characters, a letter among them.")
    return name


def _role(role: str) -> str:
    if role not in ROLES:
        raise ArchiveError(f"An account's role is one of {', '.join(ROLES)}.")
    return role


def _encoded(name: str, password: str) -> str:
    """Return the hash of a password that will do; raises `ArchiveError` for one that will not."""
    folded = _folded(password)
    if not SHORTEST <= len(folded) <= LONGEST:
        raise ArchiveError(f"A password has {SHORTEST} characters at least, and {LONGEST} at most.")
    if len(set(folded)) < 4 or key(folded) == key(name):
        raise ArchiveError("That password is guessed at once; a few words that do not belong together make a good one.")
    return _hasher().hash(folded)


def _folded(password: str) -> str:
    """Return a password as it is hashed: keyboards differ in how they write the same letter (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password.encode("utf-8", "replace").decode())


@cache
def _hasher() -> "PasswordHasher":
    try:
        from argon2 import PasswordHasher
    except ImportError:
        raise ArchiveError("Accounts need argon2-cffi, which is not here: pip install 'onrecord[web]'.") from None
    return PasswordHasher()


@cache
def _nobodys() -> str:
    """Return the hash of a password that nobody has."""
    import secrets

    return _hasher().hash(secrets.token_urlsafe(32))
