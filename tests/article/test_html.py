"""Markup to raw blocks."""

# ruff: noqa: E501 - markup as it comes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from onrecord.article.flat import ARTICLE, HEADING, HIDDEN, MAIN, MAX_BLOCKS, NAV, Flat
from onrecord.article.html import flatten
from onrecord.article.tame import tame


def texts(markup: str) -> list[str]:
    flat = flatten(markup)
    return [flat.quote(i) for i in range(len(flat.blocks))]


def check_tiles(flat: Flat) -> None:
    """Blocks lie in order within the text, without overlap, and leave nothing but white space between them."""
    at = 0
    for block in flat.blocks:
        assert at <= block.start < block.end <= len(flat.text)
        assert not flat.text[at : block.start].strip()
        assert flat.text[block.start : block.end].strip()
        at = block.end
    assert flat.truncated or not flat.text[at:].strip()


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", []),
        ("plain", ["plain"]),
        ("<p>One<p>Two", ["One", "Two"]),
        ("<p>One <b>and</b>\n  two</p>", ["One and two"]),
        ("<div>One<p>Two</p>Three</div>", ["One", "Two", "Three"]),
        ("<ul><li>One<li><a href=x>Two</a></ul>", ["One", "Two"]),
        # A break ends a block between lines of a div, and after a sentence or twice in a paragraph; not in a title.
        ("<div>By Ann Hill<br>4 May</div>", ["By Ann Hill", "4 May"]),
        ("<p>It is over.<br>So it goes.</p>", ["It is over.", "So it goes."]),
        ("<p>It is over<br>now.</p>", ["It is over now."]),
        ("<p>It is<br><br>over</p>", ["It is", "over"]),
        ("<h1>It is<br>over</h1>", ["It is over"]),
        # Neighbours without a space between them are words of their own; parts of a word are not.
        ("<div><a>Home</a><a>News</a></div>", ["Home News"]),
        ("<div><span>Home</span><span>News</span></div>", ["Home News"]),
        ("<p>un<b>believ</b>able</p>", ["unbelievable"]),
        # What nobody reads is not text.
        ("<title>T</title><script>var a='<p>x</p>'</script><style>p{}</style><p>Text<noscript>N</noscript>", ["Text"]),
        ("<p>a &lt; b &amp;amp; c&nbsp;d", ["a < b &amp; c d"]),
        ("<p>x<!-- <p>no</p> --> y", ["x y"]),
        ("<p>\u200b</p><p>&nbsp;</p>", []),
        # A credit inside a picture's text is a block.
        (
            '<figure><figcaption>The quay. <span class="photo-credit">HP</span></figcaption></figure>',
            ["The quay.", "HP"],
        ),
    ],
)
def test_blocks(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


def test_hostile_attributes_do_not_hide_text() -> None:
    assert texts('<p x"y ="foo">one</p><p title=\'a"b>c\'>two</p><p a=">" b="<p>">three') == ["one", "two", "three"]


def test_what_stands_around_a_block() -> None:
    flat = flatten(
        "<nav><a href=x>News</a></nav><main><article><h2><a href=y>Late</a></h2><p><strong>All</strong> of it</p>"
        '<div style="display: none">secret</div></article></main>'
    )
    menu, title, paragraph, secret = flat.blocks
    assert menu.inside & NAV
    assert menu.linked == 4
    assert title.level == 2
    assert title.inside & HEADING and title.inside & ARTICLE and title.inside & MAIN
    assert paragraph.strong == 3
    assert secret.inside & HIDDEN and not paragraph.inside & HIDDEN


def test_head_and_marks() -> None:
    flat = flatten(
        '<html lang="en-GB"><head><title> The  Tide </title><meta property="og:title" content="Ferry &amp; quay">'
        '<link rel="canonical" href="https://tide.example/1"><script type="application/ld+json">{"a": 1}</script>'
        '</head><body><p>By <a rel="author" href="/ann">Ann <b>Hill</b></a> '
        '<time datetime="2024-05-04T10:00Z">4 May</time><img alt="A quay" src=x><p>Text</p>'
    )
    assert flat.head.title == "The Tide"
    assert flat.head.lang == "en-GB"
    assert flat.head.canonical == "https://tide.example/1"
    assert flat.head.meta == [("og:title", "Ferry & quay")]
    assert flat.head.jsonld == ['{"a": 1}']
    assert [(m.tag, m.text, m.block) for m in flat.marks] == [("a", "Ann Hill", 0), ("time", "4 May", 0)]
    assert flat.marks[1].attrs["datetime"] == "2024-05-04T10:00Z"
    assert flat.alts == [(1, "A quay")]


def test_paths_find_their_nodes() -> None:
    markup = (
        "<script>1</script><div><p>one<p>two</div><div><svg><path/></svg><section><h2>three</h2>"
        "<ul><li>four<li>five</ul></section></div><table><tr><td>six"
    )
    flat = flatten(markup)
    tree = LexborHTMLParser(markup)
    for i in range(len(flat.blocks)):
        path = flat.path(i)
        assert path is not None
        (node,) = tree.css(path)
        assert node.text(strip=True) == flat.quote(i)


def test_deep_nesting_and_long_pages_are_bounded() -> None:
    deep = flatten("<div>" * 100_000 + "x")
    assert deep.text == "x"
    many = flatten("<p>a" * (MAX_BLOCKS + 50))
    assert len(many.blocks) == MAX_BLOCKS
    assert many.truncated
    check_tiles(many)
    attributes = flatten("<div " + " ".join(f"a{i}=1" for i in range(50_000)) + ">x")
    assert attributes.text == "x"
    fonts = flatten("<p>" + "".join(f"<font size={i}>" for i in range(400)) + "<p>x" * 50_000)
    assert len(fonts.blocks) == MAX_BLOCKS


def test_ordinary_markup_is_not_tamed() -> None:
    page = b"<div class='a'><p>" + b"<p>text <b>bold</b> <a href='x'>link</a></p>\n" * 8_000 + b"</div>"
    assert tame(page) == page


PIECES = st.sampled_from(
    ["<p>", "</p>", "<div class='a b'>", "</div>", "<a href=x>", "</a>", "<br>", "<li>", "<ul>", "</ul>", "<h1>", "</h1>",
     "<table>", "<td>", "<script>", "</script>", "<!--", "-->", "<img alt='q'>", "<figure>", "<figcaption>", "</figure>",
     "<span class=credit>", "</span>", "<svg>", "</svg>", "&amp;", "&nbsp;", "<", ">", '"', "'", "=", " ", "\n", "word ",
     "Other words.", "\u200b", "\x00", "\ud800", "<b>", "</b>", "<time datetime=1>", "<template>", "<p x\"y='", "]]>"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join))
def test_any_markup_gives_blocks_that_tile_its_text(markup: str) -> None:
    flat = flatten(markup)
    check_tiles(flat)
    for i, block in enumerate(flat.blocks):
        assert flat.quote(i) == flat.text[block.start : block.end]
        flat.path(i)


@pytest.mark.parametrize("before", [0, 1, 5, 9, 17, 30])
def test_a_comment_across_where_long_markup_is_cut_is_no_text(before: int) -> None:
    filler = "<p>" + "x" * (23_960 - before) + "</p>"
    comment = "<!-- a > b <p>not said</p> <!-- <b>nor this</b> -->"
    flat = flatten(f"<body>{filler}<p>One {comment}two.{filler}<p>{comment}Three <b>and</b> four.</body>")
    said = [flat.quote(i) for i in range(len(flat.blocks))]
    assert said[1::2] == ["One two.", "Three and four."]
    assert len(said) == 4
    assert flat.blocks[3].strong == 3
