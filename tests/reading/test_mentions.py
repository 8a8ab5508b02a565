"""From label scores to names and descriptions."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.encode import Window
from onrecord.reading.mentions import mentions_of
from onrecord.reading.mentions.agree import agreed
from onrecord.reading.mentions.labels import DESCRIPTION_LABELS, NAME_LABELS
from onrecord.reading.model import Mention
from onrecord.reading.network import MentionScores

FITS = {"name": (1.0, 0.0), "description": (1.0, 0.0)}


def window_of(text: str, pieces: list[str]) -> Window:
    starts, ends, at = [0], [0], 0
    for piece in pieces:
        at = text.index(piece, at)
        starts.append(at)
        at += len(piece)
        ends.append(at)
    starts.append(0)
    ends.append(0)
    nothing = np.zeros(len(starts), dtype=np.int64)
    return Window(nothing, nothing, nothing, np.array(starts), np.array(ends), nothing)


def scores_of(window: Window, names: dict[int, dict[str, float]], described: dict[int, dict[str, float]]):
    out = []
    for labels, given_scores in ((NAME_LABELS, names), (DESCRIPTION_LABELS, described)):
        rows = np.full((len(window.ids), len(labels)), 1e-6, dtype=np.float32)
        rows[:, 0] = 1.0
        for i, likely in given_scores.items():
            rows[i, 0] = 1 - sum(likely.values())
            for label, p in likely.items():
                rows[i, labels.index(label)] = p
        out.append(rows)
    return MentionScores(*out)


def read(text: str, pieces: list[str], names: dict, described: dict | None = None) -> list[tuple[str, str, str]]:
    window = window_of(text, pieces)
    found = mentions_of(text, [window], [scores_of(window, names, described or {})], FITS)
    return [(m.form, m.type, text[slice(*m.span)]) for m in found]


def test_a_name_goes_on_over_its_pieces_and_ends_before_the_next() -> None:
    text = "Ana Vale Orr"
    names = {1: {"B-person": 0.9}, 2: {"I-person": 0.9}, 3: {"B-person": 0.9}}
    assert read(text, ["Ana", "Vale", "Orr"], names) == [("name", "person", "Ana Vale"), ("name", "person", "Orr")]


def test_a_word_is_never_cut() -> None:
    text = "in Skerrymore now"
    names = {2: {"B-place": 0.9}, 3: {"B-place": 0.5, "I-place": 0.3}, 4: {"I-place": 0.3}}
    assert read(text, ["in", "Skerry", "mor", "e", "now"], names) == [("name", "place", "Skerrymore")]


def test_a_word_in_brackets_or_after_a_hyphen_is_one_of_its_own() -> None:
    text = "union (SHU) Skerry-based"
    pieces = ["union", "(", "SHU", ")", "Skerry", "-", "based"]
    names = {2: {"B-organisation": 0.6}, 3: {"I-organisation": 0.9}, 5: {"B-place": 0.9}}
    assert read(text, pieces, names) == [("name", "organisation", "SHU"), ("name", "place", "Skerry")]


def test_a_name_whose_type_is_open_is_found_all_the_same() -> None:
    names = {1: {"B-group": 0.2, "B-event": 0.2, "B-work": 0.3}}
    assert read("Skerrish ways", ["Skerrish", "ways"], names) == [("name", "work", "Skerrish")]


def test_titles_and_articles_are_outside() -> None:
    names = {1: {"B-person": 0.9}, 2: {"I-person": 0.9}, 3: {"I-person": 0.9}}
    assert read("Mrs. Vale", ["Mrs", ".", "Vale"], names) == [("name", "person", "Vale")]
    harbour = {1: {"B-organisation": 0.9}, 2: {"I-organisation": 0.9}}
    assert read("the Ledger", ["the", "Ledger"], harbour) == [("name", "organisation", "Ledger")]
    assert read("the Ledger", ["the", "Ledger"], {1: {"B-work": 0.9}}) == [("name", "work", "the")]


def test_a_name_stands_in_a_description() -> None:
    names = {2: {"B-group": 0.9}}
    described = {1: {"B-organisation": 0.9}, 2: {"I-organisation": 0.9}, 3: {"I-organisation": 0.9}}
    assert read("the Skerrish government", ["the", "Skerrish", "government"], names, described) == [
        ("description", "organisation", "the Skerrish government"),
        ("name", "group", "Skerrish"),
    ]


def test_what_is_read_twice_is_told_once() -> None:
    text = "Ana Vale left"
    window = window_of(text, ["Ana", "Vale", "left"])
    scores = scores_of(window, {1: {"B-person": 0.9}, 2: {"I-person": 0.9}}, {})
    (found,) = mentions_of(text, [window, window], [scores, scores], FITS)
    assert found.span == (0, 8)
    assert found.confidence == pytest.approx(0.9, abs=1e-3)


@given(st.integers(0, 2**32 - 1), st.text(alphabet="aB .-(\u00e9", min_size=1, max_size=12))
def test_any_scores_give_whole_words_in_order_without_overlap(seed: int, text: str) -> None:
    rng = np.random.default_rng(seed)
    window = window_of(text, [c for c in text if not c.isspace()])
    raw = [rng.dirichlet(np.full(len(x), 0.3), size=len(window.ids)) for x in (NAME_LABELS, DESCRIPTION_LABELS)]
    found = mentions_of(text, [window], [MentionScores(*(r.astype(np.float32) for r in raw))], FITS)
    for form in ("name", "description"):
        at = 0
        for start, end in (m.span for m in found if m.form == form):
            assert at <= start < end <= len(text)
            assert not (start and text[start - 1].isalnum() and text[start].isalnum())
            assert not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
            at = end


def test_nothing_gives_nothing() -> None:
    assert mentions_of("", [], [], FITS) == []


def test_a_description_does_not_end_with_its_determiner() -> None:
    described = {1: {"B-person": 0.7}, 2: {"I-person": 0.4}, 3: {"I-person": 0.55}}
    assert read("the new mayor", ["the", "new", "mayor"], {}, described) == [("description", "person", "the new mayor")]
    assert read("the mayor", ["the", "mayor"], {}, {1: {"B-person": 0.9}}) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Chinese", "group"), ("Democrats", "group"), ("African Americans", "group"), ("Kent-born", "other")],
)
def test_words_tell_what_corpora_leave_open(name: str, kind: str) -> None:
    pieces = name.replace("-", " ").split()
    names = {i + 1: {("I-other" if i else "B-other"): 0.9} for i in range(len(pieces))}
    assert read(name.replace("-", " "), pieces, names) == [("name", kind, name.replace("-", " "))]


@pytest.mark.parametrize(
    ("name", "seen_as", "type_"),
    [("SKERRY", "organisation", "organisation"), ("KUWAIT", "organisation", "place"), ("Kuwaiti", "person", "group")],
)
def test_countries_and_peoples_are_told_by_their_words(name: str, seen_as: str, type_: str) -> None:
    assert read(name, [name], {1: {f"B-{seen_as}": 0.9}}) == [("name", type_, name)]


def test_a_wavering_name_is_what_the_article_is_surer_of() -> None:
    text = "OLDEN wins; Mara Olden said Vale is in Vale and near Vale"
    pieces = ["OLDEN", "Mara", "Olden", "Vale", "Vale", "Vale"]
    names = {
        1: {"B-organisation": 0.6, "B-person": 0.2},
        2: {"B-person": 0.95},
        3: {"I-person": 0.95},
        4: {"B-person": 0.6},
        5: {"B-place": 0.95},
        6: {"B-place": 0.95},
    }
    found = [(kind, words) for _, kind, words in read(text, pieces, names)]
    assert found == [
        ("person", "OLDEN"),
        ("person", "Mara Olden"),
        ("place", "Vale"),
        ("place", "Vale"),
        ("place", "Vale"),
    ]


def test_a_sure_name_stays_what_it_is_beside_others_of_its_words() -> None:
    text = "Vale said Vale and Vale"
    names = {1: {"B-person": 0.95}, 2: {"B-place": 0.95}, 3: {"B-place": 0.95}}
    assert [kind for _, kind, _ in read(text, ["Vale", "Vale", "Vale"], names)] == ["person", "place", "place"]


def test_a_description_goes_on_to_the_office_that_is_its_head() -> None:
    text = "the transport minister of the port"
    described = {1: {"B-organisation": 0.9}, 2: {"I-organisation": 0.9}, 5: {"B-place": 0.9}, 6: {"I-place": 0.9}}
    found = read(text, ["the", "transport", "minister", "of", "the", "port"], {}, described)
    assert found == [("description", "person", "the transport minister"), ("description", "place", "the port")]


def person(text: str, name: str) -> list[Mention]:
    return [
        Mention(span=found.span(), type="person", form="name", confidence=0.95)
        for found in re.finditer(re.escape(name), text)
    ]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Sundlink said so. Sundlink's chairman resigned.", "Sundlink", "organisation"),
        ("Sundlink, the company that runs the tunnel, said so.", "Sundlink", "organisation"),
        ("Sundlink, which runs the tunnel, said so. Sundlink paid.", "Sundlink", "organisation"),
        ("Sundlink said so.", "Sundlink", "person"),
        ("Mr Vale said so. Vale's staff agreed.", "Vale", "person"),
        ("Jonas Vale said so.", "Jonas Vale", "person"),
    ],
)
def test_what_has_staff_and_a_chairman_is_a_body(text: str, name: str, kind: str) -> None:
    assert {one.type for one in agreed(text, person(text, name))} == {kind}


def test_a_spokesman_of_whom_the_article_names_in_full_makes_no_body() -> None:
    text = "Jonas Vale came. Vale spokesman Piet Lund said so."
    found = person(text, "Jonas Vale") + person(text, "Vale")[1:]
    assert {one.type for one in agreed(text, found)} == {"person"}
