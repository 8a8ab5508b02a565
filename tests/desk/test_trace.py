"""The page of a trace: its picture, and the same told in words."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.pipeline import tracing
from onrecord.pipeline.tracing import following
from onrecord.record.adding import add
from onrecord.record.opening import open_archive
from tests.desk.browser import Look, Opened, Site
from tests.story.tunnel import UTTERANCES


@pytest.fixture
def told(opened: Opened, tunnel: Path) -> Iterator[Site]:
    yield opened(None, tunnel)


def ref_of(tunnel: Path, name: str) -> str:
    with open_archive(tunnel) as archive, archive.reading() as connection:
        return str(following.trace(connection, UTTERANCES[name].words).trace.first)


@pytest.mark.parametrize("look", [Look(1440), Look(390, dark=True)], ids=str)
def test_a_trace_is_drawn_and_told(told: Site, tunnel: Path, look: Look) -> None:
    page = told.window(look)
    for name in ("fans", "promise", "memo", "hammer"):
        page.goto(f"/trace/{ref_of(tunnel, name)}")
        told.shot(page, name)
        told.check(page)
        truth = UTTERANCES[name]
        assert f"{truth.independent} independent origin" in page.locator(".lead").inner_text()
        assert page.locator(".appearance").count() == len(truth.pages)
        if len(truth.pages) > 1:
            assert page.locator(".traced a:visible .dot").count() == len(truth.pages)
            assert page.locator(".traced a:visible .dot.withheld").count() == len(truth.withheld)
        else:
            assert page.locator(".traced").count() == 0


@pytest.mark.parametrize("look", [Look(1440), Look(390)], ids=str)
def test_the_picture_names_the_source_and_the_words_that_changed(told: Site, tunnel: Path, look: Look) -> None:
    page = told.window(look)
    page.goto(f"/trace/{ref_of(tunnel, 'fans')}")
    shown = page.locator(".traced-frame:visible")
    assert shown.count() == 1
    assert shown.locator(".note-who.withheld").all_text_contents() == [
        "A former senior safety official",
        "One former official",
    ]
    assert "“in a row” for “running”" in str(shown.locator(".note-words").first.text_content())
    # Nothing that is written in it is cut off, and no two notes lie on each other.
    width, boxes = shown.locator("svg").evaluate(
        "svg => [svg.viewBox.baseVal.width, [...svg.querySelectorAll('text')].map(one => one.getBBox())"
        ".map(box => [box.x, box.y, box.x + box.width, box.y + box.height])]"
    )
    assert all(left >= 0 and right <= width for left, _, right, _ in boxes)
    for one, other in itertools.combinations(boxes, 2):
        across, down = (min(one[at + 2], other[at + 2]) - max(one[at], other[at]) for at in (0, 1))
        assert across <= 0 or down <= 3


def test_marks_lead_to_what_they_stand_for(told: Site, tunnel: Path) -> None:
    page = told.window()
    page.goto(f"/trace/{ref_of(tunnel, 'fans')}")
    mark = page.locator(".traced a").nth(2)
    assert "does not name the source" in str(mark.get_attribute("aria-label"))
    mark.focus()
    page.keyboard.press("Enter")
    assert "A former senior safety official" in page.locator(".appearance:target").inner_text()
    assert page.locator(".appearance mark").all_inner_texts() == ["in a row", "never"]
    assert "may be Anders Falk" in page.locator(".inference").first.inner_text()


def test_a_trace_of_nothing_is_no_fault(told: Site) -> None:
    page = told.window()
    answer = page.goto("/trace/000000000000-1-2")
    assert answer.status == 404
    told.check(page)


def test_words_of_a_page_are_text_in_the_picture(opened: Opened, tmp_path: Path) -> None:
    import onrecord

    where = tmp_path / "hostile.db"
    wrong = "<script>alert(1)</script>\u202e<svg onload=alert(2)>"
    text = (
        f"“Nobody shall {wrong} ever pass this bridge again after sunset,” said Ana Vale, the harbour master.\n\n" * 1
    )
    pages = [
        f"<html><head><meta property='og:site_name' content='{name} {wrong.replace(chr(60), '&lt;')}'></head><body>"
        f"<article><h1>A bridge at night {name}</h1><p>The bridge of Orrmouth is closed, the council said.</p>"
        f"<p>{text.replace('<', '&lt;')}</p><p>It was built in 1911 and is to be painted.</p></article></body></html>"
        for name in ("The Orrmouth Herald", "Anchor News")
    ]
    with open_archive(where, make=True) as archive:
        add(archive, [onrecord.read(text=one, media_type="text/html") for one in pages])
        tracing.catch_up(archive)
        with archive.reading() as connection:
            found = following.trace(connection, "ever pass this bridge again after sunset").trace
    assert len(found.appearances) == 2
    site = opened(None, where)
    page = site.window()
    page.goto(f"/trace/{found.first}")
    site.check(page)
    assert page.locator("main script").count() == 0
