"""What is shown is made anew where it is not what was read; nothing else is touched. On both databases."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select, text, update

from onrecord.record import tables
from onrecord.record.correcting import correct
from onrecord.record.corrections.asked import Asked
from onrecord.record.doctor import examine
from onrecord.record.mending import mend
from onrecord.record.opening import Archive
from tests.record.test_doctor import lose_from_index, lose_statement, misquote, swap


@pytest.fixture
def filled(samples: Archive) -> Archive:
    with samples.reading() as connection:
        ref = connection.execute(select(tables.statement.c.ref).where(tables.statement.c.speaker.is_not(None))).scalar()
    correct(samples, str(ref), Asked(speaker=["Ada Renn"]), by="desk", why="the caption says so")
    return samples


def stray(connection: Connection) -> None:
    connection.execute(text("INSERT INTO meaning_due (id) VALUES (987654321)"))


def misname(connection: Connection) -> None:
    connection.execute(update(tables.entity_name).values(key=tables.entity_name.c.key + " x"))


@pytest.mark.parametrize(
    ("damage", "captures"), [(misquote, 1), (lose_statement, 1), (lose_from_index, 1), (stray, 0), (misname, 3)]
)
def test_what_is_shown_is_made_anew(filled: Archive, damage: Callable[[Connection], None], captures: int) -> None:
    with filled.reading() as connection:
        refs = set(connection.scalars(select(tables.statement.c.ref)))
    with filled.writing() as connection:
        damage(connection)
    assert not examine(filled).whole
    seen: list[tuple[int, int]] = []
    assert mend(filled, progress=lambda done, of: seen.append((done, of))) == captures
    assert seen[-1] == (4, 4)
    assert examine(filled).findings == []
    assert mend(filled) == 0
    with filled.reading() as connection:
        assert set(connection.scalars(select(tables.statement.c.ref))) == refs
        assert "Ada Renn" in set(connection.scalars(select(tables.statement.c.speaker)))


def test_what_was_collected_is_not_touched(filled: Archive) -> None:
    with filled.writing() as connection:
        swap(connection)
        before = connection.execute(select(tables.capture.c.packed).where(tables.capture.c.id == 1)).scalar_one()
    assert mend(filled) == 0
    with filled.reading() as connection:
        after = connection.execute(select(tables.capture.c.packed).where(tables.capture.c.id == 1)).scalar_one()
    assert bytes(before) == bytes(after)
    assert {one.check for one in examine(filled).findings} == {"capture"}
