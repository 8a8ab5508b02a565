"""From a capture to blocks with roles and an article."""

import html as html_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from onrecord.article.model import Page
from onrecord.article.page import page_of
from onrecord.capture.model import Capture, MediaType
from tests.article.test_plaintext import PARAGRAPHS

SAMPLES = Path(__file__).parents[2] / "samples"


def read(text: str, media_type: MediaType = "text/plain") -> Page:
    data = text.encode("utf-8", "replace")
    return page_of(Capture.of(data, source="test", media_type=media_type), text)


def roles(page: Page, wanted: str) -> list[str]:
    return [page.text[b.start : b.end] for b in page.blocks if b.role == wanted]


def test_a_radio_stations_page_as_an_archive_keeps_it() -> None:
    text = (SAMPLES / "ferry-skerry-fm.txt").read_text(encoding="utf-8")
    page = read(text)
    assert page.text == text
    assert page.kind == "article"
    (header,) = roles(page, "capture_header")
    assert header == "date 2031-03-09"
    (headline,) = roles(page, "headline")
    assert headline.startswith("Ferry firm 'told crews to keep quiet'")
    body = roles(page, "body")
    assert body[-1].startswith("Mr Thorne is due to appear before the transport committee")
    assert any(p.startswith("Prosecutors are considering charges") for p in body)
    assert not any(word in p for p in body for word in ("Picture:", "Read more", "See more", "Loading"))
    assert len(page.article.captions) == 3
    assert page.article.captions[0].credit == "Northlight Images"
    headings = roles(page, "rail_heading")
    assert "More From The Islands" in headings
    assert "Behind The Story" in headings
    headlines = roles(page, "rail_headline")
    assert "Goat rescued from roof in Pellmouth for second time this month" in headlines
    assert "Sandling Ferry" in roles(page, "topic")


def test_rails_are_numbered_in_order_and_repeats_marked() -> None:
    page = read((SAMPLES / "ferry-skerry-fm.txt").read_text(encoding="utf-8"))
    rails = [b.rail for b in page.blocks if b.rail is not None]
    assert rails == sorted(rails)
    assert set(rails) == set(range(max(rails) + 1))
    for i, block in enumerate(page.blocks):
        if block.repeats is not None:
            assert block.repeats < i
            earlier = page.blocks[block.repeats]
            assert page.text[block.start : block.end] == page.text[earlier.start : earlier.end]


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_a_bare_article_loses_nothing(media_type: MediaType) -> None:
    paragraphs = [PARAGRAPHS[0], *PARAGRAPHS[2:]]
    title = "Marrow ferry laid up after crack is found in bow door"
    if media_type == "text/html":
        source = f"<h1>{title}</h1>" + "".join(f"<p>{html_module.escape(p)}</p>" for p in paragraphs)
    else:
        source = "\n\n".join([title, *paragraphs])
    page = read(source, media_type)
    kept = " ".join(page.text[b.start : b.end] for b in page.blocks if b.role in ("standfirst", "body", "subheading"))
    for paragraph in paragraphs:
        assert paragraph in kept


def test_paths_of_a_real_looking_page() -> None:
    source = (SAMPLES / "harbour-strike.html").read_text(encoding="utf-8")
    page = read(source, "text/html")
    tree = LexborHTMLParser(source)
    for block in page.blocks:
        assert block.path is not None
        (node,) = tree.css(block.path)
        assert page.text[block.start : block.end][:20] in " ".join(node.text().split())


def test_a_page_is_read_the_same_twice() -> None:
    source = (SAMPLES / "harbour-strike.html").read_text(encoding="utf-8")
    assert read(source, "text/html") == read(source, "text/html")


def test_a_long_page_is_read_in_pieces() -> None:
    page = read("\n".join(f"Line {i} of a very long list" for i in range(9_000)))
    assert len(page.blocks) == 9_000


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.sampled_from(["text/plain", "text/html"]))
def test_no_text_makes_it_raise(text: str, media_type: MediaType) -> None:
    page = read(text, media_type)
    assert [(b.start, b.end) for b in page.blocks] == sorted((b.start, b.end) for b in page.blocks)
