import json
import math

import msgspec
import pytest

from onrecord.export.reading_json import PageForm, ReadingForm, page_json, reading_json, schema
from tests.export.made import made_page, made_reading

# The names of schema version 1, which others script against: there may be more, never fewer.
NAMES = {
    "": "schema_version capture page_kind text blocks article statements reader",
    "capture": "source media_type sha256 captured_at captured_at_from",
    "blocks": "role start end rail",
    "article": "headline standfirst authors dateline published updated language body captions url publisher",
    "statements": "id source cue content quotation confidence",
    "reader": "onrecord models",
}


def test_the_names_of_version_1_are_there() -> None:
    form = json.loads(reading_json(made_reading()))
    for place, names in NAMES.items():
        part = form[place] if place else form
        assert set(names.split()) <= set(part[0] if isinstance(part, list) else part), place
    assert set(form["reader"]["models"]) >= {"blocks", "attribution"}
    assert set(form["article"]["captions"][0]) >= {"start", "end", "credit"}
    assert form["schema_version"] == 1


def test_quotes_are_the_words_under_the_spans() -> None:
    form = json.loads(reading_json(made_reading()))
    text = form["text"]
    for statement in form["statements"]:
        for part in ("source", "cue", "content"):
            assert statement["quotes"][part] == " … ".join(text[a:b] for a, b in statement[part])


def test_a_reading_is_one_line_and_the_same_again() -> None:
    line = reading_json(made_reading())
    assert b"\n" not in line
    assert line == reading_json(made_reading())
    assert "‘will hold’".encode() in line


def test_what_is_written_fits_the_schema() -> None:
    reading = made_reading()
    assert msgspec.json.decode(reading_json(reading), type=ReadingForm).statements[2].confidence == 0.4444
    page = msgspec.json.decode(page_json(reading.capture, reading.page), type=PageForm)
    assert [block.line for block in page.blocks[:3]] == [1, 3, 5]
    assert page.blocks[0].quote == reading.article.headline


def test_rails_keep_their_headlines_in_order() -> None:
    page = made_page()
    (rail,) = json.loads(page_json(made_reading().capture, page))["rails"]
    assert page.text[slice(*rail["heading"])] == "More from Ellery Post"
    assert [page.text[slice(*span)] for span in rail["headlines"]] == [
        "Bakery reopens after flood",
        "School of whales seen off Cape Dun",
    ]


def test_no_number_is_not_a_number() -> None:
    reading = made_reading()
    broken = msgspec.structs.replace(reading.statements[0], confidence=math.nan)
    with pytest.raises(ValueError, match="confidence"):
        reading_json(msgspec.structs.replace(reading, statements=[broken]))


def test_a_file_name_that_is_not_text_is_still_json() -> None:
    reading = made_reading()
    capture = msgspec.structs.replace(reading.capture, source="caf\udce9.txt")
    form = json.loads(reading_json(msgspec.structs.replace(reading, capture=capture)))
    assert form["capture"]["source"] == "caf\ufffd.txt"


def test_there_is_no_schema_of_anything_else() -> None:
    with pytest.raises(ValueError, match="reading, page"):
        schema("story")
