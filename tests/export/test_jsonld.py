import json
from typing import Any

import msgspec
from pyld import jsonld as processor

from onrecord.export.jsonld import CONTEXT, jsonld
from onrecord.reading.model import Reading
from tests.export.contexts import OA, offline, terms
from tests.export.made import made_reading, told_reading

SCHEMA = "http://schema.org/"


def expanded(reading: Reading) -> dict[str, Any]:
    """The nodes of a reading by their last part, after a JSON-LD processor expanded and flattened them."""
    document = json.loads(jsonld(reading))
    nodes = processor.flatten(document, options={"documentLoader": offline})
    return {node["@id"].rpartition("#")[2]: node for node in nodes}


def value(node: dict[str, Any], term: str) -> Any:
    return [one.get("@value", one.get("@id")) for one in node.get(f"{SCHEMA}{term}", [])]


def test_it_expands_and_loses_nothing() -> None:
    document = json.loads(jsonld(told_reading()))
    (graph,) = [one for one in [processor.expand(document, options={"documentLoader": offline})] if one]
    kept = {key.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2] for key in terms(graph)}
    wanted = {key.removeprefix("@") for key in terms(document["@graph"])}
    assert wanted <= {key.removeprefix("@") for key in kept}
    assert document["@context"] == CONTEXT


def test_the_article_is_a_news_article() -> None:
    nodes = expanded(told_reading())
    article = next(node for node in nodes.values() if f"{SCHEMA}NewsArticle" in node.get("@type", []))
    assert article["@id"] == f"urn:sha256:{told_reading().capture.sha256}"
    assert value(article, "headline") == [told_reading().article.headline]
    assert value(article, "url") == ["https://courier.example/sandling?page=1"]
    assert value(article, "datePublished") == ["2031-03-09T06:12+01:00"]
    assert len(article[f"{SCHEMA}mentions"]) == 6


def test_quotations_are_spoken_by_somebody_and_part_of_the_article() -> None:
    nodes = expanded(told_reading())
    told = nodes["s2"]
    assert told["@type"] == [f"{SCHEMA}Quotation"]
    assert value(told, "text") == ["that at least 27 people had died"]
    assert value(told, "isPartOf") == [f"urn:sha256:{told_reading().capture.sha256}"]
    assert value(told, "dateCreated") == ["2031-03-07"]
    (speaker,) = value(told, "spokenByCharacter")
    assert value(nodes[speaker.rpartition("#")[2]], "name") == ["Ragna Vell"]
    assert nodes["e1"]["@type"] == [f"{SCHEMA}Person"]
    assert value(nodes["e1"], "jobTitle") == ["transport minister"]


def test_the_chain_is_cited() -> None:
    nodes = expanded(told_reading())
    (work,) = nodes["s2"][f"{SCHEMA}citation"]
    (publisher,) = nodes[work["@id"].rpartition("#")[2]][f"{SCHEMA}publisher"]
    assert value(nodes[publisher["@id"].rpartition("#")[2]], "name") == ["Kessen Courier"]


def test_joint_speakers_all_speak() -> None:
    quotation = json.loads(jsonld(told_reading()))["@graph"][4]
    assert [one["name"] for one in quotation["spokenByCharacter"]] == ["Ragna Vell", "Tom Askill"]


def test_no_name_is_made_up() -> None:
    graph = {node["@id"].rpartition("#")[2]: node for node in json.loads(jsonld(told_reading()))["@graph"]}
    officers, official = graph["s1"]["spokenByCharacter"][0], graph["s5"]["spokenByCharacter"][0]
    assert officers == {"@type": "Organization", "description": "officers"}
    assert official["@type"] == "Person"
    assert (official["description"], "name" in official) == ("A senior official", False)
    assert "spokenByCharacter" not in graph["s6"]
    assert [one["name"] for one in graph["s6"]["candidate"]] == ["Tom Askill", "A senior official"]
    assert "spokenByCharacter" not in graph["s8"]


def test_a_document_is_cited_and_does_not_speak() -> None:
    graph = {node["@id"].rpartition("#")[2]: node for node in json.loads(jsonld(told_reading()))["@graph"]}
    assert "spokenByCharacter" not in graph["s7"]
    assert graph["s7"]["citation"] == [{"@type": "CreativeWork", "name": "The inquiry's report"}]


def test_evidence_points_into_the_text() -> None:
    reading = told_reading()
    for node in json.loads(jsonld(reading))["@graph"][1:]:
        for one in node["evidence"]:
            assert reading.text[one["start"] : one["end"]] == one["exact"]
    assert f"{OA}start" in json.dumps(processor.expand(json.loads(jsonld(reading))))


def test_what_is_no_article_is_a_web_page_without_quotations() -> None:
    reading = made_reading()
    page = msgspec.structs.replace(reading.page, kind="index")
    (node,) = json.loads(jsonld(msgspec.structs.replace(reading, page=page, statements=[])))["@graph"]
    assert node["@type"] == "WebPage"


def test_an_address_that_is_none_is_left_out() -> None:
    reading = told_reading()
    for url in ("javascript:alert(1)", "/relative", "http://a b", "https://x.example/<>"):
        article = msgspec.structs.replace(reading.article, url=url)
        page = msgspec.structs.replace(reading.page, article=article)
        assert "url" not in json.loads(jsonld(msgspec.structs.replace(reading, page=page)))["@graph"][0]
