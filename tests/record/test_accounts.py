import time
from datetime import UTC, datetime, timedelta

import argon2
import pytest
from sqlalchemy import select, update

from onrecord.record import accounts, logins, tables
from onrecord.record.accounts import (
    account_called,
    account_of,
    close_account,
    has_account,
    make_account,
    set_password,
    set_role,
)
from onrecord.record.logins import begin_login, end_login, end_logins, login_of
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.opening import Archive

PASSWORD = "seven herons by the weir"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost little here; what they cost in earnest is tested once."""
    accounts._nobodys.cache_clear()
    monkeypatch.setattr(accounts, "_hasher", lambda: argon2.PasswordHasher(1, 8, 1))


def test_a_password_opens_its_own_account_only(archive: Archive) -> None:
    made = make_account(archive, "  Mara  Hollin ", PASSWORD, "correct")
    assert (made.name, made.role, made.closed_at) == ("Mara Hollin", "correct", None)
    assert made.scopes == ("read", "write", "correct")
    make_account(archive, "Ilse", "another password", "read")
    assert account_of(archive, "mara hollin", PASSWORD) == made
    for name, password in (
        ("Mara Hollin", PASSWORD + "."),
        ("Mara Hollin", ""),
        ("Mara Hollin", "another password"),
        ("Ilse", PASSWORD),
        ("Nobody", PASSWORD),
        ("", PASSWORD),
        ("Mara Hollin", "\ud800"),
    ):
        assert account_of(archive, name, password) is None


def test_the_same_letter_typed_otherwise_is_the_same_password(archive: Archive) -> None:
    made = make_account(archive, "Mara", "caf\u00e9 am hafen", "read")
    assert account_of(archive, "Mara", "cafe\u0301 am hafen") == made


def test_only_an_argon2id_hash_is_kept(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    make_account(archive, "Mara", PASSWORD, "read")
    with archive.reading() as connection:
        row = connection.execute(select(tables.account)).one()
    assert row.password.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in str(row)


def test_a_hash_of_another_cost_is_made_anew(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_account(archive, "Mara", PASSWORD, "read")
    monkeypatch.setattr(accounts, "_hasher", lambda: argon2.PasswordHasher(2, 16, 1))
    assert account_of(archive, "Mara", PASSWORD) == made
    with archive.reading() as connection:
        assert "m=16,t=2" in connection.execute(select(tables.account.c.password)).scalar_one()
    assert account_of(archive, "Mara", PASSWORD) == made


def test_an_unknown_name_takes_as_long_as_a_known_one(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = argon2.PasswordHasher(2, 8192, 1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)
    make_account(archive, "Mara", PASSWORD, "read")
    account_of(archive, "Nobody", PASSWORD)  # what is made once

    def took(name: str) -> float:
        return min(_timed(lambda: account_of(archive, name, "a wrong password")) for _ in range(5))

    assert 0.5 < took("Mara") / took("Nobody") < 2


def _timed(call: object) -> float:
    start = time.process_time()
    call()  # type: ignore[operator]
    return time.process_time() - start


@pytest.mark.parametrize("password", ["", "short", "x" * 11, "aaaaaaaaaaaaaaaa", "x" * 1001, "Mara Hollin Q"])
def test_passwords_that_will_not_do(archive: Archive, password: str) -> None:
    with pytest.raises(ArchiveError, match="password"):
        make_account(archive, "Mara Hollin Q.", password, "read")


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b", "...", "\u202emara"])
def test_names_that_will_not_do(archive: Archive, name: str) -> None:
    with pytest.raises(ArchiveError, match="name"):
        make_account(archive, name, PASSWORD, "read")


def test_a_name_is_given_once(archive: Archive) -> None:
    make_account(archive, "Mara", PASSWORD, "administer")
    make_account(archive, "Ilse", PASSWORD, "read")
    close_account(archive, "Ilse")
    for name in ("MARA", "Mára", "ilse"):
        with pytest.raises(ArchiveError, match="already"):
            make_account(archive, name, PASSWORD, "read")
    with archive.reading() as connection, pytest.raises(NotFoundError):
        account_called(connection, "Jon")


def test_somebody_is_left_to_administer(archive: Archive) -> None:
    make_account(archive, "Mara", PASSWORD, "administer")
    make_account(archive, "Ilse", PASSWORD, "correct")
    with pytest.raises(ArchiveError, match="last"):
        close_account(archive, "Mara")
    with pytest.raises(ArchiveError, match="last"):
        set_role(archive, "Mara", "read")
    assert set_role(archive, "Ilse", "administer").role == "administer"
    assert set_role(archive, "Mara", "read").scopes == ("read",)
    with pytest.raises(ArchiveError, match="role"):
        set_role(archive, "Mara", "root")  # type: ignore[arg-type]


def test_a_login_holds_until_it_is_ended(archive: Archive) -> None:
    mara = make_account(archive, "Mara", PASSWORD, "correct")
    with archive.writing() as connection:
        one, two = begin_login(connection, mara), begin_login(connection, mara)
        found = login_of(connection, one)
        assert found is not None and found[1] == mara
        for wrong in (one[:-1], one + "x", one.swapcase(), "", "%"):
            assert login_of(connection, wrong) is None
        rows = connection.execute(select(tables.login)).all()
        assert not any(secret in str(rows) for secret in (one, two))
        end_login(connection, one)
        assert login_of(connection, one) is None
        assert login_of(connection, two)
        kept = login_of(connection, begin_login(connection, mara))
        assert kept is not None
        end_logins(connection, mara.id, but=kept[0].id)
        assert login_of(connection, two) is None
        assert [one.id for one in logins.logins(connection, mara.id)] == [kept[0].id]


def test_a_login_ends_by_itself_and_with_its_account(archive: Archive) -> None:
    make_account(archive, "Ilse", PASSWORD, "administer")
    mara = make_account(archive, "Mara", PASSWORD, "correct")
    with archive.writing() as connection:
        secret = begin_login(connection, mara)
        past = (datetime.now(UTC) - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        connection.execute(update(tables.login).values(ends_at=past))
        assert login_of(connection, secret) is None
        secret = begin_login(connection, mara)
        assert len(connection.execute(select(tables.login)).all()) == 1, "those at their end are cleared away"
    set_password(archive, "Mara", "another password")
    with archive.writing() as connection:
        assert login_of(connection, secret) is None
        secret = begin_login(connection, mara)
    assert has_account_here(archive)
    closed = close_account(archive, "Mara")
    assert closed.closed_at and closed.scopes == ()
    assert account_of(archive, "Mara", "another password") is None
    with archive.reading() as connection:
        assert login_of(connection, secret) is None


def has_account_here(archive: Archive) -> bool:
    with archive.reading() as connection:
        return has_account(connection)


def test_only_so_many_logins_are_kept(archive: Archive) -> None:
    mara = make_account(archive, "Mara", PASSWORD, "read")
    with archive.writing() as connection:
        made = [begin_login(connection, mara) for _ in range(logins.AT_ONCE + 3)]
        good = [login_of(connection, secret) is not None for secret in made]
    assert good == [False] * 3 + [True] * logins.AT_ONCE
