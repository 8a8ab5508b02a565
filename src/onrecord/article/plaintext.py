"""From plain text to raw blocks: lines, with hard-wrapped paragraphs joined and run-together ones cut.

The text itself is left as it is, so that offsets point into the capture.
"""

import re
from itertools import islice, pairwise
from typing import Final

from onrecord.article.flat import MAX_BLOCKS, Flat, RawBlock
from onrecord.capture.header import capture_header
from onrecord.text.spans import Span

_LINE: Final = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_MAX_LINES: Final = 10 * MAX_BLOCKS
"""Lines looked at one by one; what follows is one block."""
_NARROW, _WIDE = 50, 132
"""Columns between which a text is taken to be hard-wrapped."""
_FULL_LINES: Final = 4
"""Lines that had no room for the next word, below which it takes lines that begin in mid-sentence to show wrapping."""
_UNSPACED: Final = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
"""Signs of scripts that put no space between words; a line may end between any two."""
_HALF: Final = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff]*?\w[^\W\d]-(?=\w+[^\W\d])|[^\s\u2e80-\u9fff\uf900-\ufaff]+")
_WORD: Final = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff]+")
_STEP: Final = 2
"""Signs of such a script by which a full line is short at most, since some marks may not begin a line."""
_NARROW_UNSPACED: Final = 25
"""As `_NARROW` where most lines are in such a script, whose signs are twice as wide."""
_ENDED: Final = re.compile(r"[.!?…:;。！？।؟۔][\"'”’»)\]」』]*$")
_MARKED: Final = re.compile(r"[•▪◦‣●■▸►✓*·]\s|[☐☑]")
"""How an item of a list begins."""
_MAYBE_MARKED: Final = re.compile(r"[-–—]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
"""The same, in forms that also stand within sentences."""
_INDENT: Final = 2
"""Columns by which a line is further in than the one before, from which it begins a paragraph."""
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


def _indent(text: str, start: int) -> int:
    """Return the columns of white space before `start` on its line, 40 at most."""
    at = start
    while at > 0 and start - at < 40 and text[at - 1] in " \t\xa0\u3000":
        at -= 1
    return min(40, len(text[at:start].expandtabs(8)))


def _needs(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what a wrapping program would have had to fit into the line before: a word's first half, and all of it."""
    half, word = _HALF.match(text, start, end), _WORD.match(text, start, end)
    if half is None or word is None:
        return _STEP, _STEP
    return half.end() - start, word.end() - start


def _wrap_width(text: str, lines: list[Span]) -> int:
    """Return the column at which `lines` are hard-wrapped, 0 if they are not."""
    if len(lines) < 2:
        return 0
    reach = [_indent(text, start) + end - start for start, end in lines]
    unspaced = [_UNSPACED.match(text, start, end) is not None for start, end in lines]
    told = sorted(
        size
        for size, (start, end), sign in zip(reach, lines, unspaced, strict=True)
        if sign or " " in text[start : min(end, start + 200)]
    )
    if len(told) < 2:
        return 0
    # One line in a hundred may stick out: an address, a line added by the archive.
    width = told[-1] if told[-1] <= _WIDE else told[-1 - len(told) // 100]
    if not (_NARROW_UNSPACED if 2 * sum(unspaced) > len(lines) else _NARROW) <= width <= _WIDE:
        return 0
    if sum(size > width for size in reach) > 0.03 * len(lines):
        return 0
    full = loose = runs = 0
    for (size, (start, end)), (_, (after, after_end)) in pairwise(zip(reach, lines, strict=True)):
        if not 0.85 * width <= size <= width or not _next_to(text, end, after):
            continue
        half, word = _needs(text, after, after_end)
        room = width - size - _space(text, end)
        if word > room:
            full += half > room
            runs += text[after].islower() and not _ENDED.search(text, max(start, end - 20), end)
        else:
            loose += 1
    if full >= _FULL_LINES:
        return width if full >= 3 * loose else 0
    return width if runs and not loose and 2 * runs >= full else 0


def _space(text: str, end: int) -> int:
    """Return the space between a line that ends at `end` and a word put after it: none after half a word."""
    half = text[end - 1] == "-" and text[end - 2 : end - 1].isalnum()
    return 0 if half or _UNSPACED.match(text[end - 1]) else 1


def _joined(text: str, lines: list[Span], width: int) -> list[Span]:
    """Join each line to the one before where its first word had no room there.

    A line that is further in, or begins like an item of a list, begins a paragraph; under an item, lines are further
    in than its mark.
    """
    out = [lines[0]]
    last = lines[0]
    inside = _indent(text, last[0])
    for line in lines[1:]:
        indent = _indent(text, line[0])
        if _goes_on(text, out[-1], last, line, width - inside, indent - inside):
            out[-1] = (out[-1][0], line[1])
        else:
            out.append(line)
        last, inside = line, indent
    return out


def _goes_on(text: str, paragraph: Span, last: Span, line: Span, width: int, further: int) -> bool:
    """Whether `line` goes on with a paragraph whose last line is `last`; `width` is what that had from its indent."""
    if not _next_to(text, last[1], line[0]) or _MARKED.match(text, *line):
        return False
    listed = _MARKED.match(text, *paragraph) or _MAYBE_MARKED.match(text, *paragraph)
    if further >= _INDENT and not (listed and last[0] == paragraph[0]):
        return False
    ended = _ENDED.search(text, max(last[0], last[1] - 20), last[1])
    if ended and _MAYBE_MARKED.match(text, *line):
        return False
    room = width - (last[1] - last[0]) - _space(text, last[1])
    if room < -1 and re.search(r"\s", text[last[0] : last[1]]):
        return False  # nobody wrapped this line
    half, word = _needs(text, *line)
    # Not all programs break words at hyphens.
    return half > room or (word > room and not ended)


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
