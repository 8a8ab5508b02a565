"""From a capture to its page: raw blocks, their roles, and the article they make."""

import re
from collections.abc import Sequence

import msgspec

from onrecord.article.flat import Flat
from onrecord.article.html import flatten
from onrecord.article.metadata import extract
from onrecord.article.model import Block, Caption, Page
from onrecord.article.page_kind import kind_of
from onrecord.article.plaintext import cut
from onrecord.article.roles import with_roles
from onrecord.capture.decode import decode, utf8
from onrecord.capture.model import Capture
from onrecord.text.spans import Span

_CREDIT = re.compile(
    r"""(?:^|[\s(\[/|–—-])
    (?:(?:picture|photo(?:graph|graphy)?|pic|image|credit|foto|bild|fotograf\w*|photographie|imagen|imagem|immagine
        |kuva|zdjęcie|фото|写真|사진)s?(?:\s+(?:credit|by|von|par|de|di|courtesy\s+of))?\s*:\s*|©\s*|\(c\)\s*|[（(]写真[:：]?)
    (?P<who>[^\n]{2,80}?)\s*[)\]）.]?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_SLASH = re.compile(r"[(\[](?P<who>[^()\[\]\n]{1,60}/[^()\[\]\n]{1,60})[)\]]\s*\.?\s*$")


def page_of(capture: Capture, text: str | None = None, *, selectors: bool = True) -> Page:
    """Return the page of a capture. `selectors` gives its blocks their paths.

    `text` is what the capture decodes to, where that is known. For plain text it is the page's text, unchanged, and
    offsets point into the capture; for HTML that is the flattened page. Never raises for any text.
    """
    if capture.media_type == "text/html":
        flat = flatten(utf8(capture) if text is None else text)
    else:
        flat = cut(decode(capture) if text is None else text)
    blocks = with_roles(flat, selectors=selectors)
    article = extract(flat, blocks, capture.url)
    article = msgspec.structs.replace(article, body=body_of(blocks), captions=captions_of(flat, blocks))
    return Page(kind=kind_of(flat, blocks, article), text=flat.text, blocks=blocks, article=article)


def body_of(blocks: Sequence[Block]) -> list[Span]:
    """Return the spans of the body's paragraphs and subheadings in order, repeats included."""
    return [(b.start, b.end) for b in blocks if b.role in ("body", "subheading")]


def captions_of(flat: Flat, blocks: Sequence[Block]) -> list[Caption]:
    """Return the captions in order, each with the credit that stands in it or in the block after it."""
    out: list[Caption] = []
    for i, block in enumerate(blocks):
        if block.role != "caption" or block.repeats is not None:
            continue
        credit = credit_in(flat.text[block.start : block.end])
        follows = blocks[i + 1] if i + 1 < len(blocks) else None
        if credit is None and follows is not None and follows.role == "credit":
            credit = " ".join(flat.text[follows.start : follows.end].split())
        out.append(Caption(start=block.start, end=block.end, credit=credit))
    return out


def credit_in(caption: str) -> str | None:
    """Return whom a caption's end credits with the picture, if it says so in a usual form.

    >>> credit_in("The ferry in port. Picture: Harbour Press")
    'Harbour Press'
    >>> credit_in("The ferry (Ann Hill/HP)")
    'Ann Hill/HP'
    """
    tail = " ".join(caption[-200:].split())
    found = _CREDIT.search(tail) or _SLASH.search(tail)
    return found["who"].strip() if found else None
