import json
from typing import Any

from pyld import jsonld as processor

from onrecord.export.web_annotation import AROUND, web_annotations
from onrecord.reading.model import Reading
from tests.export.contexts import ANNOTATION, AS, OA, offline, terms
from tests.export.made import made_reading, told_reading


def annotations(reading: Reading) -> dict[str, Any]:
    items = json.loads(web_annotations(reading))["first"]["items"]
    return {item["id"].rpartition("#")[2]: item for item in items}


def test_it_expands_and_every_term_is_of_the_vocabulary() -> None:
    document = json.loads(web_annotations(told_reading()))
    (collection,) = processor.expand(document, options={"documentLoader": offline})
    assert collection["@type"] == [f"{AS}OrderedCollection"]
    (page,) = collection[f"{AS}first"]
    (items,) = page[f"{AS}items"]
    assert len(items["@list"]) == 9
    assert all(item["@type"] == [f"{OA}Annotation"] and f"{OA}hasTarget" in item for item in items["@list"])
    assert terms(document) - {"@context"} <= set(ANNOTATION)


def test_selectors_find_the_words_again() -> None:
    reading = told_reading()
    text = reading.text
    for item in annotations(reading).values():
        parts = [*item["target"], *(body for body in item["body"] if body["type"] == "SpecificResource")]
        assert len(parts) >= 2
        for part in parts:
            position, quotation = part["selector"]
            assert text[position["start"] : position["end"]] == quotation["exact"]
            around = quotation["prefix"] + quotation["exact"] + quotation["suffix"]
            assert text[position["start"] - len(quotation["prefix"]) :].startswith(around)
            assert len(quotation["prefix"]) <= AROUND and len(quotation["suffix"]) <= AROUND


def test_the_body_says_who() -> None:
    found = annotations(told_reading())

    def values(id: str, purpose: str) -> list[str]:
        return [body["value"] for body in found[id]["body"] if body.get("purpose") == purpose and "value" in body]

    assert values("s4", "identifying") == ["Ragna Vell", "Tom Askill"]
    assert values("s3", "describing") == ["Ragna Vell (“she”) · said · direct"]
    assert values("s3", "tagging") == ["named_person", "direct", "says", "via Kessen Courier", "via Northlight"]
    assert values("s6", "identifying") == []
    assert values("s6", "describing") == [
        "“He” (speaker not resolved: Tom Askill 0.41, A senior official 0.33) · denies · indirect"
    ]
    assert values("s8", "describing") == ["not named in the text · is expected · indirect"]
    assert {id: item["motivation"] for id, item in found.items() if item["motivation"] != "identifying"} == {
        "s6": "describing",
        "s8": "describing",
    }


def test_targets_are_the_page_as_it_was_captured() -> None:
    target = annotations(told_reading())["s2"]["target"][0]
    assert target["source"] == "https://courier.example/sandling?page=1"
    assert target["state"] == {"type": "TimeState", "sourceDate": "2031-03-09T07:00:00Z"}
    bare = annotations(made_reading())["s2"]["target"]
    assert len(bare) == 2
    assert bare[0]["source"] == f"urn:sha256:{made_reading().capture.sha256}"
    assert "state" not in bare[0]
