"""What pages and paths may hold and a database does not take: NULs, half characters, names without end."""

import random
import string

import msgspec
import pytest
from sqlalchemy import func, select

import onrecord
from onrecord import CaptureError, Reading
from onrecord.capture.feeds import LONGEST
from onrecord.record import lookup, tables, views
from onrecord.record.adding import Added, add, known, meet
from onrecord.record.feeds import answered, watch_feed, watched
from onrecord.record.model import ArchiveError
from onrecord.record.opening import Archive
from onrecord.record.refs import REF
from onrecord.record.stored import FORM, pack_reading, storable, unpack_reading

TEXT = "Rates\0 will stay, the bank\0 said on Monday. “We\0 wait,” said Ada\0 Renn, its governor.\n"


def renamed(reading: Reading, source: str) -> Reading:
    return msgspec.structs.replace(reading, capture=msgspec.structs.replace(reading.capture, source=source))


def test_text_with_nuls_is_kept_on_either_database(archive: Archive) -> None:
    reading = onrecord.read(text=TEXT)
    assert "\0" in reading.text
    (added,) = add(archive, [reading])
    assert isinstance(added, Added)
    with archive.reading() as connection:
        kept = lookup.article(connection, added.sha256)
        assert kept.reading.text == reading.text
        for row in lookup.statements(connection).items:
            assert row.content == storable(reading.quote(row.spans.content))


def test_paths_that_are_no_text(archive: Archive, readings: tuple[Reading, ...]) -> None:
    odd = renamed(readings[0], "caf\udce9\0/page.html")
    assert [one.change for one in add(archive, [odd, odd]) if isinstance(one, Added)] == ["new", "known"]
    assert known(archive, odd.capture, odd.reader)
    assert meet(archive, odd.capture).change == "known"
    with archive.reading() as connection:
        assert connection.execute(select(tables.sighting.c.source)).scalar_one() == "caf\ufffd\ufffd/page.html"
    add(archive, [CaptureError(f"{'x' * 9000}\udce9", "is empty \0\udce9"), CaptureError("y" * 9000, "is empty")])
    with archive.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.failure)).scalar_one() == 2
    add(archive, [renamed(readings[0], "y" * 9000)])
    with archive.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.failure)).scalar_one() == 1


def test_half_characters_inside_a_reading(readings: tuple[Reading, ...]) -> None:
    article = msgspec.structs.replace(readings[0].article, headline="half \ud800 a character")
    odd = msgspec.structs.replace(readings[0], page=msgspec.structs.replace(readings[0].page, article=article))
    again = unpack_reading(pack_reading(odd), FORM)
    assert again.article.headline == "half \ufffd a character"
    assert again.statements == odd.statements


def test_what_cannot_be_looked_for_is_told(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="half characters"), archive.reading() as connection:
        connection.execute(select(tables.capture).where(tables.capture.c.sha256 == "\ud800")).all()


def test_captures_whose_hashes_begin_alike(archive: Archive, readings: tuple[Reading, ...]) -> None:
    """Anybody can make two pages whose sha256 share twelve digits: 2**24 tries do."""
    first = readings[0]
    twin = msgspec.structs.replace(
        first, capture=msgspec.structs.replace(first.capture, sha256=first.capture.sha256[:12] + "0" * 52)
    )
    add(archive, [first])
    add(archive, [twin])
    with archive.reading() as connection:
        refs = connection.execute(select(tables.statement.c.ref)).scalars().all()
        assert len(set(refs)) == 2 * (len(first.statements) + len(first.nested))
        assert all(REF.fullmatch(ref) for ref in refs)
        for ref in refs:
            assert lookup.statement(connection, ref).page.capture.sha256.startswith(ref.split("-")[0])
        ids = connection.execute(select(tables.capture.c.id).order_by(tables.capture.c.id)).scalars().all()
        assert [views.shares_beginning(connection, int(one)) for one in ids] == [False, True]


def test_the_longest_addresses_of_a_feed(archive: Archive) -> None:
    draw = random.Random(4)  # what repeats itself would be packed

    def address(length: int) -> str:
        start = "https://example.org/"
        return start + "".join(draw.choices(string.ascii_letters, k=length - len(start)))

    url, page = address(500), address(LONGEST)
    with archive.writing() as connection:
        watch_feed(connection, url)
    with archive.writing() as connection:
        (feed,) = watched(connection)
        assert answered(connection, feed, [page], 900.0) == 1
