"""Adding in a browser: text, files and addresses; how far each is, and why one failed."""

import time
from pathlib import Path
from typing import Any

import pytest

from onrecord.web.settings import Bounds, Settings
from tests.desk.browser import Look, Opened, Site
from tests.desk.conftest import SAMPLES

TEXT = """Harbour office moves to the old mill

The harbour office of Lower Brae will move to the old mill in spring, the harbour master, Ines Okoro, said on Monday.

“We have run out of rooms and out of patience,” Ms Okoro said.
"""


def wait_until_read(page: Any, js: bool) -> None:
    if js:
        page.locator("#additions[data-unfinished=no] .addition").first.wait_for()
        return
    for _ in range(60):
        if page.locator("#additions[data-unfinished=no] .addition").count():
            return
        time.sleep(0.3)
        page.goto("/add")
    raise AssertionError("nothing was read")


@pytest.mark.parametrize("js", [True, False])
def test_text_is_pasted_and_read(own: Site, js: bool) -> None:
    page = own.window(Look(390, js=js))
    page.goto("/add")
    page.get_by_label("The text of a page").fill(TEXT)
    page.get_by_role("button", name="Add the text").click()
    wait_until_read(page, js)
    assert "Harbour office moves" in page.locator(".addition-name").first.inner_text()
    own.shot(page, "read")
    page.get_by_role("link", name="Added: read it").click()
    assert "/articles/" in page.url


@pytest.mark.parametrize("js", [True, False])
def test_files_are_added_and_what_failed_is_told(own: Site, js: bool, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "<b>picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    files = [
        SAMPLES / "harbour.warc.gz",
        SAMPLES / "not-found.html",
        tmp_path / "empty.html",
        tmp_path / "<b>picture.png",
    ]
    page = own.window(Look(1024, js=js))
    page.goto("/add")
    page.locator("input[type=file]").set_input_files([str(one) for one in files])
    page.get_by_role("button", name="Add the files").click()
    wait_until_read(page, js)
    told = page.locator("#additions").inner_text()
    assert "harbour.warc.gz" in told and "not-found.html" in told
    assert "it is no article" in told
    assert "<b>picture.png" in told and "Not added: looks like a PNG image" in told
    assert "empty.html\n\nNot added: is empty" in told
    own.shot(page, "files")
    if js:
        own.check(page)


def test_files_are_dropped(own: Site) -> None:
    page = own.window()
    page.goto("/add")
    page.evaluate(
        """text => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], 'dropped.txt', {type: 'text/plain'}));
          document.querySelector('.drop').dispatchEvent(
            new DragEvent('drop', {dataTransfer: carried, bubbles: true, cancelable: true}));
        }""",
        TEXT,
    )
    wait_until_read(page, js=True)
    assert "dropped.txt" in page.locator("#additions").inner_text()
    assert page.get_by_role("link", name="Added: read it").count() == 1


def test_an_address_that_cannot_be_fetched_is_told(own: Site) -> None:
    page = own.window()
    page.goto("/add")
    page.get_by_label("Address of the page").fill("http://127.0.0.1/page")
    page.get_by_role("button", name="Fetch and add it").click()
    wait_until_read(page, js=True)
    assert "not on the public internet" in page.locator("#additions").inner_text()
    page.get_by_label("Address of the page").fill("https://user:secret@paper.example/")
    page.get_by_role("button", name="Fetch and add it").click()
    assert "user name in it" in page.get_by_role("alert").inner_text()


def test_what_is_not_taken_is_told(opened: Opened, tmp_path: Path) -> None:
    site = opened(Settings(fetching=False, bounds=Bounds(page=3000)))
    page = site.window()
    page.goto("/add")
    assert page.get_by_label("Address of the page").count() == 0
    (tmp_path / "large.html").write_bytes(b"<p>" + b"x" * 5000)
    page.locator("input[type=file]").set_input_files(str(tmp_path / "large.html"))
    page.get_by_role("button", name="Add the files").click()
    assert "3,000 bytes" in page.get_by_role("alert").inner_text()
