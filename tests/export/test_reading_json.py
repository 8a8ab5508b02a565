import json
import math
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.export.reading_json import ReadingForm, reading_json
from onrecord.export.schemas import schema
from tests.export.made import made_reading, told_reading

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"

# The names of each schema version, which others script against: there may be more, never fewer.
NAMES = {
    "": "schema_version capture page_kind text blocks article statements reader",
    "capture": "source media_type sha256 captured_at captured_at_from",
    "blocks": "role start end rail",
    "article": "headline standfirst authors dateline published updated language body captions url publisher",
    "statements": "id source cue content quotation confidence",
    "reader": "onrecord models",
}
NAMES_2 = {
    "": "entities figures dates expectations nested",
    "statements": "speaker source_kind via channel manner polarity qualifiers anonymity said_at",
    "nested": "within speaker source_kind via channel manner polarity qualifiers anonymity said_at",
    "entities": "id type name variants roles mentions",
    "figures": "span quote value range unit counted qualifier vague attributed_to as_of place",
    "dates": "span quote value type interval mod",
    "expectations": "span quote cue certainty participants time according_to",
}


def written() -> Any:
    return json.loads(reading_json(told_reading()))


@pytest.mark.parametrize("names", [NAMES, NAMES_2])
def test_the_names_of_every_version_are_there(names: dict[str, str]) -> None:
    form = written()
    for place, wanted in names.items():
        part = form[place] if place else form
        assert set(wanted.split()) <= set(part[0] if isinstance(part, list) else part), place
    assert set(form["reader"]["models"]) >= {"blocks", "attribution"}
    assert form["schema_version"] == 2


def test_version_2_has_every_field_of_version_1_with_its_schema() -> None:
    first = json.loads((SCHEMAS / "reading-1.json").read_bytes())["$defs"]
    second = json.loads(schema("reading"))["$defs"]
    for name, part in first.items():
        for field, said in part["properties"].items():
            if field != "schema_version":
                assert second[name]["properties"][field] == said, f"{name}.{field}"


def test_quotes_are_the_words_under_the_spans() -> None:
    form = written()
    text = form["text"]
    for statement in form["statements"]:
        for part in ("source", "cue", "content"):
            assert statement["quotes"][part] == " … ".join(text[a:b] for a, b in statement[part])


def spanned(part: Any) -> list[tuple[list[int], str]]:
    """Everything in a reading's JSON that has a span and a quote."""
    if isinstance(part, list):
        return [one for item in part for one in spanned(item)]
    if not isinstance(part, dict):
        return []
    own = [(part["span"], part["quote"])] if part.get("span") else []
    return [*own, *(one for item in part.values() for one in spanned(item))]


def test_every_span_has_its_quote() -> None:
    form = written()
    found = spanned(form)
    assert len(found) >= 30
    for (start, end), quote in found:
        assert form["text"][start:end] == quote


def test_who_is_speaking_and_how_the_words_came() -> None:
    statements = {one["id"]: one for one in written()["statements"]}
    told = statements["s2"]
    assert told["speaker"] == {
        "entity": "e1",
        "name": "Ragna Vell",
        "confidence": 0.9877,
        "candidates": [],
        "joint": [],
    }
    assert [(via["name"], via["kind"], via["quote"]) for via in told["via"]] == [
        ("Kessen Courier", "outlet", "Kessen Courier")
    ]
    assert told["said_at"] | {"span": None} == {"value": "2031-03-07", "quote": "on Friday", "span": None}
    assert statements["s4"]["speaker"]["joint"][0]["name"] == "Tom Askill"
    assert statements["s5"]["anonymity"]["quote"] == "the report is secret"
    assert statements["s5"]["qualifiers"][0]["quote"] == "League-backed"
    assert statements["s6"]["speaker"]["name"] is None
    assert [one["name"] for one in statements["s6"]["speaker"]["candidates"]] == ["Tom Askill", "A senior official"]
    assert statements["s6"]["polarity"] == "denies"
    assert statements["s8"]["speaker"] is None


def test_figures_are_a_value_or_a_range() -> None:
    people, warnings, cost, share, crowd = written()["figures"]
    assert (people["value"], people["range"], people["counted"]["quote"]) == (27, None, "people")
    assert isinstance(people["value"], int)
    assert (people["attributed_to"], people["as_of"], people["place"]) == ("s2", "2031-03-07", "e5")
    assert (warnings["value"], warnings["quote"]) == (24, "two dozen")
    assert (cost["value"], cost["unit"], cost["counted"]) == (1_200_000, "EUR", None)
    assert (share["value"], share["range"], share["vague"]) == (None, [10, 15], False)
    assert (crowd["value"], crowd["qualifier"], crowd["vague"]) == (100, "at_least", True)


def test_what_lies_ahead_has_its_time() -> None:
    report, books = written()["expectations"]
    assert report["time"] | {"span": None} == {"value": "2031-06", "quote": "in June", "span": None}
    assert books["time"] is None


def test_a_reading_is_one_line_and_the_same_again() -> None:
    for make in (made_reading, told_reading):
        line = reading_json(make())
        assert b"\n" not in line
        assert line == reading_json(make())
    assert "‘will hold’".encode() in reading_json(made_reading())


def test_what_is_written_fits_the_schema() -> None:
    assert msgspec.json.decode(reading_json(made_reading()), type=ReadingForm).statements[2].confidence == 0.4444
    form = msgspec.json.decode(reading_json(told_reading()), type=ReadingForm)
    assert form.entities[0].mentions[0].confidence == 0.9877


def test_no_number_is_not_a_number() -> None:
    reading = made_reading()
    broken = msgspec.structs.replace(reading.statements[0], confidence=math.nan)
    with pytest.raises(ValueError, match="confidence"):
        reading_json(msgspec.structs.replace(reading, statements=[broken]))
    reading = told_reading()
    figure = msgspec.structs.replace(reading.figures[0], high=math.inf)
    with pytest.raises(ValueError, match="figure"):
        reading_json(msgspec.structs.replace(reading, figures=[figure]))


def test_a_file_name_that_is_not_text_is_still_json() -> None:
    reading = made_reading()
    capture = msgspec.structs.replace(reading.capture, source="caf\udce9.txt")
    form = json.loads(reading_json(msgspec.structs.replace(reading, capture=capture)))
    assert form["capture"]["source"] == "caf\ufffd.txt"


def test_there_is_no_schema_of_anything_else() -> None:
    with pytest.raises(ValueError, match="reading, page, who"):
        schema("story")
