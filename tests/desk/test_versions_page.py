"""The page of an article's versions and copies."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.browser import Look, Opened, Site
from tests.story.tunnel import readings


@pytest.fixture
def told(opened: Opened, tunnel: Path) -> Iterator[Site]:
    yield opened(None, tunnel)


def address(name: str) -> str:
    return f"/articles/{readings()[name].capture.sha256[:12]}/versions"


@pytest.mark.parametrize("look", [Look(1440), Look(390, dark=True), Look(1024, js=False)], ids=str)
def test_what_was_changed_is_marked(told: Site, look: Look) -> None:
    page = told.window(look)
    page.goto(address("lumen-1-amended"))
    told.shot(page, "versions")
    if look.js:  # axe is a script
        told.check(page)
    assert "2 versions in 2 captures" in page.locator(".lead").inner_text()
    assert page.locator(".edit-head del").all_inner_texts() == ["Nine"]
    assert page.locator(".edit-head ins").all_inner_texts() == ["Six"]
    assert page.locator(".noticed").inner_text().startswith("Correction:")
    page.locator(".edit ins a").first.click()
    assert "/articles/" in page.url, "a statement that was added leads into the article"


def test_copies_lead_to_the_words_on_either_page(told: Site) -> None:
    page = told.window()
    page.goto(address("post-1-six-die"))
    told.shot(page, "copies")
    told.check(page)
    page.locator("#copies summary").first.click()
    page.locator("#copies .version").first.locator(".edit-text a").last.click()
    assert page.locator("#at").count() == 1


def test_a_page_without_versions_or_copies_says_so(told: Site) -> None:
    page = told.window()
    page.goto(address("lumen-4-judge"))
    told.check(page)
    assert "The earliest version in this archive" in page.locator(".version").inner_text()
    assert "No article of another outlet" in page.locator("#copies").locator("xpath=..").inner_text()
