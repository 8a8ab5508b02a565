"""The tags of cleaned markup: cut out of it with the text between them, and what each kind means to the walk."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple

from onrecord.article.flat import (
    ADDRESS,
    ARIA_HIDDEN,
    ARTICLE,
    ASIDE,
    BUTTON,
    DIALOG,
    FIGCAPTION,
    FIGURE,
    FOOTER,
    FORM,
    HEADER,
    HEADING,
    HIDDEN,
    LINK,
    LIST,
    MAIN,
    NAV,
    PARAGRAPH,
    QUOTE,
    SECTION,
    TABLE,
)

_BITS: Final = {
    "article": ARTICLE, "main": MAIN, "nav": NAV, "aside": ASIDE, "footer": FOOTER, "header": HEADER,
    "figure": FIGURE, "figcaption": FIGCAPTION | FIGURE, "ul": LIST, "ol": LIST, "li": LIST, "dl": LIST,
    "menu": LIST, "table": TABLE, "form": FORM, "button": BUTTON, "a": LINK, "blockquote": QUOTE, "q": QUOTE,
    "h1": HEADING, "h2": HEADING, "h3": HEADING, "h4": HEADING, "h5": HEADING, "h6": HEADING,
    "p": PARAGRAPH, "address": ADDRESS, "section": SECTION, "dialog": DIALOG,
}  # fmt: skip
_INLINE_TAGS: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label map mark nobr output "
    "picture q rb rp rt ruby s samp small span strike strong sub sup time tt u var wbr input source slot "
    "meta link param track area base col audio video basefont bgsound embed frame keygen"
)
_INLINE: Final = frozenset(_INLINE_TAGS.split())
_VOID_TAGS: Final = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
_VOID: Final = frozenset(_VOID_TAGS.split())
_APART: Final = frozenset(("a", "span", "time", "label", "small"))
"""Inline elements whose texts are two words where one follows the other without a space."""

# Text, then a tag as Lexbor writes it, or a comment. Lexbor escapes < and > wherever else they stand, so that a tag
# ends at the first >. No part is tried twice, so that no markup takes long.
_TAG: Final = re.compile(r"([^<]*+)<(?:!--.*?--|(/?)([^ >]*+)([^>]*+))>", re.DOTALL)
_TAG_NAME: Final = re.compile(r"[a-z][a-z0-9-]*+", re.IGNORECASE)
_NOT_DISPLAYED: Final = re.compile(r"display:\s*none", re.IGNORECASE)


def tokens(markup: str) -> Iterable[tuple[str, str, str, str]]:
    """Text, slash, name and attributes at each tag; many at once, which is faster, but no more than the cache holds."""
    return chain.from_iterable(map(_TAG.findall, _stretches(markup)))


def _stretches(markup: str) -> Iterator[str]:
    """Cut `markup` behind tags and comments."""
    start = 0
    while start < len(markup):
        end = markup.find(">", start + _STRETCH) + 1 or len(markup)
        comment = markup.rfind("<!--", start, end)
        if comment >= 0 and markup.find("-->", comment + 4, end) < 0:
            end = markup.find("-->", end - 1) + 3
            end = end if end > 2 else len(markup)
        yield markup[start:end]
        start = end


_STRETCH: Final = 24_000
"""Code points whose tags are cut out at once."""


class Kind(NamedTuple):
    """What a tag means to the walk."""

    inline: bool
    void: bool
    bits: int
    level: int
    bold: bool
    apart: bool


_BLOCK_TAGS: Final = (
    "html head body div br hr center details summary dt dd hgroup search thead tbody tfoot tr td th caption colgroup "
    "pre fieldset legend optgroup option"
)
KINDS: Final = {
    tag: Kind(
        tag in _INLINE,
        tag in _VOID,
        _BITS.get(tag, 0),
        int(tag[1]) if _BITS.get(tag, 0) & HEADING else 0,
        tag in ("b", "strong"),
        tag in _APART,
    )
    for tag in {*_INLINE, *_VOID, *_BITS, *_BLOCK_TAGS.split()}
}
_BLOCK: Final = KINDS["div"]
_NO_TAG: Final = "", _BLOCK


def unusual(name: str) -> tuple[str, Kind]:
    """Return the tag that `name`, which is none of HTML's, stands for: it may hold signs that names do not have."""
    found = _TAG_NAME.match(name)
    return (found[0], KINDS.get(found[0], _BLOCK)) if found else _NO_TAG


def hidden(attrs: str) -> int:
    """Return the bit that says how an element is hidden, 0 where it is not."""
    if 'aria-hidden="true"' in attrs:
        return ARIA_HIDDEN
    if ' hidden="' in attrs or ("display" in attrs.lower() and _NOT_DISPLAYED.search(attrs)):
        return HIDDEN
    return 0
