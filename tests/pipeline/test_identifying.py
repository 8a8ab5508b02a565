"""Who is the same over the captures of an archive: as they come in, are read again, are judged, and are taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from onrecord.pipeline import judging
from onrecord.pipeline.tracing import catch_up, identifying
from onrecord.reading.model import Reading
from onrecord.record import tables, views
from onrecord.record.adding import add
from onrecord.record.captures import find_capture
from onrecord.record.correcting import correct
from onrecord.record.corrections.asked import Asked
from onrecord.record.lookup import StatementFilter, said_by, speaking, statements
from onrecord.record.lookup.identities import identities_called, identities_in, identities_named, identity
from onrecord.record.lookup.identity_counts import identity_about, identity_counts
from onrecord.record.lookup.pairs import judgements, maybe_same
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.opening import Archive, open_archive
from tests.stock import Files
from tests.story.tunnel import readings

APART = (("Konrad Vesterholt", "Amalie Vesterholt"), ("Ilse Marquardt", "Jonas Marquardt"))


@pytest.fixture
def filled(files: Files, tmp_path: Path) -> Iterator[Archive]:
    """The story in an archive, compared, for a test to change."""
    with open_archive(files.copy("story", tmp_path / "copy.db")) as archive:
        yield archive


def groups(archive: Archive) -> dict[frozenset[tuple[str, str]], str]:
    """Return each identity as the captures and names it has, with its ref."""
    member, one = tables.identity_member.c, tables.identity.c
    with archive.reading() as connection:
        rows = connection.execute(
            select(one.ref, tables.capture.c.sha256, member.key)
            .join(tables.identity, one.id == member.identity_id)
            .join(tables.capture, tables.capture.c.id == member.capture_id)
        ).all()
    out: dict[str, set[tuple[str, str]]] = {}
    for ref, sha, name in rows:
        out.setdefault(ref, set()).add((sha, name))
    return {frozenset(members): ref for ref, members in out.items()}


def refs(archive: Archive, name: str) -> list[str]:
    with archive.reading() as connection:
        return sorted(one.ref for one in identities_named(connection, name))


def sound(archive: Archive) -> None:
    """Hold that all that is counted is there."""
    one, member, said, key = tables.identity, tables.identity_member, tables.identity_statement, tables.identity_key
    with archive.reading() as connection:
        for row in connection.execute(select(one)).all():
            mine = connection.execute(select(member).where(member.c.identity_id == row.id)).all()
            days = sorted(each.day for each in mine if each.day)
            assert mine and row.articles == len(mine)
            assert (row.first, row.last) == ((days[0], days[-1]) if days else (None, None))
            for part, number in (("speaker", row.said), ("about", row.about)):
                counted = select(func.count()).where(said.c.identity_id == row.id, said.c.part == part)
                assert connection.execute(counted).scalar_one() == number
            keys = select(func.max(key.c.uses)).where(key.c.identity_id == row.id)
            assert connection.execute(keys).scalar_one() <= len(mine)
            assert identity(connection, row.ref).ref == row.ref


def test_the_story_has_its_people_once(filled: Archive) -> None:
    sound(filled)
    for name in ("Anders Falk", "Marta Oyelaran", "Gwen Ashdown", "Casimir Dole", "Piers Nordahl"):
        assert len(refs(filled, name)) == 1, name
    assert refs(filled, "Oleksandr Hryhorenko") == refs(filled, "Alexander Grigorenko")
    for one, other in APART:
        assert len({*refs(filled, one), *refs(filled, other)}) == 2
    assert len(refs(filled, "Peter Hallam")) == 2
    with filled.reading() as connection:
        falk = identity(connection, refs(filled, "Anders Falk")[0])
        apart = maybe_same(connection, conflicts=True).items
    assert "former head of the Tunnel Inspectorate" in [role.value for role in falk.roles]
    assert all(page.values for page in falk.joined[1:]) and not falk.joined[0].values
    assert [one.left.name for one in apart if one.left.type == "person"] == ["Peter Hallam"]
    assert any("two walks of life" in value.said for value in apart[0].values)


def test_what_somebody_says_goes_by_who_it_is(filled: Archive) -> None:
    with filled.reading() as connection:
        assert said_by(connection, "Alexander Grigorenko").page == said_by(connection, "Oleksandr Hryhorenko").page
        hallam = said_by(connection, "Peter Hallam")
        assert hallam.speaker is None and len({one.ref for one in hallam.others}) == 2
        for one in hallam.others:
            assert one.ref is not None
            mine = said_by(connection, one.ref).page.items
            assert len(mine) == one.statements and {row.article for row in mine} == {mine[0].article}
        with pytest.raises(NotFoundError):
            said_by(connection, "p-000000000000")
        names = [one.name for one in speaking(connection).spoken]
        assert "Alexander Grigorenko" not in names
        assert sum(name.startswith("Peter Hallam (p-") for name in set(names)) == 2


def test_counts_and_who_speaks_about_whom(filled: Archive) -> None:
    ref = refs(filled, "Ilse Marquardt")[0]
    with filled.reading() as connection:
        one = identity(connection, ref)
        for part, number in (("speaker", one.statements), ("about", one.about)):
            for by in ("day", "month", "outlet", "source_kind", "quotation"):
                counts = identity_counts(connection, ref, by, part=part)  # type: ignore[arg-type]
                assert sum(each.statements for each in counts) == number
        wanted = StatementFilter(about=ref)
        about = statements(connection, wanted, limit=100).items
        assert len(about) == one.about and all("Marquardt" in row.content or row.content for row in about)
        assert statements(connection, StatementFilter(identity=ref), limit=100, oldest_first=True).items
        told = identity_about(connection, ref)
        assert told and ref not in [each.ref for each in told]
        capture_id = find_capture(connection, one.joined[0].article)
        assert ref in identities_in(connection, capture_id).values()
        assert ref in [each.ref for each in identities_called(connection, "ilse m").items]


def test_pages_of_statements_follow_one_another(filled: Archive) -> None:
    ref = refs(filled, "Anders Falk")[0]
    with filled.reading() as connection:
        wanted = StatementFilter(identity=ref)
        whole = [row.ref for row in statements(connection, wanted, limit=100).items]
        pieces, cursor = [], None
        while True:
            page = statements(connection, wanted, limit=4, cursor=cursor)
            pieces += [row.ref for row in page.items]
            cursor = page.next
            if cursor is None:
                break
    assert pieces == whole and len(set(whole)) == len(whole) > 8


def test_refs_stay_when_more_comes_in_and_when_all_is_made_again(archive: Archive) -> None:
    """On both databases: what comes in later, a judgement and its undoing, and everything made anew."""
    everything = list(readings().values())
    add(archive, everything[:12])
    catch_up(archive)
    before = {sorted(members)[0]: ref for members, ref in groups(archive).items()}
    add(archive, everything[12:])
    catch_up(archive)
    after = groups(archive)
    with archive.reading() as connection:
        for ref in before.values():
            assert identity(connection, ref).articles >= 1
    kept = {ref for ref in before.values() if ref in after.values()}
    assert len(kept) >= len(before) - 1  # an old one may have been joined with another that is older
    one, other = refs(archive, "Peter Hallam")
    done = judging.judge(archive, one, other, "same", by="Ann", why="A test.")
    assert len(refs(archive, "Peter Hallam")) == 1
    judging.undo(archive, done.id, by="Ann", why="A test.")
    assert groups(archive) == after
    with archive.writing() as connection:
        connection.execute(delete(tables.identity_pair))
        connection.execute(delete(tables.identity_statement))
        connection.execute(delete(tables.identity_member))
        connection.execute(delete(tables.identity))
        for capture_id in connection.scalars(select(tables.capture.c.id).order_by(tables.capture.c.id)).all():
            found = views.effective(connection, capture_id)
            assert found is not None
            identifying.update(connection, capture_id, found.reading if found.reading.kind == "article" else None)
    assert groups(archive) == after
    sound(archive)
    with archive.reading() as connection:
        assert said_by(connection, "Alexander Grigorenko").page.items
        assert speaking(connection).spoken and identities_called(connection, "an").items
        assert identity_about(connection, refs(archive, "Ilse Marquardt")[0]) and maybe_same(connection, conflicts=True)
        assert identity_counts(connection, refs(archive, "Ilse Marquardt")[0], "outlet")


def test_the_order_of_coming_in_parts_and_joins_nobody(
    filled: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_archive(tmp_path_factory.mktemp("other") / "other.db", make=True) as other:
        add(other, list(reversed(list(readings().values()))))
        catch_up(other)
        mine = {one for one, ref in groups(filled).items() if ref.startswith("p-")}
        theirs = {one for one, ref in groups(other).items() if ref.startswith("p-")}
        assert mine == theirs


def test_comparing_again_changes_nothing(filled: Archive) -> None:
    before = groups(filled)
    with filled.writing() as connection:
        for capture_id in connection.scalars(select(tables.capture.c.id).order_by(tables.capture.c.id)).all():
            found = views.effective(connection, capture_id)
            assert found is not None
            reading: Reading | None = found.reading if found.reading.kind == "article" else None
            identifying.update(connection, capture_id, reading)
    assert set(groups(filled)) == set(before)
    sound(filled)


def test_what_is_taken_away_leaves_nothing(filled: Archive) -> None:
    with filled.writing() as connection:
        for capture_id in connection.scalars(select(tables.capture.c.id).order_by(tables.capture.c.id)).all():
            identifying.update(connection, capture_id, None)
    with filled.reading() as connection:
        for table in (
            tables.identity,
            tables.identity_ref,
            tables.identity_key,
            tables.identity_member,
            tables.identity_statement,
            tables.identity_pair,
        ):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0, table.name


def test_two_are_judged_to_be_one_and_parted_again(filled: Archive) -> None:
    one, other = refs(filled, "Peter Hallam")
    before = groups(filled)
    done = judging.judge(filled, one, other, "same", by="Ann", why="The plumber studies at night.")
    assert done.verdict == "same" and done.left and done.right
    assert len(refs(filled, "Peter Hallam")) == 1
    with filled.reading() as connection:
        assert identity(connection, one) == identity(connection, other), "the old ref holds"
        whole = identity(connection, one)
        assert any("Ann judged them to be the same" in v.said for page in whole.joined for v in page.values)
        assert said_by(connection, "Peter Hallam").speaker is not None
    sound(filled)
    with pytest.raises(ArchiveError, match="same"):
        judging.judge(filled, one, other, "same", by="Ann", why="Again.")
    judging.undo(filled, done.id, by="Bob", why="He does not.")
    assert groups(filled) == before
    sound(filled)
    with filled.reading() as connection:
        listed = judgements(connection).items
        assert [each.verdict for each in listed] == ["undo", "same"] and listed[1].undone_by == listed[0].id
        assert judgements(connection, ref=one).items[0].id == done.id
    with pytest.raises(ArchiveError, match="undone already"):
        judging.undo(filled, done.id, by="Bob", why="Again.")
    with pytest.raises(NotFoundError):
        judging.undo(filled, 99, by="Bob", why="Nothing.")


def test_namesakes_keep_their_refs_when_it_is_undone_that_they_differ(filled: Archive) -> None:
    before = refs(filled, "Peter Hallam")
    groups_before = groups(filled)
    assert len(before) == 2
    done = judging.judge(filled, *before, "different", by="Ann", why="One is a plumber.")
    judging.undo(filled, done.id, by="Ann", why="A slip.")
    assert refs(filled, "Peter Hallam") == before
    assert groups(filled) == groups_before
    sound(filled)


def test_one_page_is_parted_from_an_identity_and_stays_so(filled: Archive) -> None:
    (ref,) = refs(filled, "Casimir Dole")
    with filled.reading() as connection:
        first, last = identity(connection, ref).joined
    done = judging.judge(filled, ref, f"{ref}@{last.article[:12]}", "different", by="Ann", why="A cousin.")
    assert len(refs(filled, "Casimir Dole")) == 2
    sound(filled)
    with filled.writing() as connection:
        for article in (last.article, first.article, last.article):
            capture_id = connection.execute(
                select(tables.capture.c.id).where(tables.capture.c.sha256 == article)
            ).scalar_one()
            views.rebuild(connection, capture_id)
    catch_up(filled)
    assert len(refs(filled, "Casimir Dole")) == 2, "a judgement holds for what is compared again"
    one, other = refs(filled, "Casimir Dole")
    with pytest.raises(ArchiveError, match="different before"):
        judging.judge(filled, one, other, "same", by="Bob", why="No.")
    judging.undo(filled, done.id, by="Ann", why="It is him.")
    assert refs(filled, "Casimir Dole") == [ref]
    sound(filled)


@pytest.mark.parametrize(
    ("left", "right", "by", "why", "told"),
    [
        ("{falk}", "{falk}", "Ann", "Same.", "same already"),
        ("{falk}", "{union}", "Ann", "Same.", "person and a body"),
        ("{falk}", "{dole}", "", "Same.", "needs who"),
        ("{falk}", "{dole}", "Ann", " ", "needs who"),
        ("{falk}", "p-000000000000", "Ann", "Same.", "no person or body"),
        ("{falk}", "{dole}@ffffffffffff", "Ann", "Same.", "ffffffffffff"),
        ("{falk}", "{dole}", "Ann" * 99, "Same.", "at most"),
    ],
)
def test_judgements_that_make_no_sense_are_told(
    filled: Archive, left: str, right: str, by: str, why: str, told: str
) -> None:
    known = {"falk": refs(filled, "Anders Falk")[0], "dole": refs(filled, "Casimir Dole")[0]}
    known["union"] = refs(filled, "Rail Workers' Union")[0]
    before = groups(filled)
    with pytest.raises(ArchiveError, match=told):
        judging.judge(filled, left.format(**known), right.format(**known), "same", by=by, why=why)
    assert groups(filled) == before


def test_a_correction_of_a_name_finds_its_identity(filled: Archive) -> None:
    (falk,) = refs(filled, "Anders Falk")
    with filled.reading() as connection:
        page = identity(connection, falk).joined[-1]
    correct(filled, page.article, Asked(entity="Anders Falk", name="Somebody Else"), by="Ann", why="A mistake.")
    catch_up(filled)
    with filled.reading() as connection:
        assert page.article not in [one.article for one in identity(connection, falk).joined]
    assert len(refs(filled, "Somebody Else")) == 1
    sound(filled)
