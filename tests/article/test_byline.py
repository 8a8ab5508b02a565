"""Names out of bylines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.byline import authors_of, is_byline, is_person, names_in
from onrecord.article.facts import PageFacts, PersonMark
from onrecord.article.structured import Story


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Quill", ["Ada Quill"]),
        ("BY ADA QUILL", ["ADA QUILL"]),
        ("By Ada Quill and Bo Reed", ["Ada Quill", "Bo Reed"]),
        ("By Ada Quill, Bo Reed and Cy van der Marsh", ["Ada Quill", "Bo Reed", "Cy van der Marsh"]),
        ("Written by Ada Quill", ["Ada Quill"]),
        ("Von Anna Muster und Bert Beispiel (dpa)", ["Anna Muster", "Bert Beispiel", "dpa"]),
        ("Von Anna Muster, dpa", ["Anna Muster", "dpa"]),
        ("Von Anna Muster, Seestadt", ["Anna Muster"]),
        ("Ein Kommentar von Anna Muster", ["Anna Muster"]),
        ("Autorin: Anna Muster", ["Anna Muster"]),
        ("Par Aude Plume et Basile Encre", ["Aude Plume", "Basile Encre"]),
        ("Por Ada Pluma y Blas Tinta", ["Ada Pluma", "Blas Tinta"]),
        ("di Ada Penna e Bruno Carta", ["Ada Penna", "Bruno Carta"]),
        ("Door Anna Veer", ["Anna Veer"]),
        ("Av Anna Penn og Bo Blekk", ["Anna Penn", "Bo Blekk"]),
        ("By Ada Quill, Harbour Correspondent", ["Ada Quill"]),
        ("Ada Quill Lifestyle Writer", ["Ada Quill"]),
        ("By Ada Quill in Port Ellin", ["Ada Quill"]),
        ("By Ada Quill | 4 June 2024, 17:15", ["Ada Quill"]),
        ("4 June 2024 | 17:15 | By Ada Quill", ["Ada Quill"]),
        ("By Ada Quill @adaquill", ["Ada Quill"]),
        ("By Ada Quill ada.quill@gazette.example", ["Ada Quill"]),
        ("By Ada Quill • 3 min read", ["Ada Quill"]),
        ("By Dr. Ada Quill", ["Ada Quill"]),
        ("By Ada Quill, Jr.", ["Ada Quill, Jr"]),
        ("By Ada Q. Reed", ["Ada Q. Reed"]),
        ("By Ada Quill Twitter", ["Ada Quill"]),
        ("Reuters", ["Reuters"]),
        ("Par La Gazette et AFP", ["La Gazette", "AFP"]),
        ("Von Anna Muster mit dpa", ["Anna Muster", "dpa"]),
        ("Ada Quill/Bo Reed", ["Ada Quill", "Bo Reed"]),
        ("Ada Quill / GAZETTE.EXAMPLE / Jun 4, 2024, 14:04 IST", ["Ada Quill"]),
        ("Kolumne von Anna Muster - 04.06.2024 um 08:52 Uhr", ["Anna Muster"]),
        ("Reporting by Ada Quill, additional reporting by Bo Reed; editing by Cy Marsh", ["Ada Quill"]),
        ("Foto: Anna Muster", []),
        ("Bron: PERSBUREAU", []),
        ("A few moments ago", []),
        ("कुछ ही क्षण पहले", []),
        ("Ada Quill Deputy Content Hub Director", ["Ada Quill"]),
        ("文・羽根 筆子", ["文・羽根 筆子"]),
    ],
)
def test_printed_lines(line: str, names: list[str]) -> None:
    assert names_in(line, printed=True) == names


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Ada Quill", ["Ada Quill"]),
        ("ada quill", ["ada quill"]),
        ("Ada Quill;Bo Reed", ["Ada Quill", "Bo Reed"]),
        ("Anna Muster und Bert Beispiel, dpa", ["Anna Muster", "Bert Beispiel", "dpa"]),
        ("La Gazette et AFP", ["La Gazette et AFP"]),
        ("Gazette newsroom", ["Gazette newsroom"]),
        ("https://gazette.example/authors/ada", []),
        ("@adaquill", []),
        ("ada.quill@gazette.example", []),
        ("admin", []),
        ("", []),
    ],
)
def test_fields(field: str, names: list[str]) -> None:
    assert names_in(field) == names


@pytest.mark.parametrize(
    ("name", "person"),
    [("Ada Quill", True), ("Ada van der Quill", True), ("羽根筆子", True), ("Gazette newsroom", False),
     ("Editorial team", False), ("dpa", False), ("Ada", False), ("Route 66", False), ("leaked report says", False),
     ("Redaktion Seeblatt", False)],
)  # fmt: skip
def test_who_is_a_person(name: str, person: bool) -> None:
    assert is_person(name) is person


@pytest.mark.parametrize(
    ("line", "byline"),
    [("By Ada Quill", True), ("By the time it came", False), ("Von Anna Muster", True), ("Ada Quill", False),
     ("4 June | By Ada Quill", True)],
)  # fmt: skip
def test_what_is_a_byline(line: str, byline: bool) -> None:
    assert is_byline(line) is byline


NEAR = range(0, 1000)


def test_people_come_before_the_house() -> None:
    story = Story(authors=["The Skerry Gazette"])
    sites = ["The Skerry Gazette", "gazette"]
    assert authors_of(PageFacts(), story, ["By Ada Quill"], NEAR, sites) == ["Ada Quill"]
    assert authors_of(PageFacts(), story, [], NEAR, sites) == ["The Skerry Gazette"]
    meta = PageFacts(meta=[("author", "Bo Reed")])
    assert authors_of(meta, story, [], NEAR, sites) == ["Bo Reed"]
    assert authors_of(PageFacts(), story, ["Artikel teilen", "Information"], NEAR, sites) == ["The Skerry Gazette"]


def test_linked_data_comes_first_and_keeps_agencies() -> None:
    story = Story(authors=["Ada Quill", "dpa"])
    assert authors_of(PageFacts(), story, ["By Bo Reed"], NEAR, []) == ["Ada Quill", "dpa"]


def test_marked_elements_far_from_the_headline_are_others() -> None:
    facts = PageFacts(people=[PersonMark("Ada Quill", 5_000, ""), PersonMark("Bo Reed", 40, "/bo")])
    assert authors_of(facts, Story(), [], NEAR, []) == ["Bo Reed"]


def test_labelled_twitter_fields() -> None:
    facts = PageFacts(meta=[("twitter:label1", "Written by"), ("twitter:data1", "Ada Quill"),
                            ("twitter:label2", "Reading time"), ("twitter:data2", "3 minutes")])  # fmt: skip
    assert authors_of(facts, Story(), [], NEAR, []) == ["Ada Quill"]


@given(st.text(max_size=120), st.booleans())
def test_any_text(text: str, printed: bool) -> None:
    for name in names_in(text, printed=printed):
        assert name.strip() and "\n" not in name
    is_byline(text)
    is_person(text)
    authors_of(PageFacts(meta=[("author", text)]), Story(authors=[text]), [text], NEAR, [text])
