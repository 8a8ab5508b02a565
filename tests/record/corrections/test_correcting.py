import msgspec
import pytest
from sqlalchemy import func, select

from onrecord.reading.model import Reading
from onrecord.record import tables, views
from onrecord.record.adding import add
from onrecord.record.correcting import Listing, correct, correction, corrections, redo, undo
from onrecord.record.corrections.asked import Asked
from onrecord.record.corrections.model import Correction, WrongSpeaker, correction_json
from onrecord.record.model import AmbiguousError, ArchiveError, NotFoundError
from onrecord.record.opening import Archive
from tests.export.made import told_reading
from tests.record.corrections.readers import other_reader

TOLD = told_reading()
ARTICLE = TOLD.capture.sha256[:12]


@pytest.fixture
def told(archive: Archive) -> Archive:
    add(archive, [TOLD])
    return archive


def ref(archive: Archive, number: str) -> str:
    with archive.reading() as connection:
        return str(
            connection.execute(select(tables.statement.c.ref).where(tables.statement.c.number == number)).scalar_one()
        )


def row(archive: Archive, number: str) -> dict[str, object]:
    with archive.reading() as connection:
        query = select(tables.statement).where(tables.statement.c.number == number)
        return dict(connection.execute(query).mappings().one())


def kept(archive: Archive) -> int:
    with archive.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.correction)).scalar_one()


def effective(archive: Archive) -> Reading:
    with archive.reading() as connection:
        found = views.effective(connection, 1)
    assert found
    return found.reading


def test_a_correction_is_shown_at_once_and_says_who_and_why(told: Archive) -> None:
    done = correct(told, ref(told, "s6"), Asked(speaker=["Tom Askill"]), by=" Ada  Quill ", why="He is the owner.")
    assert [(one.id, one.by, one.why, one.kind, one.state) for one in done] == [
        (1, "Ada Quill", "He is the owner.", "speaker", "applied")
    ]
    assert done[0].ref == ref(told, "s6")
    assert done[0].said == "speaker: Tom Askill · “it”"
    shown = row(told, "s6")
    assert (shown["speaker"], shown["speaker_confidence"], shown["corrected"]) == ("Tom Askill", 1.0, True)
    assert row(told, "s5")["corrected"] is False
    with told.reading() as connection:
        assert connection.execute(select(tables.article.c.corrected)).scalar_one()


def test_several_things_put_right_at_once_are_kept_together_or_not_at_all(told: Archive) -> None:
    done = correct(
        told, ref(told, "s2"), Asked(speaker=["Tom Askill"], manner="admits", cue=["told"]), by="Ada", why="so"
    )
    assert [one.kind for one in done] == ["span", "kind", "speaker"]
    with pytest.raises(NotFoundError, match="do not stand in the text"):
        correct(told, ref(told, "s1"), Asked(speaker=["Tom Askill"], cue=["whispered"]), by="Ada", why="so")
    assert kept(told) == 3


def test_undone_and_done_again(told: Archive) -> None:
    correct(told, ref(told, "s6"), Asked(speaker=["Tom Askill"]), by="Ada", why="so")
    first = undo(told, 1, by="Bo", why="not so")
    assert (first.kind, first.undoes, first.state, first.said) == ("undo", 1, "applied", "undo 1")
    assert row(told, "s6")["speaker"] is None
    with pytest.raises(ArchiveError, match="Correction 1 is undone already"):
        undo(told, 1, by="Bo", why="not so")
    assert redo(told, 1, by="Cy", why="but so").undoes == 2
    assert row(told, "s6")["speaker"] == "Tom Askill"
    with pytest.raises(ArchiveError, match="Correction 1 is not undone"):
        redo(told, 1, by="Cy", why="but so")
    undo(told, 1, by="Bo", why="not so")
    undo(told, 4, by="Cy", why="an undoing is undone")
    assert row(told, "s6")["speaker"] == "Tom Askill"
    with told.reading() as connection:
        assert [one.state for one in corrections(connection).items] == [
            "applied",
            "undone",
            "applied",
            "undone",
            "applied",
        ]
        assert correction(connection, 1).undone_by == 2
        with pytest.raises(NotFoundError):
            correction(connection, 77)
    with pytest.raises(NotFoundError, match="no correction 77"):
        undo(told, 77, by="Bo", why="so")


