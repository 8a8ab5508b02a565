"""An article's page in Chromium: read, chosen from either side, sent to a colleague, printed, and as captured."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onrecord.record import lookup
from onrecord.record.lookup import Article
from onrecord.record.opening import open_archive
from onrecord.web.app import create_app
from onrecord.web.desk.assets import assets
from onrecord.web.desk.ledger import entries
from tests.desk.browser import LOOKS, Look, Site

PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="package")
def articles(filled: Path) -> list[Article]:
    with open_archive(filled) as archive, archive.reading() as connection:
        rows = lookup.articles(connection, limit=50).items
        return [lookup.article(connection, row.sha256) for row in rows]


@pytest.fixture(scope="package")
def most(articles: list[Article]) -> Article:
    """The article with the most statements, one within another's words among them."""
    return max(articles, key=lambda one: (bool(one.reading.nested), len(one.refs)))


@pytest.fixture
def asking(filled: Path) -> Iterator[TestClient]:
    with TestClient(create_app(filled), base_url="http://localhost", client=("127.0.0.1", 1)) as client:
        yield client


def _url(page: Article) -> str:
    return f"/articles/{page.capture.sha256[:12]}"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_look_of_an_article(site: Site, look: Look, most: Article) -> None:
    page = site.window(look)
    ref = entries(most)[2].ref
    for name, path in {
        "article": _url(most),
        "chosen": f"{_url(most)}?s={ref}#s-{ref}",
        "ledger": f"{_url(most)}/ledger",
        "captured": f"{_url(most)}/page",
        "list": "/articles",
        "missing": "/nowhere",
    }.items():
        page.goto(path)
        if look.js and (look.width, look.dark) in ((390, True), (1440, False)):
            site.check(page)
        elif look.js:
            wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert wide <= window
        if look.js or name == "chosen":
            site.shot(page, name)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_link_of_every_statement_opens_with_its_words_in_view_and_marked(
    site: Site, most: Article, width: int
) -> None:
    ledger = entries(most)
    assert len(ledger) >= 5
    text = most.reading.text
    for js in (True, False):
        page = site.window(Look(width, js=js))
        for one in ledger[js::3]:
            page.goto(f"/statements/{one.ref}")
            assert page.url == f"{site.base}{_url(most)}?s={one.ref}#s-{one.ref}"
            lit = page.locator(".lit")
            words = "".join(lit.all_text_contents())
            assert words == "".join(text[start:end] for start, end in one.statement.content)
            assert page.locator(".lit-source").count() == 0 if not one.statement.source else True
            box, height = lit.first.bounding_box(), {390: 844, 1440: 900}[width]
            assert box is not None and 0 <= box["y"] < height * (0.54 if width == 390 else 1), one.number
            card = page.locator(".entry.chosen .entry-detail")
            assert card.is_visible() and one.what[:20] in card.inner_text()


def test_choosing_works_from_either_side_and_the_address_follows(site: Site, most: Article) -> None:
    page = site.window(Look(1440))
    page.goto(_url(most))
    first, second = entries(most)[:2]
    page.locator(f'.entry[data-n="{first.number}"] .entry-line').click()
    assert page.url.endswith(f"?s={first.ref}#s-{first.ref}")
    assert page.locator(".lit").count() > 0
    page.keyboard.press("j")
    assert page.url.endswith(f"?s={second.ref}#s-{second.ref}")
    page.keyboard.press("Escape")
    assert page.url == f"{site.base}{_url(most)}" and page.locator(".lit").count() == 0
    page.locator(f'[data-s="{second.number}"]').first.click()
    assert page.locator(".entry.chosen").get_attribute("data-n") == second.number
    page.locator(".entry.chosen .entry-close").click()
    assert page.locator(".entry.chosen").count() == 0
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()


def test_every_text_of_the_page_is_the_readings_own(site: Site, articles: list[Article]) -> None:
    """What corrections rely on: an element's text, less its apparatus, is the page's text from its offset on."""
    page = site.window(Look(1024))
    for one in articles:
        for path in (_url(one), f"{_url(one)}/page"):
            page.goto(path)
            held = page.evaluate(
                """() => [...document.querySelectorAll("[data-from]")].map(node => {
                    const copy = node.cloneNode(true);
                    copy.querySelectorAll("[data-apparatus]").forEach(part => part.remove());
                    return [Number(node.dataset.from), copy.textContent];
                })"""
            )
            assert held
            for start, words in held:
                assert one.reading.text[start : start + len(words)] == words


