"""Search in a browser, its counts, and a search kept as a feed or taken as a table."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from onrecord.web.app import create_app
from onrecord.web.desk.asking import Wanted, wanted
from onrecord.web.desk.feeds import COLUMNS
from tests.desk.browser import Look, Site

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(archive: Path) -> Iterator[TestClient]:
    app = create_app(archive)
    with TestClient(app, base_url="http://localhost", client=("127.0.0.1", 50000)) as made:
        yield made


def test_an_address_says_all_of_a_search() -> None:
    whole = Wanted(
        q='said:"a & b" ü',
        what="articles",
        how="words",
        chosen={"speaker": ["Mara Hollin", "x=y&z"], "language": ["en"]},
        since="2031-01-01",
        until="2031-12-31",
        order="oldest",
    )
    assert wanted(QueryParams(whole.query())) == whole
    assert wanted(QueryParams(whole.with_value("outlet", "Skerry FM").without("outlet", "Skerry FM").query())) == (
        whole._replace(chosen={**whole.chosen})
    )
    strange = wanted(QueryParams("order=up&what=all&how=magic&speaker=&speaker=a&speaker=a&since=&evil=1"))
    assert strange == Wanted(chosen={"speaker": ["a"]})


def test_words_are_found_and_narrowed(site: Site) -> None:
    page = site.window(Look(1440))
    page.goto("/search")
    page.locator("form.asking input[name=q]").fill("strike OR dam")
    page.locator("form.asking button").click()
    before = page.locator(".hits > li").count()
    assert before > 3
    assert page.locator(".hits mark").count() > 3
    shelf = page.locator(".shelf", has=page.get_by_role("heading", name="Who says it"))
    first = shelf.locator("li").first
    count = int(first.locator(".num").inner_text())
    name = first.locator("a").inner_text()
    first.locator("a").click()
    assert f"{count} statement" in page.locator(".counted").inner_text(), "what is counted is what is found"
    assert page.locator(".chosen").get_by_text(name).count() == 1
    site.shot(page, "narrowed")
    page.locator(".chosen a").first.click()
    assert page.locator(".hits > li").count() == before


def test_every_count_is_what_its_link_finds(client: TestClient) -> None:
    from onrecord.record.search import find
    from onrecord.web.desk.search import shelves

    it = Wanted(q="-nothing")
    archive = client.app.state.archive  # type: ignore[attr-defined]
    found = find.statements(archive, it.search(limit=1, facets=7))
    seen = 0
    for shelf in shelves(found.facets, it):
        for one in shelf.choices:
            narrowed = wanted(QueryParams(urlsplit(one.address).query))
            assert find.statements(archive, narrowed.search(limit=1)).total == one.hits, one
            seen += 1
    assert seen > 20


def test_by_meaning_and_by_articles(site: Site) -> None:
    page = site.window()
    page.goto("/search?how=meaning&q=" + "workers stopped working")
    assert page.locator(".hits > li").count() > 0 or "Nothing in this archive" in page.inner_text("main")
    page.goto("/search?what=articles&q=strike")
    assert page.locator(".hits .headed").count() >= 1
    site.shot(page, "articles")


def test_what_cannot_be_asked_is_told(site: Site) -> None:
    page = site.window()
    for query in ("q=%28unclosed", "q=" + "x" * 1001, "since=2031-99-99", "q=a&cursor=zz", "how=meaning&outlet=x"):
        answer = page.goto(f"/search?{query}")
        assert answer.status == 422, query
        assert page.get_by_role("alert").count() == 1
    page.goto("/search?q=zebras")
    assert "Nothing in this archive fits" in page.inner_text("main")


def test_pages_hold_each_hit_once(client: TestClient) -> None:
    seen: list[str] = []
    address = "/search?all=1&order=newest"
    while address:
        body = client.get(address).text
        seen += [
            part.partition('"')[0]
            for part in body.split('class="said-what')[1:]
            for part in part.split("/statements/")[1:2]
        ]
        following = body.partition('<a rel="next" href="')[2].partition('"')[0]
        address = following.replace("&amp;", "&")
    assert len(seen) == len(set(seen)) > 60


def test_the_atom_feed(client: TestClient) -> None:
    answer = client.get("/search.atom?q=strike+OR+dam&order=oldest")
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    entries = feed.findall(f"{ATOM}entry")
    assert 3 < len(entries) <= 50
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for entry in [feed, *entries]:
        assert entry.findtext(f"{ATOM}updated").endswith("Z")  # type: ignore[union-attr]
        assert entry.findtext(f"{ATOM}title")
    days = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert days == sorted(days, reverse=True), "newest first, however the page was ordered"
    link = entries[0].find(f"{ATOM}link")
    assert link is not None and client.get(link.get("href", "")).status_code == 200
    own = next(link.get("href", "") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert parse_qs(urlsplit(own).query)["q"] == ["strike OR dam"]
    assert client.get(own).content == answer.content, "its own address gives it again"


def test_the_json_feed(client: TestClient) -> None:
    answer = client.get("/search.json?speaker=anselm+duarte")
    assert answer.headers["content-type"] == "application/feed+json"
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"] and all(item["title"].startswith("Anselm Duarte:") for item in feed["items"])
    for item in feed["items"]:
        assert item["id"] and item["content_text"] and item["authors"][0]["name"]
        assert client.get(item["url"]).status_code == 200


def test_the_table(client: TestClient) -> None:
    answer = client.get("/search.csv?all=1")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert tuple(rows[0]) == COLUMNS
    assert len({row["ref"] for row in rows}) == len(rows) > 60
    days = [row["day"] for row in rows if row["day"]]
    assert days == sorted(days, reverse=True)
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    assert client.get("/search.csv?q=%28").status_code == 422