def test_lists_are_filtered_and_paged(told: Archive) -> None:
    for number, by in (("s1", "Ada"), ("s2", "Bo"), ("s3", "Ada")):
        correct(told, ref(told, number), Asked(unknown_speaker=True), by=by, why="so")
    correct(told, ARTICLE, Asked(merge=["e1", "e2"]), by="Ada", why="so")
    undo(told, 2, by="Ada", why="so")
    with told.reading() as connection:

        def ids(**wanted: str) -> list[int]:
            return [one.id for one in corrections(connection, Listing(**wanted)).items]  # type: ignore[arg-type]

        assert ids() == [5, 4, 3, 2, 1]
        assert ids(by="Ada") == [5, 4, 3, 1]
        assert ids(kind="merge") == [4]
        assert ids(kind="undo") == [5]
        assert ids(state="undone") == [2]
        assert ids(article=ARTICLE[:6], since="2020-01-01", until="2999-01-01") == [5, 4, 3, 2, 1]
        assert ids(until="2020-01-01") == []
        first = corrections(connection, limit=2)
        assert [one.id for one in first.items] == [5, 4]
        assert [one.id for one in corrections(connection, limit=9, cursor=first.next).items] == [3, 2, 1]
        with pytest.raises(NotFoundError):
            ids(article="0123456")


def test_corrections_survive_the_page_being_read_again(told: Archive) -> None:
    correct(told, ref(told, "s6"), Asked(speaker=["Tom Askill"]), by="Ada", why="so")
    correct(told, ref(told, "s1"), Asked(not_a_statement=True), by="Ada", why="so")
    correct(
        told, ARTICLE, Asked(add=True, source=["Hundreds"], cue=["came"], content=["to the quay"]), by="Ada", why="so"
    )
    add(told, [other_reader(TOLD, 3)])
    with told.reading() as connection:
        assert {one.state for one in corrections(connection).items} == {"applied"}
    said = {one.speaker.name for one in effective(told).statements if one.speaker}
    assert "Tom Askill" in said
    assert "Hundreds" in {effective(told).quote(one.source) for one in effective(told).statements}
    with told.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.reading)).scalar_one() == 2


def test_one_that_finds_its_place_no_more_is_listed_as_lost(told: Archive) -> None:
    correct(told, ref(told, "s2"), Asked(manner="admits"), by="Ada", why="so")
    three = msgspec.structs.replace(TOLD.statements[2], content=[(TOLD.statements[1].content[0][0], 240)])
    other = msgspec.structs.replace(other_reader(TOLD, 1), statements=[three], nested=[], figures=[], expectations=[])
    add(told, [other])
    with told.reading() as connection:
        one = corrections(connection, Listing(state="lost")).items[0]
    assert one.ref is None
    assert one.reason == "The current reading does not have this statement, and others where it stood."


def test_a_correction_in_its_own_form_has_to_fit_the_page(told: Archive) -> None:
    good = correct(told, ref(told, "s6"), Asked(speaker=["Tom Askill"]), by="Ada", why="so")[0].correction
    assert isinstance(good, WrongSpeaker)
    correct(told, ARTICLE, [good], by="Ada", why="so")

    def other(**changes: object) -> Correction:
        one = msgspec.structs.replace(good.statement.content[0], **changes)
        return msgspec.structs.replace(good, statement=msgspec.structs.replace(good.statement, content=[one]))

    for wrong in (
        other(start=0, end=2),
        other(exact="It"),
        other(end=10**6),
        other(prefix="Nobody said"),
        msgspec.structs.replace(
            good, statement=msgspec.structs.replace(good.statement, content=good.statement.content * 2)
        ),
    ):
        with pytest.raises(ArchiveError):
            correct(told, ARTICLE, [wrong], by="Ada", why="so")
    assert kept(told) == 2


