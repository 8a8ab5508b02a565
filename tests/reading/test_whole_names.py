"""Names of bodies made whole, and what stands before names cut off."""

import pytest

from onrecord.reading.mentions.whole import whole
from onrecord.reading.model import EntityType, Mention


def mention(text: str, words: str, kind: EntityType = "organisation") -> Mention:
    start = text.index(words)
    return Mention(span=(start, start + len(words)), type=kind, form="name")


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("The Committee for a Safe Harbour met.", "Committee", "Committee for a Safe Harbour"),
        ("the Alliance to Reclaim Our Docks (AROD)", "Alliance", "Alliance to Reclaim Our Docks"),
        ("The Skerry Port Council on Friday met.", "Skerry Port Council", "Skerry Port Council"),
        ("The committee for Safe Harbours met.", "committee", "committee"),
        ("The Skerry Line of Dunmouth sailed.", "Skerry Line", "Skerry Line"),
        ("the liberal-leaning Port Trust", "liberal-leaning Port Trust", "Port Trust"),
        ("the Trust", "Trust", "Trust"),
    ],
)
def test_whole(text: str, found: str, name: str) -> None:
    (made,) = whole(text, [mention(text, found)])
    assert text[slice(*made.span)] == name


def test_a_given_name_and_its_surname_are_one_name() -> None:
    text = "Speaker Paul Renn met the Anna and Ada Renn Foundation."
    (general,) = whole("Then General Renn left.", [mention("Then General Renn left.", "Renn", "person")])
    assert general.span == (13, 17)
    parts = [mention(text, "Paul", "person"), mention(text, "Renn", "person"), mention(text, "Anna", "person")]
    made = whole(text, [*parts, mention(text, "Ada Renn Foundation")])
    assert [text[slice(*m.span)] for m in made] == ["Paul Renn", "Anna and Ada Renn Foundation"]


def test_stray_marks_before_a_name_are_cut() -> None:
    text = "Mr. Ilan Orr"
    (made,) = whole(text, [mention(text, ". Ilan Orr", "person")])
    assert text[slice(*made.span)] == "Ilan Orr"


def test_names_inside_a_name_made_whole_fall_away() -> None:
    text = "The Committee for Ostland met Ada Renn."
    made = whole(
        text, [mention(text, "Committee"), mention(text, "Ostland", "place"), mention(text, "Ada Renn", "person")]
    )
    assert [text[slice(*m.span)] for m in made] == ["Committee for Ostland", "Ada Renn"]


def test_what_is_tied_to_a_body_is_no_name() -> None:
    text = "The Skerry-backed council and a Hamas-linked ministry met."
    found = [
        Mention(span=(4, 17), type="organisation", form="name"),
        Mention(span=(text.index("Hamas"), text.index(" ministry")), type="event", form="name"),
    ]
    cut = whole(text, found)
    assert [(text[slice(*one.span)], one.type) for one in cut] == [
        ("Skerry", "organisation"),
        ("Hamas", "organisation"),
    ]


def test_a_body_named_after_somebody_is_no_person() -> None:
    text = "The Ada Renn Foundation met Ada Renn."
    foundation, person = mention(text, "Ada Renn Foundation", "person"), mention(text[24:], "Ada Renn", "person")
    made = whole(text, [foundation, Mention(span=(28, 36), type=person.type, form="name")])
    assert [m.type for m in made] == ["organisation", "person"]
