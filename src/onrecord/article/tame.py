"""Bounds on markup before it is parsed: depth, tags, attributes, and formatting that is opened anew for ever.

A parser that follows the standard takes time that grows with the square of the depth of elements and of the number of
attributes, and memory that grows with formatting left open. Pages that people publish stay far below the bounds and
come out as they are.
"""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

MAX_TAGS: Final = 400_000
"""Tags read from one page; the markup is cut off after them."""
MAX_DEPTH: Final = 512
"""Elements open at once; deeper tags are left out, as browsers do."""
_FEW_TAGS: Final = 10_000
_LONG_TAG: Final = 1_500
"""Bytes of a tag below which its attributes are not counted."""
_MAX_ATTRIBUTES: Final = 400
_MAX_REOPENED: Final = 300_000
"""Times that formatting elements left open may be opened again by the elements after them."""

_TAG: Final = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,20})[^>]*>?")
_VOID: Final = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th "
    b"thead tbody tfoot colgroup caption rp rt html head body".split()
)
"""Elements without an end tag, or whose end tag people leave out and the parser puts back."""
_FORMATTING: Final = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
_FORMATTING_TAG: Final = re.compile(
    rb"</?(?:" + b"|".join(sorted(_FORMATTING)) + rb")(?![a-zA-Z0-9-])[^>]*>", re.IGNORECASE
)
_QUOTED: Final = re.compile(rb"\"[^\"]*\"|'[^']*'")
_NAME: Final = re.compile(rb"<[a-zA-Z][a-zA-Z0-9-]*")


def tame(data: bytes) -> bytes:
    """Return `data`, the UTF-8 of a page's markup, bounded; unchanged for pages within the bounds.

    >>> tame(b"<p>so <b>it</b> goes")
    b'<p>so <b>it</b> goes'
    """
    data = _with_few_attributes(data)
    if np.count_nonzero(np.frombuffer(data, np.uint8) == ord("<")) <= _FEW_TAGS:  # several times as fast as count
        return data
    return _shallow(data)


def _with_few_attributes(data: bytes) -> bytes:
    pieces = []
    done = 0
    for start, end in _long_stretches(data):
        start = data.find(b"<", start, end)
        if start < 0 or end - start <= _LONG_TAG:
            continue
        tag = data[start:end]
        if len(tag.split()) + tag.count(b"/") <= _MAX_ATTRIBUTES:
            continue
        bare = _QUOTED.sub(b"", tag)
        if len(bare.split()) + bare.count(b"/") + bare.count(b"=") // 2 > _MAX_ATTRIBUTES:
            name = _NAME.match(tag)
            pieces += [data[done:start], name[0] if name else b""]
            done = end
    return b"".join([*pieces, data[done:]]) if pieces else data


def _long_stretches(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where more than `_LONG_TAG` bytes stand without the end of a tag, in leaps of that length."""
    start = 0
    while start < len(data):
        last = data.rfind(b">", start, start + _LONG_TAG)
        if last < 0:
            end = data.find(b">", start + _LONG_TAG)
            last = end if end >= 0 else len(data)
            yield start, last
        start = last + 1


def _shallow(data: bytes) -> bytes:
    """Leave out tags that are too deep, what follows too many tags, and all formatting where it is left open.

    How often formatting is opened anew is counted from above: every tag after one that is still open may do so.
    """
    pieces: list[bytes] = []
    done = depth = open_formatting = reopened = tags = 0
    end = len(data)
    kept: list[bool] = []
    for found in _TAG.finditer(data):
        tags += 1
        if tags > MAX_TAGS:
            end = found.start()
            break
        slash, name = found.groups()
        name = name.lower()
        formatting = name in _FORMATTING
        if not formatting and not slash:
            reopened += open_formatting
            if reopened > _MAX_REOPENED:
                return _shallow(_FORMATTING_TAG.sub(b"", data))
        if name in _VOID:
            continue
        if slash:
            open_formatting -= formatting and open_formatting > 0
            if kept and not kept.pop():
                pieces.append(data[done : found.start()])
                done = found.end()
            depth = len(kept)
            continue
        keep = depth < MAX_DEPTH
        open_formatting += formatting and keep
        kept.append(keep)
        depth = len(kept)
        if not keep:
            pieces.append(data[done : found.start()])
            done = found.end()
    if not pieces and end == len(data):
        return data
    pieces.append(data[done:end])
    return b"".join(pieces)