def test_who_and_why_have_to_be_told(told: Archive) -> None:
    for by, why in (("", "so"), ("Ada", "  "), ("A" * 101, "so"), ("Ada", "w" * 2001), ("A\x1bda", "so")):
        with pytest.raises(ArchiveError, match="Say"):
            correct(told, ARTICLE, Asked(checked=True), by=by, why=why)
    assert kept(told) == 0


WRONG = [
    ("s1", Asked(), "Say what is wrong"),
    ("s1", Asked(merge=["e1", "e2"]), "--merge is for an article"),
    ("s1", Asked(not_a_statement=True, manner="says"), "nothing else"),
    ("s1", Asked(speaker=["Vell"], unknown_speaker=True), "exclude each other"),
    ("s1", Asked(cue=["whispered"]), "do not stand in the text"),
    ("s1", Asked(cue=["5-5"]), "no words from 5 to 5"),
    (None, Asked(), "Of an article, ask for one of"),
    (None, Asked(speaker=["Vell"]), "give the statement"),
    (None, Asked(checked=True, name="x"), "does not go together"),
    (None, Asked(add=True, content=["two dozen warnings"]), "has a cue and a content"),
    (None, Asked(merge=["e1"]), "two entities or more"),
    (None, Asked(merge=["e1", "e99"]), "no entity e99"),
    (None, Asked(split="e1"), "which mentions"),
    (None, Asked(split="e1", mention=["Askill"]), "stand in|no mention of e1"),
    (None, Asked(split="e1", mention=["Vell"], to="e2", name="x"), "--to names"),
    (None, Asked(entity="e1"), "Say what the entity is called"),
    ("s1", Asked(speaker=["Odd\x00Verrin"]), "is no name"),
    ("s1", Asked(speaker=["Odd\ud800Verrin"]), "surrogates|is no name"),
    ("s1", Asked(speaker=["  "]), "no correction|is no name"),
    ("s1", Asked(speaker=["V" * 301]), "This is no correction"),
    ("s1", Asked(speaker=["Vell"] * 17), "This is no correction"),
    (None, Asked(entity="e1", name="Vell\n"), "is no name"),
]


def test_what_cannot_be_put_right_is_told_in_a_sentence(told: Archive) -> None:
    refs = {number: ref(told, number) for number in ("s1", "s2")}
    for number, asked, says in WRONG:
        with pytest.raises(ArchiveError, match=says) as error:
            correct(told, refs[number] if number else ARTICLE, asked, by="Ada", why="so")
        assert "\n" not in str(error.value)
    assert kept(told) == 0


def test_words_that_stand_in_several_places_are_asked_about(told: Archive) -> None:
    with pytest.raises(AmbiguousError, match=r"\[\[said\]\]") as error:
        correct(told, ARTICLE, Asked(add=True, cue=["said"], content=["Hundreds came to the quay"]), by="A", why="so")
    assert len(error.value.candidates) >= 3
    for cue in ("Tom Askill [[said]] they", error.value.candidates[1]):
        done = correct(
            told, ARTICLE, Asked(add=True, cue=[cue], content=["Hundreds came to the quay"]), by="A", why="so"
        )
        assert done[0].state in ("applied", "already_so")


def test_what_is_not_there_cannot_be_put_right(told: Archive) -> None:
    for where in ("ffffffffffff", f"{ARTICLE}-1-2", "zz"):
        with pytest.raises(NotFoundError):
            correct(told, where, Asked(checked=True), by="Ada", why="so")


def test_a_damaged_correction_is_told(told: Archive) -> None:
    done = correct(told, ref(told, "s6"), Asked(speaker=["Vell"]), by="Ada", why="so")[0]
    assert done.correction
    newer = correction_json(done.correction).replace(b'"form":1', b'"form":2').decode()
    with told.writing() as connection:
        connection.execute(tables.correction.update().values(body=newer))
    with told.reading() as connection, pytest.raises(ArchiveError, match="newer version"):
        corrections(connection)
