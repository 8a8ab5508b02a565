"""The page that checks quotations: words, a pasted draft, a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browser import Look, Opened, Site
from tests.pipeline.test_checking import DRAFT, docx


@pytest.fixture
def told(opened: Opened, tunnel: Path) -> Iterator[Site]:
    yield opened(None, tunnel)


def verdicts(page: Any) -> list[str]:
    return [one.split(" · ")[0].lstrip("✓·! ").strip() for one in page.locator(".verdict").all_inner_texts()]


@pytest.mark.parametrize("look", [Look(1440), Look(390, dark=True)], ids=str)
def test_a_pasted_draft_is_checked(told: Site, look: Look) -> None:
    page = told.window(look)
    page.goto("/check")
    told.shot(page, "empty")
    told.check(page)
    page.fill("#text", DRAFT)
    page.click("text=Check the draft")
    assert verdicts(page) == [
        "altered",
        "word for word",
        "word for word, given to somebody else",
        "not found",
        "with what is left out marked",
        "too short to be told by its words",
        "word for word, out of a longer one, never in quotation marks",
    ]
    assert page.locator(".checked mark").all_inner_texts() == ["never"]
    told.shot(page, "checked")
    told.check(page)


def test_words_can_be_linked_to(told: Site) -> None:
    page = told.window()
    page.goto("/check?q=a+tunnel+is+a+promise+that+you+come+out")
    assert verdicts(page) == ["word for word, out of a longer one"]
    assert "after Radio Estrand" in page.locator(".checked").inner_text()
    page.click("text=see the trace")
    assert page.locator(".appearance").count() == 4


def test_a_file_is_checked_without_scripts_too(told: Site, tmp_path: Path) -> None:
    file = tmp_path / "draft.docx"
    file.write_bytes(docx([line for line in DRAFT.splitlines() if line]))
    page = told.window(Look(js=False))
    page.goto("/check")
    page.set_input_files("#file", file)
    page.click("text=Check the draft")
    assert verdicts(page)[:2] == ["altered", "word for word"]
    wrong = tmp_path / "picture.png"
    wrong.write_bytes(b"\x89PNG")
    page.goto("/check")
    page.set_input_files("#file", wrong)
    page.click("text=Check the draft")
    assert "is no draft that can be read" in page.locator(".notice").inner_text()


def test_what_a_draft_holds_is_text(told: Site) -> None:
    page = told.window()
    page.goto("/check")
    page.fill("#text", "He said: “<script>alert(1)</script> we regret every <img src=x onerror=alert(2)> life lost”.")
    page.click("text=Check the draft")
    assert page.locator("main script, main img").count() == 0
    told.check(page)
