"""Articles out of pages whose blocks have their roles; the pages are invented."""
# ruff: noqa: E501 - pages and tables

import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.flat import Flat, RawBlock
from onrecord.article.html import flatten
from onrecord.article.metadata import dateline_in, extract
from onrecord.article.model import Article, Block, Role
from onrecord.article.page_kind import kind_of

Lines = list[tuple[Role, str]]

PROSE = "The harbour master said on Monday that the ferry to Skerry would not sail before the end of the week. "


def from_text(lines: Lines) -> tuple[Flat, list[Block]]:
    """A page of plain text, a block a line."""
    text, blocks = "", []
    for role, line in lines:
        text += "\n\n" if text else ""
        blocks.append(Block(role=role, start=len(text), end=len(text) + len(line)))
        text += line
    return Flat(text=text, blocks=[RawBlock(b.start, b.end) for b in blocks]), blocks


def from_html(html: str) -> tuple[Flat, list[Block]]:
    """A page of markup; each block's role is its element's `data-role`, else `other`."""
    flat = flatten(html)
    blocks = [
        Block(role=flat.attributes(b.element).get("data-role", "other"), start=b.start, end=b.end)  # type: ignore[arg-type]
        for b in flat.blocks
    ]
    return flat, blocks


def article_of(html: str, url: str | None = None) -> Article:
    return extract(*from_html(html), url)


def test_a_page_of_text() -> None:
    article = extract(
        *from_text(
            [
                ("capture_header", "date 2024-06-04"),
                ("headline", "Ferry to Skerry ‘late again’"),
                ("timestamp", "4 June 2024, 05:46"),
                ("caption", "The ferry at the pier. Picture: Lamp"),
                ("byline", "By Ada Quill"),
                ("standfirst", "The ferry is said to be late."),
                ("body", "PORT ELLIN (Reuters) — " + PROSE),
                ("rail_headline", "Bakery opens, 5 June 2024"),
            ]
        )
    )
    assert article.headline == "Ferry to Skerry ‘late again’"
    assert article.published == "2024-06-04T05:46"
    assert article.updated is None
    assert article.authors == ["Ada Quill"]
    assert article.standfirst == "The ferry is said to be late."
    assert article.dateline == "PORT ELLIN (Reuters)"
    assert article.language == "en"
    assert article.url is None and article.publisher is None


def test_a_bare_text() -> None:
    article = extract(*from_text([("topic", "Ferry late"), ("topic", "By Ada Quill"), ("other", "4 June 2024"),
                                  ("body", PROSE)]))  # fmt: skip
    assert (article.headline, article.authors, article.published) == ("Ferry late", ["Ada Quill"], "2024-06-04")


def test_a_page_of_markup() -> None:
    article = article_of(
        """<!doctype html><html lang="en-GB"><head><title>Ferry late again - Skerry Gazette</title>
        <link rel="canonical" href="https://gazette.example/news/ferry">
        <meta property="og:site_name" content="Skerry Gazette"><meta property="og:title" content="Ferry late again">
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry late again",
        "author": [{"@type": "Person", "name": "Ada Quill"}, {"@type": "Person", "name": "Bo Reed"}],
        "datePublished": "2024-06-04T17:15:00+01:00", "dateModified": "2024-06-05T08:00:00+01:00"}</script></head>
        <body><h1 data-role="headline">Ferry late again</h1><p data-role="byline">By Ada Quill and Bo Reed</p>
        <p data-role="body">PORT ELLIN, June 4 - The ferry will not sail.</p></body></html>"""
    )
    assert article == Article(
        headline="Ferry late again",
        authors=["Ada Quill", "Bo Reed"],
        dateline="PORT ELLIN, June 4",
        published="2024-06-04T17:15:00+01:00",
        updated="2024-06-05T08:00:00+01:00",
        language="en",
        url="https://gazette.example/news/ferry",
        publisher="Skerry Gazette",
    )


