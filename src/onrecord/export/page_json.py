"""The JSON of a page, schema version 1, and the parts of it that a Reading has too.

Names are added in later versions of the package, never renamed or taken away, as long as ``schema_version``
is the same. Every offset is a Unicode code point into ``text``, half open. The same page gives the same bytes:
fields stand in a fixed order, numbers are rounded to four digits, and the output is one line of UTF-8 without
NaN or infinity.
"""

import math
from typing import Any, Literal

import msgspec

from onrecord.article.model import Article, Block, Page, PageKind, Role
from onrecord.capture.model import Capture, CapturedAtFrom, MediaType
from onrecord.text.spans import Span


class CaptureForm(msgspec.Struct, frozen=True, kw_only=True):
    """Where the bytes come from; `captured_at_from` says what told the time, "file-time" as a last resort."""

    source: str
    media_type: MediaType
    sha256: str
    captured_at: str | None
    captured_at_from: CapturedAtFrom | None
    url: str | None


class BlockForm(msgspec.Struct, frozen=True, kw_only=True):
    """One block of the page. `rail` numbers the rails of the page from 0; `repeats` is an earlier block's
    index.
    """

    role: Role
    start: int
    end: int
    rail: int | None
    confidence: float
    repeats: int | None


class PageBlockForm(BlockForm, frozen=True, kw_only=True):
    """One block, with its words and, for HTML, a CSS `selector` that finds its element in the markup."""

    line: int
    quote: str
    selector: str | None


class CaptionForm(msgspec.Struct, frozen=True, kw_only=True):
    """A picture's caption and the credit printed with it."""

    start: int
    end: int
    credit: str | None


class ArticleForm(msgspec.Struct, frozen=True, kw_only=True):
    """The page's own article. Times are ISO 8601, as precise as the page says, the zone only where one is
    stated.
    """

    headline: str | None
    standfirst: str | None
    authors: list[str]
    dateline: str | None
    published: str | None
    updated: str | None
    language: str | None
    body: list[Span]
    captions: list[CaptionForm]
    url: str | None
    publisher: str | None


class RailForm(msgspec.Struct, frozen=True, kw_only=True):
    """A list of other stories on the page: its heading, if it has one, and its headlines in order."""

    heading: Span | None
    headlines: list[Span]


class PageForm(msgspec.Struct, frozen=True, kw_only=True):
    """One page as blocks with their roles, what was kept and what was set aside."""

    schema_version: Literal[1]
    capture: CaptureForm
    page_kind: PageKind
    text: str
    blocks: list[PageBlockForm]
    article: ArticleForm
    rails: list[RailForm]


def page_json(capture: Capture, page: Page) -> bytes:
    """Return `page` as one line of JSON, without a newline at its end."""
    form = PageForm(
        schema_version=1,
        capture=capture_form(capture),
        page_kind=page.kind,
        text=page.text,
        blocks=_page_blocks(page),
        article=article_form(page.article),
        rails=_rails(page.blocks),
    )
    return msgspec.json.encode(form)


def rounded(number: float) -> float:
    """Return a probability rounded to four digits; raises ValueError for what is no number."""
    if not math.isfinite(number):
        raise ValueError(f"a confidence must be a number, not {number}")
    return round(number, 4)


def capture_form(capture: Capture) -> CaptureForm:
    """Return what the JSON says of a capture: all but its bytes."""
    # A file's name need not be text; what of it is not becomes a replacement character, for JSON is UTF-8.
    return CaptureForm(
        source=capture.source.encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
        media_type=capture.media_type,
        sha256=capture.sha256,
        captured_at=capture.captured_at,
        captured_at_from=capture.captured_at_from,
        url=capture.url,
    )


def article_form(article: Article) -> ArticleForm:
    """Return what the JSON says of a page's article."""
    return ArticleForm(
        headline=article.headline,
        standfirst=article.standfirst,
        authors=article.authors,
        dateline=article.dateline,
        published=article.published,
        updated=article.updated,
        language=article.language,
        body=article.body,
        captions=[CaptionForm(start=c.start, end=c.end, credit=c.credit) for c in article.captions],
        url=article.url,
        publisher=article.publisher,
    )


def block_fields(block: Block) -> dict[str, Any]:
    """Return the fields of a `BlockForm`."""
    return {
        "role": block.role,
        "start": block.start,
        "end": block.end,
        "rail": block.rail,
        "confidence": rounded(block.confidence),
        "repeats": block.repeats,
    }


def _page_blocks(page: Page) -> list[PageBlockForm]:
    out = []
    line, reached = 1, 0
    for block in page.blocks:
        line += page.text.count("\n", reached, block.start)
        reached = block.start
        out.append(
            PageBlockForm(
                **block_fields(block),
                line=line,
                quote=page.text[block.start : block.end],
                selector=block.path,
            )
        )
    return out


def _rails(blocks: list[Block]) -> list[RailForm]:
    headings: dict[int, Span] = {}
    headlines: dict[int, list[Span]] = {}
    for block in blocks:
        if block.rail is None:
            continue
        listed = headlines.setdefault(block.rail, [])
        if block.role == "rail_heading":
            headings.setdefault(block.rail, (block.start, block.end))
        elif block.role == "rail_headline":
            listed.append((block.start, block.end))
    return [RailForm(heading=headings.get(n), headlines=headlines[n]) for n in sorted(headlines)]
