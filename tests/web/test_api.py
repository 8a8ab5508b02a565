"""The API over an archive of samples."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from onrecord.record.opening import open_archive
from onrecord.web.app import create_app
from onrecord.web.guards.shield import HEADERS
from onrecord.web.settings import Settings
from tests.web.conftest import HERE, SAMPLES, Serve

API = "/api/v1"


def get(api: TestClient, path: str, **params: Any) -> dict[str, Any]:
    answer = api.get(API + path, params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def whole(api: TestClient, path: str, **params: Any) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = get(api, path, **params, **({"cursor": cursor} if cursor else {}))
        out += page.get("items", page.get("hits"))
        cursor = page["next"]
        if cursor is None:
            return out


def wrong(api: TestClient, path: str, status: int, **params: Any) -> dict[str, Any]:
    answer = api.get(API + path, params=params)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    assert found["detail"]
    return found


# Articles and statements


def test_an_article_with_all_its_words_in_place(api: TestClient) -> None:
    listed = whole(api, "/articles", limit=2)
    assert len(listed) == 3
    for row in listed:
        found = get(api, f"/articles/{row['sha256'][:12]}")
        assert found["summary"] == row
        reading, text = found["reading"], found["reading"]["text"]
        assert len(reading["statements"]) == row["statements"]
        for one in reading["statements"]:
            for part in ("source", "cue", "content"):
                assert one["quotes"][part] == " … ".join(text[start:end] for start, end in one[part])
        for part in ("entities", "figures", "dates", "expectations"):
            for one in reading[part]:
                for words in one.get("mentions", [one]):
                    assert text[slice(*words["span"])] == words["quote"]
        assert all(one["start"] < one["end"] for one in reading["blocks"])
        assert found["sightings"]


def test_evidence_is_where_it_says(api: TestClient) -> None:
    for row in whole(api, "/statements", limit=50):
        found = get(api, f"/statements/{row['ref']}")
        assert found["statement"] == row
        text = get(api, f"/articles/{row['article']}")["reading"]["text"] if row["number"] == "s1" else None
        context = found["context"]
        assert row["content"].split(" … ")[0] in context["text"]
        if text:
            assert text[context["start"] : context["end"]] == context["text"]
        assert found["detail"]["quotes"]["content"] == row["content"]
        assert found["capture"] == row["article"]
        if found["url"]:
            assert found["link"].startswith(found["url"] + "#:~:text=")


def test_lists_are_filtered(api: TestClient) -> None:
    everything = whole(api, "/statements", limit=100)
    for name in ("source_kind", "quotation", "manner", "polarity", "language"):
        for value in {one[name] for one in everything} - {None}:
            assert whole(api, "/statements", **{name: value}) == [one for one in everything if one[name] == value]
    oldest = whole(api, "/statements", order="oldest")
    assert {one["ref"] for one in oldest} == {one["ref"] for one in everything}
    assert whole(api, "/articles", since="2999-01-01") == []
    assert whole(api, "/articles", outlet="nowhere") == []


def test_what_somebody_said(api: TestClient) -> None:
    found = get(api, "/entities", name="price")["items"]
    person = next(one for one in found if one["type"] == "person" and one["statements"])
    called = get(api, f"/entities/{person['key']}")
    assert len(called.pop("identities")) == 1
    assert called == person
    said = whole(api, f"/entities/{person['key']}/statements", limit=2)
    assert len(said) == person["statements"]
    assert {one["speaker"] for one in said} == {person["name"]}
    assert whole(api, "/statements", speaker=person["name"].upper()) == said
    assert whole(api, "/entities/nobody at all/statements") == []
    assert "No article" in wrong(api, "/entities/nobody at all", 404)["detail"]


def test_search_counts_by_facets_and_marks_the_words(api: TestClient) -> None:
    found = get(api, "/search/statements", q="strike OR said", limit=5)
    assert found["total"] >= len(found["hits"]) > 2
    assert {one["facet"] for one in found["facets"]} >= {"speaker", "outlet", "source_kind", "quotation", "month"}
    for hit in found["hits"]:
        shown = [hit[part] for part in ("content", "source", "cue", "speaker") if hit[part]]
        marked = {one["text"][start:end].casefold() for one in shown for start, end in one["marks"]}
        assert marked <= {"strike", "strikes", "striking", "said", "say", "says", "saying", "strikers", "striker"}
        get(api, f"/statements/{hit['ref']}")
    speaker = next(one for one in found["facets"] if one["facet"] == "speaker")["values"][0]
    fewer = get(api, "/search/statements", q="strike OR said", speaker=speaker["value"])
    assert fewer["total"] == speaker["count"]
    pages = whole(api, "/search/statements", q="strike OR said", limit=5)
    assert len({one["ref"] for one in pages}) == len(pages) == found["total"]
    assert get(api, "/search/articles", q="harbour")["hits"][0]["passages"]


def test_search_by_meaning(served: Serve, where: Path) -> None:
    from onrecord.record.search.vectors import catch_up

    with open_archive(where) as archive:
        catch_up(archive)
    api = served()
    found = get(api, "/search/statements", q="the walkout at the port goes on", semantic=True, limit=5)
    assert len(found["hits"]) == 5
    likeness = [hit["likeness"] for hit in found["hits"]]
    assert likeness == sorted(likeness, reverse=True)
    assert (found["facets"], found["next"], found["waiting"]) == ([], None, 0)
    for hit in found["hits"]:
        get(api, f"/statements/{hit['ref']}")


# Captures


@pytest.mark.parametrize("name", ["harbour-strike.html", "ferry-skerry-fm.txt", "not-found.html"])
def test_the_bytes_come_back_as_they_were_and_only_as_a_download(api: TestClient, name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    for path in (f"{API}/captures/{sha256}/bytes", f"{API}/captures/{sha256[:12]}/bytes"):
        answer = api.get(path, headers={"Accept": "text/html"})
        assert answer.content == data
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"] == f'attachment; filename="{sha256}.bin"'
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_captures(api: TestClient) -> None:
    listed = whole(api, "/captures", limit=3)
    assert [one["page_kind"] for one in listed].count("article") == 3
    for one in listed:
        assert get(api, f"/captures/{one['sha256'][:8]}") == one
        sightings = get(api, f"/captures/{one['sha256']}/sightings")["items"]
        assert (len(sightings), sightings[0]["source"]) == (one["sightings"], one["source"])


def test_no_answer_is_html(api: TestClient) -> None:
    sha256 = get(api, "/captures")["items"][0]["sha256"]
    for path in ("/articles", f"/captures/{sha256}", f"/captures/{sha256}/bytes", f"/articles/{sha256}", "/nothing"):
        answer = api.get(API + path, headers={"Accept": "text/html"})
        assert "html" not in answer.headers["content-type"]
        assert HEADERS["X-Content-Type-Options"] == answer.headers["x-content-type-options"]


# Exports


def test_exports(api: TestClient) -> None:
    articles = whole(api, "/articles")
    statements = whole(api, "/statements", limit=100)
    one = articles[0]["sha256"]
    row = list(csv.DictReader(io.StringIO(api.get(f"{API}/export/csv/article/{one}").text)))
    assert len(row) == articles[0]["statements"]
    table = list(csv.DictReader(io.StringIO(api.get(f"{API}/export/csv/articles").text)))
    assert {(each["sha256"], each["statement"]) for each in table} == {(s["article"], s["number"]) for s in statements}
    direct = api.get(f"{API}/export/csv/statements", params={"quotation": "direct"})
    assert direct.headers["content-disposition"] == 'attachment; filename="onrecord.csv"'
    rows = list(csv.DictReader(io.StringIO(direct.text)))
    assert len(rows) == sum(each["quotation"] == "direct" for each in statements)
    for format in ("jsonl", "jsonld", "webannotation"):
        lines = api.get(f"{API}/export/{format}/articles").text.splitlines()
        assert len(lines) == len(articles)
        assert json.loads(lines[0]) == api.get(f"{API}/export/{format}/article/{one}").json()
        few = api.get(f"{API}/export/{format}/statements", params={"limit": 3}).text.splitlines()
        assert all(json.loads(line) for line in few)
    wrong(api, "/export/xml/articles", 422)
    wrong(api, "/export/csv/article/000000", 404)


# Corrections


def test_a_correction_shows_at_once_is_signed_and_can_be_undone(api: TestClient) -> None:
    row = whole(api, "/statements")[0]
    body = {"where": row["ref"], "why": "It is a headline.", "right": {"not_a_statement": True}}
    done = api.post(f"{API}/corrections", json=body)
    assert done.status_code == 201, done.text
    kept = done.json()["items"][0]
    assert (kept["by"], kept["why"], kept["state"]) == ("local", "It is a headline.", "applied")
    wrong(api, f"/statements/{row['ref']}", 404)
    assert row["ref"] not in [one["ref"] for one in whole(api, "/statements")]
    assert row["number"] not in [one["id"] for one in get(api, f"/articles/{row['article']}")["reading"]["statements"]]
    assert [one["id"] for one in whole(api, "/corrections")] == [kept["id"]]
    assert get(api, f"/corrections/{kept['id']}") == kept
    undone = api.post(f"{API}/corrections/{kept['id']}/undo", json={"why": "It was one.", "by": "Mara Hollin"})
    assert undone.json()["by"] == "Mara Hollin"
    assert get(api, f"/statements/{row['ref']}")["statement"] == row
    assert get(api, f"/corrections/{kept['id']}")["state"] == "undone"
    again = api.post(f"{API}/corrections/{kept['id']}/undo", json={"why": "Twice."})
    assert (again.status_code, again.json()["type"]) == (409, "urn:x-onrecord:problem:conflict")
    redone = api.post(f"{API}/corrections/{kept['id']}/redo", json={"why": "No, it is one."})
    assert redone.status_code == 200
    wrong(api, f"/statements/{row['ref']}", 404)


def test_a_corrected_speaker_is_found_by_the_right_name(api: TestClient) -> None:
    row = whole(api, "/statements", source_kind="named_person")[0]
    body = {"where": row["ref"], "why": "The caption says so.", "right": {"speaker": ["Tilda Oakes"]}}
    assert api.post(f"{API}/corrections", json=body).status_code == 201
    found = whole(api, "/statements", speaker="tilda oakes")
    assert [(one["ref"], one["corrected"]) for one in found] == [(row["ref"], True)]
    assert "Tilda Oakes" in api.get(f"{API}/export/csv/article/{row['article']}").text
    kept = whole(api, "/corrections")[0]["correction"]
    given = {"where": row["article"], "why": "In its own JSON.", "corrections": [kept]}
    assert api.post(f"{API}/corrections", json=given).status_code in (201, 422)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"where": "000000000000-1-2", "why": "x", "right": {"not_a_statement": True}}, 404),
        ({"where": "000000", "why": "x", "right": {"checked": True}}, 404),
        ({"where": "REF", "why": "x"}, 422),
        ({"where": "REF", "why": "x", "right": {}}, 422),
        ({"where": "REF", "why": "   ", "right": {"not_a_statement": True}}, 422),
        ({"where": "REF", "why": "x", "right": {"cue": ["words that are not there"]}}, 404),
        ({"where": "REF", "why": "x", "right": {"strange": 1}}, 422),
        ({"where": "REF", "why": "x", "corrections": [{"kind": "nonsense"}]}, 422),
        ({"where": "REF", "why": "x", "right": {"checked": True}, "corrections": [{"kind": "checked"}]}, 422),
    ],
)
def test_corrections_that_cannot_be_kept(api: TestClient, body: dict[str, Any], status: int) -> None:
    ref = whole(api, "/statements")[0]["ref"]
    body = {name: ref if value == "REF" else value for name, value in body.items()}
    answer = api.post(f"{API}/corrections", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert whole(api, "/corrections") == []


# What is asked wrongly


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/articles", {"limit": 0}, 422),
        ("/articles", {"limit": 101}, 422),
        ("/articles", {"cursor": "nonsense"}, 422),
        ("/articles", {"outlook": "x"}, 422),
        ("/articles", {"since": "yesterday"}, 422),
        ("/articles/000000", {}, 404),
        ("/articles/x", {}, 422),
        ("/statements", {"source_kind": "x"}, 422),
        ("/statements", {"article": "000000"}, 404),
        ("/statements/000000000000-1-2", {}, 404),
        ("/statements/x", {}, 422),
        ("/search/statements", {"q": '"open'}, 422),
        ("/search/statements", {"cursor": "abc"}, 422),
        ("/search/articles", {"q": "x", "semantic": True}, 422),
        ("/search/statements", {"semantic": True}, 422),
        ("/search/statements", {"q": "x", "semantic": True, "order": "newest"}, 422),
        ("/search/statements", {"since": "2024-02-31"}, 422),
        ("/corrections/1", {}, 404),
        ("/additions/000000000000000000000000", {}, 404),
        ("/nothing", {}, 404),
        ("/additions/text", {}, 422),
    ],
)
def test_what_is_asked_wrongly_is_told_in_one_shape(
    api: TestClient, path: str, params: dict[str, Any], status: int
) -> None:
    found = wrong(api, path, status, **params)
    assert set(found) == {"type", "title", "status", "detail", "errors"}
    if status == 422:
        assert found["errors"][0]["where"]


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"[" * 60_000, "application/json", 400),
        (b'{"a":' * 10_000, "application/json", 400),
        (b"\xff\xfe{", "application/json", 400),
        (b"NaN", "application/json", 422),
        (b"{}", "text/plain", 422),
        (b"", "application/json", 422),
        (b'{"where":"REF","why":"\\ud800","right":{"not_a_statement":true}}', "application/json", 422),
        (b'{"where":"REF","why":"x","right":{"speaker":["\\ud800"]}}', "application/json", 422),
        (b'{"where":"REF","why":"x","right":{"speaker":["a\\u0000"]}}', "application/json", 422),
        (b'{"where":"REF","why":"x","corrections":[{"kind":"speaker","\\ud800":1}]}', "application/json", 422),
        (
            b'{"where":"REF","why":"x","corrections":[{"kind":"entity","entity":{"name":"\\ud800","type":"person"}}]}',
            "application/json",
            422,
        ),
    ],
)
def test_strange_bodies_are_told(api: TestClient, body: bytes, media_type: str, status: int) -> None:
    ref = whole(api, "/statements")[0]["ref"].encode()
    answer = api.post(f"{API}/corrections", content=body.replace(b"REF", ref), headers={"Content-Type": media_type})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "codec" not in answer.text


def test_methods_that_are_not_there(api: TestClient) -> None:
    answer = api.delete(f"{API}/articles")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert answer.json()["type"] == "urn:x-onrecord:problem:method-not-allowed"


def test_head_is_get_without_its_body(api: TestClient) -> None:
    for path in ("/", "/search?q=harbour", f"{API}/articles", f"{API}/openapi.json", f"{API}/articles/ffffff"):
        whole_one, head = api.get(path), api.head(path)
        assert (head.status_code, head.content) == (whole_one.status_code, b"")
        for name in ("content-type", "content-length", "content-security-policy"):
            assert head.headers.get(name) == whole_one.headers.get(name)
    assert api.head(f"{API}/check").status_code == 405


def test_a_page_that_is_no_article(api: TestClient) -> None:
    other = next(one for one in whole(api, "/captures") if one["page_kind"] != "article")
    assert "holds no article" in wrong(api, f"/articles/{other['sha256']}", 404)["detail"]


def test_words_of_a_request_do_not_come_back(api: TestClient) -> None:
    answer = api.get(f"{API}/articles", params={"since": "<script>alert(1)</script>"})
    assert "<script>" not in answer.text


# Scopes


READS = ["/articles", "/statements", "/captures", "/entities?name=a", "/search/statements?q=a", "/stats", "/health"]


def test_each_scope_opens_what_it_is_for(served: Serve, bearer: Any) -> None:
    api = served(Settings(tokens=True))
    text = {"text": "x"}
    for path in READS:
        assert api.get(API + path).status_code == 401
        assert api.get(API + path, headers=bearer("read")).status_code == 200
        assert api.get(API + path, headers=bearer("write", "correct")).status_code == 403
        assert api.get(API + path, headers=bearer("admin")).status_code == 200
    for scope, status in (("read", 403), ("correct", 403), ("write", 202)):
        assert api.post(f"{API}/add/text", json=text, headers=bearer(scope)).status_code == status
    undo = f"{API}/corrections/1/undo"
    for scope, status in (("read", 403), ("write", 403), ("correct", 404)):
        assert api.post(undo, json={"why": "x"}, headers=bearer(scope)).status_code == status


def test_a_correction_is_signed_by_the_bearer(served: Serve, bearer: Any) -> None:
    api = served(Settings(tokens=True))
    ref = api.get(f"{API}/statements", headers=bearer("read")).json()["items"][0]["ref"]
    body = {"where": ref, "why": "x", "by": "Mara Hollin", "right": {"not_a_statement": True}}
    done = api.post(f"{API}/corrections", json=body, headers=bearer("correct"))
    assert done.json()["items"][0]["by"] == "Mara Hollin (desk)"


def test_a_revoked_token_opens_nothing_from_then_on(served: Serve, bearer: Any, where: Path) -> None:
    from onrecord.record.tokens import revoke_token

    api, header = served(Settings(tokens=True)), bearer("read")
    assert api.get(f"{API}/stats", headers=header).status_code == 200
    with open_archive(where) as archive, archive.writing() as connection:
        revoke_token(connection, 1)
    assert api.get(f"{API}/stats", headers=header).status_code == 401


# When the archive fails


def test_an_archive_that_fails_is_told_without_its_place(
    served: Serve, where: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(where)

    def broken(*_: object, **__: object) -> object:
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    with TestClient(app, base_url="http://localhost", client=HERE) as api:
        monkeypatch.setattr(app.state.archive.engine, "connect", broken)
        answer = api.get(f"{API}/articles")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:x-onrecord:problem:archive")
    assert str(where) not in answer.text
    assert any(str(where) in one.getMessage() for one in caplog.records)


def test_health_and_stats(api: TestClient) -> None:
    assert get(api, "/health")["status"] == "ok"
    found = get(api, "/stats")
    assert (found["captures"], found["articles"]) == (4, 3)
    assert found["statements"] == len(whole(api, "/statements", limit=100))