def test_colours_are_kept_with_and_without_a_script(site: Site) -> None:
    for js in (True, False):
        page = site.window(Look(1024, js=js))
        page.goto("/articles")
        page.get_by_role("button", name="dark", exact=True).click()
        page.wait_for_load_state()
        if js:
            page.wait_for_timeout(200)
        page.goto("/articles")
        assert page.locator("html").get_attribute("data-look") == "dark"


def test_printed_it_is_the_text_with_its_ledger_and_no_controls(site: Site, most: Article) -> None:
    page = site.window(Look(1024))
    page.goto(_url(most))
    page.emulate_media(media="print")
    assert not page.locator(".sections").is_visible() and not page.locator(".ways").is_visible()
    assert page.locator(".entry-line").first.is_visible()
    assert len(page.pdf()) > 10_000


def test_first_view_takes_less_than_100_kb_beside_fonts(asking: TestClient, most: Article) -> None:
    found = asking.get(_url(most), headers=PAGE)
    paths = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', found.text))
    sent = {path: int(asking.get(path).headers["content-length"]) for path in paths if "/fonts/" not in path}
    assert len(sent) >= 4 and sum(sent.values()) < 100_000, sent


def test_static_files_are_kept_for_ever_under_their_hash_only(asking: TestClient) -> None:
    kept = assets()
    found = asking.get(f"/static/{kept.hash}/base.css")
    assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert found.headers["x-content-type-options"] == "nosniff"
    for path in (f"/static/{'0' * 16}/base.css", f"/static/{kept.hash}/../rendering.py", f"/static/{kept.hash}/x"):
        assert asking.get(path).status_code == 404


def test_problems_are_pages_for_browsers_and_json_for_programs(asking: TestClient) -> None:
    page = asking.get("/articles/ffffffffffff", headers=PAGE)
    assert page.status_code == 404 and page.headers["content-type"].startswith("text/html")
    assert "script-src 'self'" in page.headers["content-security-policy"] and "<h1>There is nothing here" in page.text
    assert asking.get("/articles/ffffffffffff").json()["status"] == 404
    assert asking.get("/api/v1/articles/ffffffffffff", headers=PAGE).json()["status"] == 404
    assert asking.get("/statements/nothing", headers=PAGE).status_code == 404
    assert asking.get("/articles", headers=PAGE | {"Host": "evil.example"}).status_code == 421


def test_a_statement_that_is_gone_is_told_of(asking: TestClient, most: Article) -> None:
    found = asking.get(f"{_url(most)}?s=000000000000-1-2", headers=PAGE)
    assert found.status_code == 200 and "not in the article any more" in found.text


def test_a_page_that_is_no_article_is_shown_as_captured(asking: TestClient, filled: Path) -> None:
    with open_archive(filled) as archive, archive.reading() as connection:
        others = [one for one in lookup.captures(connection, limit=50).items if one.page_kind != "article"]
    for one in others:
        found = asking.get(f"/articles/{one.sha256[:12]}", headers=PAGE)
        assert found.url.path.endswith("/page") and found.status_code == 200


@pytest.mark.parametrize("format", ["csv", "jsonl", "jsonld", "webannotation"])
def test_an_article_is_taken_away(asking: TestClient, most: Article, format: str) -> None:
    found = asking.get(f"{_url(most)}/export/{format}")
    assert found.status_code == 200 and "attachment" in found.headers["content-disposition"] and found.content


def test_every_link_of_an_article_leads_somewhere(asking: TestClient, most: Article) -> None:
    found: Any = asking.get(_url(most), headers=PAGE).text
    links = set(re.findall(r'href="([^"#]+)"', found)) | set(re.findall(r'src="([^"]+)"', found))
    for link in sorted(links):
        if link.startswith("/"):
            answer = asking.get(link.replace("&amp;", "&"), headers=PAGE)
            assert answer.status_code == 200, link
