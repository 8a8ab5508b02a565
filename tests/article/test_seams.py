"""Runs of inline elements that are several blocks."""

# ruff: noqa: E501 - markup as it comes

import pytest

from onrecord.article.flat import FIGURE, LINK
from onrecord.article.html import flatten


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # A kicker and a title, in a heading and in a link.
        ("<h1><span class=k>Harbour</span><span class=t>Ferry late again</span></h1>", ["Harbour", "Ferry late again"]),
        ("<h2><a href=x><span class=k>Harbour</span> <span class=c>:</span> <span class=t>Ferry late</span></a></h2>", ["Harbour :", "Ferry late"]),
        ("<div><a href=x><strong>Harbour</strong><span class=t>Ferry late</span></a></div>", ["Harbour", "Ferry late"]),
        # Lines of one title look alike, marked words are no lines, and a sentence goes on in small letters.
        ("<h1><span class=l>Ferry late</span><span class=l>again</span></h1>", ["Ferry late again"]),
        ("<h1><em class=a>Ferry</em> <span class=b>Late</span></h1>", ["Ferry Late"]),
        ("<h1><span class=a>The Ferry</span> <span class=b>is late</span></h1>", ["The Ferry is late"]),
        ("<h2><a href=x><span class=t>Ferry late</span><span class=sr-only>Opens a window</span></a></h2>", ["Ferry late Opens a window"]),
        # Lists of links, with separators or without.
        ("<div><a href=a>Sport</a><a href=b>Weather</a></div>", ["Sport", "Weather"]),
        ("<p><a href=a>Imprint</a> | <a href=b>Privacy</a></p>", ["Imprint |", "Privacy"]),
        ("<div><a href=a>Home</a> &gt; <a href=b>News</a> › <a href=c>Harbour</a></div>", ["Home >", "News ›", "Harbour"]),
        ("<p><a href=a>Ada Quill</a>, <a href=b>Bo Marsh</a></p>", ["Ada Quill, Bo Marsh"]),
        ("<p><a href=a>Ada Quill</a> and <a href=b>Bo Marsh</a> wrote this.</p>", ["Ada Quill and Bo Marsh wrote this."]),
        ("<p><a href=a>One link</a> <a href=a>cut in two</a></p>", ["One link cut in two"]),
        # A byline, a time, and what else stands on their line.
        ("<div><span class=a>By Ada Quill</span><time>4 June 2024</time> • <span class=r>3 minutes</span></div>", ["By Ada Quill", "4 June 2024 •", "3 minutes"]),
        ("<div><span class=a>Published</span> <time>4 June 2024</time></div>", ["Published 4 June 2024"]),
        ("<div><span class=a>By</span> <span class=b>Ada Quill</span></div>", ["By Ada Quill"]),
        ("<div><time>4 June 2024</time> <time>5.30 pm</time></div>", ["4 June 2024 5.30 pm"]),
        ("<p>The ferry left at <time>5.30</time> and <time>6.30</time>.</p>", ["The ferry left at 5.30 and 6.30."]),
        # Prose in spans.
        ("<p><span class=a>It sails.</span> <span class=b>It does not.</span></p>", ["It sails. It does not."]),
        ("<div><span class=a>ELLIN.</span> <span class=b>The ferry that was to sail at noon on Tuesday stays in the port for now.</span></div>", ["ELLIN. The ferry that was to sail at noon on Tuesday stays in the port for now."]),
        # A credit is one block, however many pieces it has.
        ("<figure><figcaption>The ferry. <span class=credit>Photo</span> <span class=credit-by>Ada Quill</span> Late.</figcaption></figure>", ["The ferry.", "Photo Ada Quill", "Late."]),
        ("<figure><span class=credit><b class=credit-label>Photo:</b><i class=credit-name>Ada</i></span><p>Next</figure>", ["Photo:Ada", "Next"]),
    ],
)  # fmt: skip
def test_blocks(markup: str, expected: list[str]) -> None:
    flat = flatten(markup)
    assert [flat.quote(i) for i in range(len(flat.blocks))] == expected


def test_a_piece_is_told_by_its_own_element() -> None:
    flat = flatten("<div><b><a href=a class=one>Sport</a><a href=b>Weather</a></b></div>")
    sport, weather = flat.blocks
    assert [flat.attributes(block.element).get("class") for block in flat.blocks] == ["one", None]
    assert sport.inside & weather.inside & LINK
    assert [(block.linked, block.links, block.strong) for block in flat.blocks] == [(5, 1, 5), (7, 1, 7)]
    assert flat.path(0) == "html > body:nth-of-type(1) > div:nth-of-type(1) > b:nth-of-type(1) > a:nth-of-type(1)"


def test_many_elements_are_left_as_they_are() -> None:
    flat = flatten("<div>" + "".join(f"<a href={k}>a link</a>" for k in range(300)) + "</div>")
    assert len(flat.blocks) == 1
    assert flat.blocks[0].links == 300
    assert not flat.blocks[0].inside & FIGURE