@pytest.mark.parametrize(
    ("head", "body", "published", "updated"),
    [
        ('<meta property="article:published_time" content="2024-06-04T17:15:00Z">', "", "2024-06-04T17:15:00+00:00", None),
        ('<meta name="date" content="2024-06-04"><meta name="lastmod" content="2024-06-06">', "", "2024-06-04",
         "2024-06-06"),
        # A printed time is more precise than a day.
        ('<meta name="date" content="2024-06-04">', '<p data-role="timestamp">4 June 2024, 17:15</p>',
         "2024-06-04T17:15", None),
        ("", '<p><time datetime="2024-06-04T17:15:00+02:00">4. Juni</time></p>', "2024-06-04T17:15:00+02:00", None),
        ("", '<p><time datetime="2024-06-04T17:15">x</time> <time datetime="2024-06-05" itemprop="dateModified">y</time>',
         "2024-06-04T17:15", "2024-06-05"),
        ("", '<p data-role="timestamp">Updated: 5 June 2024 09:00</p><p data-role="timestamp">4 June 2024 17:15</p>',
         "2024-06-04T17:15", "2024-06-05T09:00"),
        ("", '<p data-role="timestamp">Published:</p><p data-role="timestamp">04.06.2024, 17:15 Uhr</p>',
         "2024-06-04T17:15", None),
        ("", "<p>Di 04.06.24 | 17:15 Uhr | Von Anna Muster</p>", "2024-06-04T17:15", None),
        ("", '<p data-role="timestamp">Updated 5 June 2024</p>', "2024-06-05", None),
        ('<meta name="date" content="2024-06-04"><meta name="lastmod" content="2024-06-03">', "", "2024-06-04", None),
        ('<link rel="canonical" href="https://gazette.example/2024/06/04/ferry">', "", "2024-06-04", None),
        ("", "<p>No day at all</p>", None, None),
    ],
)  # fmt: skip
def test_times(head: str, body: str, published: str | None, updated: str | None) -> None:
    article = article_of(f"<html><head>{head}</head><body><h1 data-role='headline'>Ferry late</h1>{body}</body></html>")
    assert (article.published, article.updated) == (published, updated)


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("PORT ELLIN (Reuters) — The ferry is late.", "PORT ELLIN (Reuters)"),
        ("PORT ELLIN, June 4 (AP) -- The ferry is late.", "PORT ELLIN, June 4 (AP)"),
        ("PORT ELLIN — The ferry is late.", "PORT ELLIN"),
        ("Seestadt (dpa/lno) - Die Fähre ist spät.", "Seestadt (dpa/lno)"),
        ("Seestadt, 4. Juni (dpa) - Die Fähre ist spät.", "Seestadt, 4. Juni (dpa)"),
        ("PORT ELLIN (Skerry Wire) - The ferry is late.", "PORT ELLIN (Skerry Wire)"),
        ("Ferry (late) - again.", None),
        ("ALL THAT WE KNOW NOW - The ferry is late.", None),
        ("The ferry – late again – will not sail.", None),
        ("Ferry: it is late.", None),
        ("The US - and others - said so.", None),
        ("“We know,” he said - twice.", None),
        ("", None),
    ],
)
def test_datelines(paragraph: str, dateline: str | None) -> None:
    assert dateline_in(paragraph) == dateline


@pytest.mark.parametrize(
    ("canonical", "graph", "captured", "url"),
    [
        ("https://gazette.example/a", "", None, "https://gazette.example/a"),
        ("/a", "", "https://gazette.example/a?x=1", "https://gazette.example/a"),
        ("", "https://gazette.example/b", None, "https://gazette.example/b"),
        # An address that is only the site's is not the page's.
        ("https://gazette.example/", "", "https://gazette.example/a", "https://gazette.example/a"),
        ("javascript:alert(1)", "", None, None),
        ("http://[bad", "", "https://gazette.example/a", "https://gazette.example/a"),
    ],
)
def test_addresses(canonical: str, graph: str, captured: str | None, url: str | None) -> None:
    head = f'<link rel="canonical" href="{canonical}"><meta property="og:url" content="{graph}">'
    assert article_of(f"<html><head>{head}</head><body><p>x", captured).url == url


