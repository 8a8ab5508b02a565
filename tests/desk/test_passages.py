"""What is shown of a page around a statement, and who may have said it."""

from msgspec.structs import replace

import onrecord
from onrecord.reading.model import Statement
from onrecord.web.desk.candidates import candidates
from onrecord.web.desk.correct_article import text
from onrecord.web.desk.passages import passage
from tests.desk.conftest import SAMPLES

READING = onrecord.read(str(SAMPLES / "harbour-strike.html"))
ALL = [*READING.statements, *READING.nested]


def test_the_words_are_the_pages_own_and_marked_where_they_stand() -> None:
    assert len(ALL) > 20
    for one in ALL:
        shown = passage(READING, one)
        for paragraph in shown:
            start = paragraph.start
            assert READING.text[start : start + len(paragraph.text)] == paragraph.text
        for part in ("source", "cue", "content"):
            marked = "".join(p.text for para in shown for p in para.pieces if part in p.parts)
            words = "".join(READING.text[a:b] for a, b in getattr(one, part))
            assert "".join(marked.split()) == "".join(words.split()), (one.id, part)
        assert sum(para.beside for para in shown) <= 1 and not shown[-1].beside


def test_the_article_is_shown_whole_with_what_is_stated_in_it() -> None:
    shown = text(READING)
    for paragraph in shown:
        assert READING.text[paragraph.start : paragraph.start + len(paragraph.text)] == paragraph.text
    told = "".join(p.text for para in shown for p in para.pieces if p.parts)
    for one in READING.statements:
        for start, end in one.content:
            assert READING.text[start:end] in told or "\n" in READING.text[start:end], one.id


def test_a_paragraph_without_end_is_cut_around_the_statement() -> None:
    long = onrecord.read(
        text="Rents rise\n\n" + "The town is small and wet. " * 400 + "Mara Hollin said rents rise. " * 3
    )
    for one in long.statements:
        shown = passage(long, one)
        assert sum(len(para.text) for para in shown) < 4_000
        marked = "".join(p.text for para in shown for p in para.pieces if "content" in p.parts)
        assert marked
        for para in shown:
            assert long.text[para.start : para.start + len(para.text)] == para.text


def test_nothing_is_shown_of_a_statement_without_words() -> None:
    nowhere = Statement(id="s1", source=[], cue=[], content=[], quotation="direct", confidence=0.5)
    assert passage(READING, nowhere) == []
    (first, *_) = passage(READING, None, near=READING.statements[3].content[0])
    assert first.text


def test_who_is_taken_to_say_it_comes_first_and_who_was_thought_of_next() -> None:
    for one in ALL:
        found = candidates(READING, one)
        assert len(found) <= 9 and len({each.id for each in found}) == len(found)
        speaker = one.speaker
        if speaker and speaker.entity:
            assert found[0].id == speaker.entity and found[0].now
        sure = [each.sure or 0.0 for each in found if not each.now]
        assert sure == sorted(sure, reverse=True)


def test_who_may_have_said_it_without_a_reading_of_it() -> None:
    found = candidates(replace(READING, statements=[], nested=[]), None, 50)
    assert found and not any(each.now for each in found)
    assert {each.type for each in found} <= {"person", "organisation", "group"}
