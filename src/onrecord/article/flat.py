"""A page before its roles are known: its text in reading order, raw blocks, and what its markup says of itself."""

import re
from functools import cached_property
from typing import Final

import msgspec
import numpy as np

from onrecord.text.spans import Span

MAX_BLOCKS: Final = 20_000
"""Blocks read from one page; what follows is left out and `Flat.truncated` says so."""
MAX_TEXT: Final = 5_000_000
"""Code points of text read from one page; as `MAX_BLOCKS`."""
_MAX_PATH: Final = 256
"""Elements in a path; deeper blocks get none."""

# What a block stands in, as bits of `RawBlock.inside`: its own element and all that are around it.
ARTICLE, MAIN, NAV, ASIDE, FOOTER, HEADER, FIGURE, FIGCAPTION = 1, 2, 4, 8, 16, 32, 64, 128
LIST, TABLE, FORM, BUTTON, LINK, QUOTE, HEADING, PARAGRAPH = 256, 512, 1024, 2048, 4096, 8192, 16384, 32768
HIDDEN, ARIA_HIDDEN, ADDRESS, SECTION, DIALOG = 65536, 131072, 262144, 524288, 1048576

_ATTRIBUTE: Final = re.compile(r' ([^\s>]+?)="([^"]*)"', re.DOTALL)
_ENTITY: Final = (("&nbsp;", "\xa0"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


class RawBlock(msgspec.Struct, gc=False):
    """A piece of the page before its role is known: ``flat.text[start:end]``, and the markup around it."""

    start: int
    end: int
    element: int = -1
    """Index of the innermost block-level element, into `Flat.tags`; -1 in plain text."""
    inline: int = -1
    """Index of the first inline element in the block, -1 if there is none."""
    inside: int = 0
    """What stands around the block: the bits `ARTICLE` to `DIALOG`."""
    linked: int = 0
    """Code points of the block that are link text (white space uncollapsed)."""
    links: int = 0
    strong: int = 0
    """Code points in bold, as `linked`."""
    level: int = 0
    """1 to 6 inside a heading, else 0."""
    depth: int = 0
    """Elements open around the block."""


class Mark(msgspec.Struct):
    """An element that says what it is: ``time``, or one with ``itemprop``, ``rel="author"`` or alike."""

    tag: str
    attrs: dict[str, str]
    text: str
    block: int
    """Index of the block it stands in or before."""


class Head(msgspec.Struct):
    """What the page says of itself where no reader looks."""

    title: str = ""
    lang: str = ""
    canonical: str = ""
    meta: list[tuple[str, str]] = []
    """(name, content) in order; the name is ``property``, ``name``, ``itemprop`` or ``http-equiv``, lower case."""
    jsonld: list[str] = []
    """The text of each ``application/ld+json`` script, as it stands."""


class Flat(msgspec.Struct, dict=True):
    """A page as text in reading order and raw blocks, from markup or from plain text.

    `tags`, `attrs` (as serialised, with the leading space), and `parents` describe the elements met, and are
    empty for plain text.
    """

    text: str
    blocks: list[RawBlock]
    head: Head = msgspec.field(default_factory=Head)
    tags: list[str] = []
    attrs: list[str] = []
    parents: list[int] = []
    marks: list[Mark] = []
    alts: list[tuple[int, str]] = []
    """(index of the block that follows, alternative text) of each picture that has one; not part of the text."""
    markup: bool = False
    truncated: bool = False
    header: Span | None = None
    """Where a capture header stands, plain text only."""

    def quote(self, index: int) -> str:
        """Return the text of block `index`."""
        block = self.blocks[index]
        return self.text[block.start : block.end]

    def attributes(self, element: int) -> dict[str, str]:
        """Return the attributes of an element; {} for -1."""
        return attributes_of(self.attrs[element]) if element >= 0 else {}

    @cached_property
    def _paths(self) -> dict[int, tuple[str, int] | None]:
        """Path and depth of each element asked for, and of those around it."""
        return {-1: ("", 0)}

    @cached_property
    def _numbers(self) -> list[int]:
        """Each element's number among the siblings of its tag, from 1."""
        names: dict[str, int] = {}
        tags = np.array([names.setdefault(tag, len(names)) for tag in self.tags], np.int64)
        keys = np.array(self.parents, np.int64) * (len(names) + 1) + tags
        order = np.argsort(keys, kind="stable")
        ranks = np.arange(len(keys))
        is_first = np.diff(keys[order], prepend=keys[order][:1] - 1) != 0
        numbers = np.empty(len(keys), np.int64)
        numbers[order] = ranks - np.maximum.accumulate(np.where(is_first, ranks, 0)) + 1
        found: list[int] = numbers.tolist()
        return found

    def path(self, index: int) -> str | None:
        """Return a CSS selector that finds the element of block `index` in the markup as captured.

        None in plain text, for elements more than 256 deep, and where a tag's name is not one a selector can say.
        """
        element = self.blocks[index].element
        if element < 0:
            return None
        paths = self._paths
        way = []
        while element not in paths:
            way.append(element)
            element = self.parents[element]
        found = paths[element]
        for element in reversed(way):
            if found is not None and found[1] < _MAX_PATH and _NAME.fullmatch(self.tags[element]):
                tag = self.tags[element]
                step = f"{tag}:nth-of-type({self._numbers[element]})" if found[1] else tag
                found = (f"{found[0]} > {step}" if found[0] else step), found[1] + 1
            else:
                found = None
            paths[element] = found
        return found[0] if found else None


_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")


def attributes_of(raw: str) -> dict[str, str]:
    """Return the attributes of an element as serialised, by name in lower case."""
    return {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(raw)}


def unescape(text: str) -> str:
    """Undo the five escapes of serialised HTML.

    >>> unescape("a &amp;lt; b")
    'a &lt; b'
    """
    if "&" in text:
        for name, sign in _ENTITY:
            text = text.replace(name, sign)
    return text