LINKS = "".join(
    f'<p data-role="rail_headline"><a href="/{i}">Story number {i} of the long day</a></p>' for i in range(50)
)


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("", "empty"),
        ("<p> … </p>", "empty"),
        (f"<h1 data-role='headline'>Ferry late</h1><p data-role='body'>{PROSE * 9}</p>", "article"),
        (f"<h1 data-role='headline'>Ferry late</h1><p data-role='body'>{PROSE}</p>{LINKS}", "index"),
        (f"<meta property='og:type' content='article'><h1>Ferry late</h1><p data-role='body'>{PROSE}</p>{LINKS}", "article"),
        (f"<title>Gazette</title>{LINKS}", "index"),
        ("<title>404</title><h1>Page not found</h1><p>Try the search.</p>", "error"),
        ("<title>Seite nicht gefunden</title><p data-role='body'>Die Seite gibt es nicht.</p>", "error"),
        ("<title>Just a moment...</title><p>Checking your browser.</p>", "error"),
        (f"<h1 data-role='headline'>Missing boat not found</h1><p data-role='body'>{PROSE * 9}</p>", "article"),
        (f"<h1 data-role='headline'>All about cookies</h1><p data-role='body'>{'A cookie is a biscuit. ' * 60}</p>", "article"),
        ("<h1>We value your privacy</h1><p>We and our partners store and/or access information on a device, such as"
         " cookies.</p><button>Accept all</button><p>Privacy policy</p>", "consent"),
        ("<meta property='og:type' content='video.other'><h1 data-role='headline'>Ferry at sea</h1><p>1:20</p>", "video"),
        ('<script type="application/ld+json">{"@type": "VideoObject", "name": "Ferry"}</script>'
         "<h1 data-role='headline'>Ferry at sea</h1><p data-role='body'>Watch it leave.</p>", "video"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","video":{"@type": "VideoObject"}}</script>'
         f"<h1 data-role='headline'>Ferry</h1><p data-role='body'>{PROSE}</p>", "article"),
        ("<p data-role='body'>Rates will stay where they are, the bank said.</p>", "article"),
        ("<p>Menu</p><p>Search</p><p>Contact</p>", "other"),
    ],
)  # fmt: skip
def test_kinds(html: str, kind: str) -> None:
    flat, blocks = from_html(html)
    assert kind_of(flat, blocks, extract(flat, blocks)) == kind


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([], "empty"),
        ([("capture_header", "date 2024-06-04")], "empty"),
        ([("headline", "404 Not Found"), ("other", "nginx")], "error"),
        ([("body", "Rates will stay where they are, the bank said.")], "article"),
        (
            [("body", "The owners gave their written consent to the sale of the yard, the board of the firm said.")],
            "article",
        ),
        ([("rail_headline", f"Story number {i} of the day") for i in range(20)], "index"),
        ([("headline", "Ferry late"), ("body", PROSE), *[("rail_headline", "Another story")] * 30], "article"),
    ],
)
def test_kinds_of_text(lines: Lines, kind: str) -> None:
    flat, blocks = from_text(lines)
    assert kind_of(flat, blocks, extract(flat, blocks)) == kind


_PIECES = st.sampled_from(
    [
        "By Ada Quill",
        "4 June 2024, 17:15",
        "404",
        "Cookies",
        "PORT ELLIN (AP) -",
        "|",
        "Updated:",
        "\x00",
        "\u202e",
        "é",
    ]
)


@given(st.lists(st.tuples(st.sampled_from(get_args(Role)), st.text(max_size=40) | _PIECES), max_size=12))
def test_any_page_of_text(lines: Lines) -> None:
    flat, blocks = from_text(lines)
    kind_of(flat, blocks, extract(flat, blocks, "https://gazette.example/x"))


@given(
    st.lists(st.tuples(st.sampled_from(["og:title", "author", "date", "og:url", "og:type", "og:site_name"]), st.text(max_size=30))),
    st.lists(st.tuples(st.sampled_from(get_args(Role)), st.text(max_size=40) | _PIECES), max_size=8),
    st.text(max_size=60),
)  # fmt: skip
def test_any_page_of_markup(meta: list[tuple[str, str]], lines: Lines, script: str) -> None:
    def plain(text: str) -> str:
        return text.replace("<", "&lt;").replace('"', "&quot;")

    head = "".join(f'<meta property="{name}" content="{plain(value)}">' for name, value in meta)
    body = "".join(f'<p data-role="{role}" itemprop="author">{plain(line)}</p>' for role, line in lines)
    flat, blocks = from_html(f'<html><head>{head}<script type="application/ld+json">{plain(script)}</script>{body}')
    kind_of(flat, blocks, extract(flat, blocks, script))


@pytest.mark.parametrize(
    "line",
    ["a'" * 50_000, "1" + " " * 50_000 + "x", "1 " * 50_000, "A. " * 50_000, "A' " * 50_000, ": - | " * 20_000,
     "By " * 30_000, "(" * 50_000, "page you " * 20_000, "12:00 " * 20_000, "cookie " * 20_000, "a@" * 40_000,
     "4 June 2024 " * 10_000, "Ada, " * 20_000, "\u00a0" * 50_000, "senior " * 20_000, "4. " * 40_000,
     "x" * 2_000_000],
    ids=lambda line: line[:8],
)  # fmt: skip
def test_long_lines_take_no_time(line: str) -> None:
    start = time.process_time()
    for role in ("headline", "byline", "timestamp", "body", "other"):
        flat, blocks = from_text([(role, line), ("headline", line[:250]), ("byline", line[:250])])  # type: ignore[list-item]
        kind_of(flat, blocks, extract(flat, blocks))
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "script",
    ["/*" * 200_000 + "*/{", '"author":' + " " * 400_000, '{"a":"' + "\n" * 400_000 + "//", "-->" + " " * 400_000 + "x",
     "{" * 400_000, '"' * 400_000, ",\n" * 200_000 + "x", "\\u" * 200_000, "[1," * 100_000, '{"headline": "a" b "c"} ' * 10_000],
    ids=lambda script: script[:8],
)  # fmt: skip
def test_long_scripts_take_no_time(script: str) -> None:
    start = time.process_time()
    extract(*from_html(f'<script type="application/ld+json">{script}</script><p>x'))
    assert time.process_time() - start < 5
