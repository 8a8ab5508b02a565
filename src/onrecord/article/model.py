"""A page as blocks with roles, and the article as a view over them."""

from typing import Final, Literal, get_args

import msgspec

from onrecord.text.spans import Span

Role = Literal[
    "headline",
    "standfirst",
    "timestamp",
    "byline",
    "dateline",
    "body",
    "subheading",
    "caption",
    "credit",
    "alt_text",
    "control",
    "crosslink",
    "rail_heading",
    "rail_headline",
    "topic",
    "capture_header",
    "other",
]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
NUMBER: Final = {role: k for k, role in enumerate(ROLES)}
"""Each role's place in `ROLES`, by which the block model knows it."""

PageKind = Literal["article", "index", "error", "video", "consent", "empty", "other"]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One visible line or block of a page: ``text[start:end]`` of its page, and what it is there for."""

    role: Role
    start: int
    end: int
    rail: int | None = None
    """Index, in page order from 0, of the rail this heading or headline belongs to; None outside rails."""
    confidence: float = 1.0
    """How sure the block model is of the role, 0 to 1."""
    repeats: int | None = None
    """Index of the earlier block of the page that has the same words, if one has."""
    path: str | None = None
    """A CSS selector that finds the block's element again in the markup; None in plain text, and on pages that are
    read for their statements."""


class Caption(msgspec.Struct, frozen=True, kw_only=True):
    """A picture's caption, and the credit printed with it."""

    start: int
    end: int
    credit: str | None = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """The page's own article, as a view over its blocks. All spans are into the page's text."""

    headline: str | None = None
    standfirst: str | None = None
    authors: list[str] = []
    dateline: str | None = None
    published: str | None = None
    """ISO 8601, as precise as the page says it, with the time zone only where one is stated."""
    updated: str | None = None
    language: str | None = None
    """ISO 639-1 code."""
    body: list[Span] = []
    """The body's paragraphs and subheadings, in order, one span a block."""
    captions: list[Caption] = []
    url: str | None = None
    publisher: str | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A capture's text in reading order, cut into blocks; the blocks tile the text without overlap."""

    kind: PageKind
    text: str
    blocks: list[Block]
    article: Article
