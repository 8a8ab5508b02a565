"""A text cut at its marks: nothing of it is lost, and each piece knows all that lies on it."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.desk.marking import Mark, Numbering, Part, pieces
from onrecord.web.desk.words import seen

TEXT = "Officials told the paper that the bank feared a run, and left."
PARTS: tuple[Part, ...] = ("content", "source", "cue", "at")


def _span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_what_is_said_within_other_words_lies_on_the_same_piece() -> None:
    outer, inner = _span("that the bank feared a run"), _span("a run")
    marks = [
        Mark(inner, "content", "1.1", "1", "direct"),
        Mark(outer, "content", "1", "0", "indirect", lit=True),
        Mark(_span("Officials"), "source", "1", "0", lit=True),
        Mark(_span("the bank"), "source", "1.1", "1"),
    ]
    found = pieces(TEXT, [(0, len(TEXT))], marks, [Numbering("1", *outer), Numbering("1.1", *inner)])[0]
    by = {piece.text: piece for piece in found}
    assert "".join(piece.text for piece in found) == TEXT
    assert by["Officials"].sources == ("1",) and "lit-source" in by["Officials"].classes
    assert by["the bank"].contents == ("1",) and by["the bank"].sources == ("1.1",)
    assert by["a run"].contents == ("1", "1.1"), "the outer one comes first"
    assert by["a run"].classes.split() == ["said-here", "v0", "indirect", "inner", "w1", "inner-direct", "lit"]
    assert by["a run"].closes == ("1", "1.1") and by["a run"].opens == ("1.1",)
    assert by["that "].opens == ("1",)


def test_a_mark_goes_on_over_the_gap_between_two_blocks() -> None:
    found = pieces(TEXT, [(0, 20), (30, len(TEXT))], [Mark((10, 40), "content", "1", "0")], [])
    assert [[(piece.text, piece.contents) for piece in block] for block in found] == [
        [(TEXT[:10], ()), (TEXT[10:20], ("1",))],
        [(TEXT[30:40], ("1",)), (TEXT[40:], ())],
    ]


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[Mark]]:
    text = draw(st.text(max_size=80))
    place = st.integers(0, len(text))
    edges = sorted(draw(st.lists(place, max_size=8, unique=True)))
    blocks = list(zip(edges[::2], edges[1::2], strict=False))
    spans = st.tuples(place, place).map(lambda pair: (min(pair), max(pair)))
    marks = draw(st.lists(st.builds(Mark, spans, st.sampled_from(PARTS), st.sampled_from("123")), max_size=7))
    return text, blocks, marks


@given(_marked())
def test_every_character_is_shown_once_with_what_lies_on_it(
    given: tuple[str, list[tuple[int, int]], list[Mark]],
) -> None:
    text, blocks, marks = given
    for (start, end), found in zip(blocks, pieces(text, blocks, marks, []), strict=True):
        assert "".join(piece.text for piece in found) == seen(text[start:end])
        here = start
        for piece in found:
            assert piece.start == here and piece.text
            for place in range(here, here + len(piece.text)):
                on = [mark for mark in marks if mark.span[0] <= place < mark.span[1]]
                assert sorted(piece.contents) == sorted(mark.number for mark in on if mark.part == "content")
                assert sorted(piece.sources) == sorted(mark.number for mark in on if mark.part == "source")
                assert piece.at == any(mark.part == "at" for mark in on)
            here += len(piece.text)


def test_ten_thousand_marks_that_all_overlap_take_no_square() -> None:
    text = "x" * 20_000
    marks = [Mark((place, 20_000), "content", str(place), "0") for place in range(10_000)]
    found = pieces(text, [(0, 20_000)], marks, [])[0]
    assert len(found) == 10_000 and max(len(piece.contents) for piece in found) == 8
