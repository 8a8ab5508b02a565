from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from onrecord.record import tokens
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from onrecord.record.tables import token
from onrecord.record.tokens import Scope, has_token, make_token, revoke_token, token_of


def test_a_token_is_known_by_its_secret_alone(archive: Archive) -> None:
    with archive.writing() as connection:
        made, secret = make_token(connection, " desk ", ("write", "read"))
    assert (made.name, made.scopes, made.ends_at, made.revoked_at) == ("desk", ("read", "write"), None, None)
    with archive.reading() as connection:
        assert token_of(connection, secret) == made
        assert tokens.tokens(connection) == [made]
        for wrong in (secret[:-1], secret + "a", secret.upper(), "", "onrecord_", secret.removeprefix("onrecord_")):
            assert token_of(connection, wrong) is None


def test_only_a_hash_is_kept(archive: Archive) -> None:
    with archive.writing() as connection:
        _, secret = make_token(connection, "desk", ("read",))
        row = connection.execute(select(token)).one()
    bare = secret.removeprefix("onrecord_")
    assert len(bare) == 43  # 256 bits
    assert not any(bare in str(value) or secret in str(value) for value in row)
    assert len(row.hash) == 64


def test_secrets_differ(archive: Archive) -> None:
    with archive.writing() as connection:
        assert len({make_token(connection, "desk", ("read",))[1] for _ in range(50)}) == 50


def test_a_revoked_token_is_good_no_more(archive: Archive) -> None:
    with archive.writing() as connection:
        made, secret = make_token(connection, "desk", ("read",))
        assert has_token(connection)
        revoked = revoke_token(connection, made.id)
        assert revoked.revoked_at
        assert token_of(connection, secret) is None
        assert not has_token(connection)
        assert revoke_token(connection, made.id) == revoked
        with pytest.raises(ArchiveError, match="no token 999"):
            revoke_token(connection, 999)


def test_a_token_ends(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    with archive.writing() as connection:
        made, secret = make_token(connection, "desk", ("read",), ends_at=datetime.now(UTC) + timedelta(hours=1))
        assert token_of(connection, secret) == made
        monkeypatch.setattr(tokens, "_now", lambda: made.ends_at)
        assert token_of(connection, secret) is None
        assert not has_token(connection)


@pytest.mark.parametrize(
    ("name", "scopes"),
    [
        ("", ("read",)),
        ("  ", ("read",)),
        ("a\nb", ("read",)),
        ("a" * 101, ("read",)),
        ("desk", ()),
        ("desk", ("root",)),
    ],
)
def test_tokens_that_cannot_be(archive: Archive, name: str, scopes: tuple[Scope, ...]) -> None:
    with archive.writing() as connection, pytest.raises(ArchiveError, match="A token needs"):
        make_token(connection, name, scopes)


@pytest.mark.parametrize("end", [datetime(2001, 1, 1, tzinfo=UTC), datetime(2999, 1, 1)])
def test_ends_that_cannot_be(archive: Archive, end: datetime) -> None:
    with archive.writing() as connection, pytest.raises(ArchiveError, match="end must lie ahead"):
        make_token(connection, "desk", ("read",), ends_at=end)
