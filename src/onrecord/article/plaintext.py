"""From plain text to raw blocks: lines, with hard-wrapped paragraphs joined and run-together ones cut.

The text itself is left as it is, so that offsets point into the capture.
"""

import re
from itertools import islice, pairwise
from typing import Final

from onrecord.article.html import MAX_BLOCKS, Flat, RawBlock
from onrecord.capture.header import capture_header
from onrecord.text.spans import Span

_LINE: Final = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_MAX_LINES: Final = 10 * MAX_BLOCKS
"""Lines looked at one by one; what follows is one block."""
_NARROW, _WIDE = 50, 132
"""Columns between which a text is taken to be hard-wrapped."""
_FULL_LINES: Final = 4
"""Lines that had no room for the next word, below which nothing is taken to be wrapped."""
_CHUNK: Final = re.compile(r"\S*?\w-(?=\w)|\S+")
_RUN_ON: Final = re.compile(r"[a-z]{2}[.!?][\"”’']?(?=[“\"‘']?[A-Z][a-z]*[ ,’'])")
_RUN_ON_LEAST: Final = 120
"""Code points on both sides together below which a line is not cut in two."""
_ADDRESS: Final = re.compile(r"\S*(?:://|www\.|@)\S*$")


def cut(text: str) -> Flat:
    """Return `text`, unchanged, with its raw blocks: a block a line, or a paragraph where lines are hard-wrapped.

    A capture header on the first line is a block of its own, and the headline after it another. Two paragraphs
    that the capture ran together ("…he added.The last month…") are two. Blocks beyond 20,000 become one.

    >>> flat = cut("date 2024-03-09 Ferry late\\n\\nIt will not sail.")
    >>> [flat.quote(i) for i in range(3)]
    ['date 2024-03-09', 'Ferry late', 'It will not sail.']
    """
    header = capture_header(text)
    spans: list[Span] = []
    at = 0
    if header is not None:
        at = header.span[1]
        spans.append(header.span)
    found = (span for line in _LINE.finditer(text, at) if (span := _trimmed(text, *line.span())))
    lines = list(islice(found, _MAX_LINES))
    rest = next(found, None)
    width = _wrap_width(text, lines)
    if width:
        lines = _joined(text, lines, width)
    for start, end in lines:
        spans += _parted(text, start, end)
    if rest is not None:
        spans.append((rest[0], len(text.rstrip())))
    flat = Flat(text=text, blocks=[], header=header.span if header else None)
    if len(spans) > MAX_BLOCKS:
        spans[MAX_BLOCKS - 1 :] = [(spans[MAX_BLOCKS - 1][0], spans[-1][1])]
        flat.truncated = True
    flat.blocks = [RawBlock(start, end) for start, end in spans]
    return flat


def _trimmed(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    bare = line.strip()
    if not bare:
        return None
    start += len(line) - len(line.lstrip())
    return start, start + len(bare)


def _next_to(text: str, end: int, start: int) -> bool:
    """Whether nothing but one line end lies between `end` and `start`."""
    gap = text[end:start]
    return len(gap) < 40 and gap.count("\n") + gap.count("\r") - gap.count("\r\n") == 1


def _chunk(text: str, start: int, end: int) -> int:
    """Length of what a wrapping program would have had to fit into the line before: a word, or its first half."""
    found = _CHUNK.match(text, start, end)
    return found.end() - start if found else 0


def _wrap_width(text: str, lines: list[Span]) -> int:
    """Return the column at which `lines` are hard-wrapped, 0 if they are not."""
    lengths = sorted(end - start for start, end in lines if " " in text[start : min(end, start + 200)])
    if len(lengths) < _FULL_LINES:
        return 0
    # One line in a hundred may stick out: an address, a line added by the archive.
    width = lengths[-1] if lengths[-1] <= _WIDE else lengths[-1 - len(lengths) // 100]
    if not _NARROW <= width <= _WIDE:
        return 0
    if sum(end - start > width for start, end in lines) > 0.03 * len(lines):
        return 0
    full = loose = 0
    for (start, end), (after, after_end) in pairwise(lines):
        if end - start < 0.85 * width or not _next_to(text, end, after):
            continue
        if end - start + 1 + _chunk(text, after, after_end) > width:
            full += 1
        else:
            loose += 1
    return width if full >= _FULL_LINES and full >= 3 * loose else 0


def _joined(text: str, lines: list[Span], width: int) -> list[Span]:
    """Join each line to the one before where its first word had no room there."""
    out = [lines[0]]
    last = lines[0]
    for line in lines[1:]:
        room = width - (last[1] - last[0]) - (text[last[1] - 1] != "-")
        if _next_to(text, last[1], line[0]) and _chunk(text, *line) > room:
            out[-1] = (out[-1][0], line[1])
        else:
            out.append(line)
        last = line
    return out


def _parted(text: str, start: int, end: int) -> list[Span]:
    """Cut a long line where two paragraphs were run together."""
    if end - start < _RUN_ON_LEAST:
        return [(start, end)]
    out = []
    for found in _RUN_ON.finditer(text, start, end):
        middle = found.end()
        if middle - start > 40 and not _ADDRESS.search(text, max(start, middle - 100), middle):
            out.append((start, middle))
            start = middle
    out.append((start, end))
    return out
