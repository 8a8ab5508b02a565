"""Quotation marks: which characters of a text stand between them.

News copy mixes straight and curly marks in one pair, opens a quotation again in each paragraph that it runs
over, and leaves marks unclosed; typographic pairs of other languages and British single marks occur beside
them. The rules here pair marks inside one paragraph.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.text.spans import Span

_DOUBLE = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\"\uff02\u300c\u300d\u300e\u300f]|''|``")
_OPENERS = frozenset("\u201e\u00ab\u300c\u300e") | {"``"}
_CLOSERS = frozenset("\u00bb\u300d\u300f")
_SINGLE = re.compile("[\u2018\u2019\u201a\u2039\u203a']")
_SPACE_BEFORE = frozenset(' \t\u00a0\u2009\u202f([{-\u2013\u2014/"\u201c\u201e\u00ab:\r\n')
_AFTER_CLOSE = frozenset(' \t\u00a0.,;:!?)]}-\u2013\u2014/"\u201d\u00bb\u2026\r\n')


class Quoted(NamedTuple):
    """What stands between two quotation marks of one paragraph.

    `start` and `end` bound the words, the marks left out; `outer_start` and `outer_end` take the marks in.
    `closed` is false where the paragraph ends before the quotation does. `single` says that the marks are single
    ones, which also serve for titles and scare quotes.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    single: bool


def quoted(text: str, paragraph: Span) -> list[Quoted]:
    """Return what is quoted in ``text[start:end]`` of `paragraph`, in order; double marks first pair with double.

    Straight and curly double marks close each other. A mark that closes where nothing is open is passed over,
    unless a word follows it directly, when it opens. An open mark without a close runs to the paragraph's end
    when it is a curly one, stands first in the paragraph, or follows a colon or comma. Single marks are paired
    outside double ones only, where an opening one follows white space and a closing one precedes it, so that
    apostrophes stay apostrophes.

    >>> [(q.start, q.end, q.closed) for q in quoted('He said: \u201cIt is" over.', (0, 22))]
    [(10, 15, True)]
    """
    doubles = list(_pair_doubles(text, paragraph))
    singles = _pair_singles(text, paragraph, doubles)
    return sorted([*doubles, *singles])


def _opens(text: str, at: int, paragraph: Span) -> bool:
    """Whether a mark that could go either way stands where an opening one would."""
    return at == paragraph[0] or text[at - 1] in _SPACE_BEFORE


def _pair_doubles(text: str, paragraph: Span) -> Iterable[Quoted]:
    start, end = paragraph
    opened: re.Match[str] | None = None
    marks = list(_DOUBLE.finditer(text, start, end))
    spare = _spare_closes(marks)
    inner: list[str] = []  # what closes the quotations within the open one
    for number, mark in enumerate(marks):
        kind = mark.group()
        if opened is None:
            if kind in _CLOSERS and not _looks_like_opening(text, mark, end):
                continue
            if kind == "\u201d" and not _looks_like_opening(text, mark, end):
                continue
            if kind == '"' and not _opens(text, mark.start(), paragraph):
                continue  # inches, or a close whose opening is lost
            opened = mark
            continue
        if kind in _OPENERS or (
            kind == "\u201c" and opened.group() != "\u201e" and _opens(text, mark.start(), paragraph)
        ):
            # A new opening inside an open quotation: one within the other where enough marks are left to close
            # both, else the earlier mark was never closed.
            if kind == opened.group() == "\u201c" and spare[number] > 0:
                inner.append("\u201d")
            elif kind == opened.group():
                yield Quoted(opened.end(), mark.start(), opened.start(), mark.start(), False, False)
                opened = mark
            continue
        if inner and kind == inner[-1]:
            inner.pop()
            continue
        two_more = number + 2 < len(marks)
        if kind == '"' and opened.group() == "\u201c" and two_more and _looks_like_opening(text, mark, end):
            inner.append('"')
            continue
        yield Quoted(opened.end(), mark.start(), opened.start(), mark.end(), True, False)
        opened, inner = None, []
    if opened is not None:
        before = text[start : opened.start()].rstrip()
        announced = not before or before[-1] in ":,"
        if announced or (opened.group() != '"' and _looks_like_opening(text, opened, end)):
            yield Quoted(opened.end(), end, opened.start(), end, False, False)


def _spare_closes(marks: list[re.Match[str]]) -> list[int]:
    """How many more curly marks close than open, from each mark to the last."""
    out = [0] * len(marks)
    spare = 0
    for number in range(len(marks) - 1, -1, -1):
        kind = marks[number].group()
        spare += (kind == "\u201d") - (kind == "\u201c")
        out[number] = spare
    return out


def _looks_like_opening(text: str, mark: re.Match[str], end: int) -> bool:
    at = mark.end()
    before = text[mark.start() - 1] if mark.start() else " "
    return at < end and not text[at].isspace() and before in _SPACE_BEFORE


def _pair_singles(text: str, paragraph: Span, doubles: list[Quoted]) -> list[Quoted]:
    start, end = paragraph
    out: list[Quoted] = []
    opened: re.Match[str] | None = None
    taken = iter(doubles)
    current = next(taken, None)
    for mark in _SINGLE.finditer(text, start, end):
        at = mark.start()
        while current is not None and current.outer_end <= at:
            current = next(taken, None)
        if current is not None and current.outer_start <= at:
            continue
        kind = mark.group()
        after = text[at + 1] if at + 1 < end else " "
        if opened is None:
            if kind in "\u2018\u201a\u2039'" and _opens(text, at, paragraph) and not after.isspace():
                opened = mark
        elif kind in "\u2019\u203a'\u2018" and after in _AFTER_CLOSE and not text[at - 1].isspace():
            words = text[opened.end() : at]
            if (len(words) > 2 and words[-1:] != "s") or not _later_close(text, at + 1, end):
                out.append(Quoted(opened.end(), at, opened.start(), at + 1, True, True))
                opened = None
    return out


def _later_close(text: str, start: int, end: int) -> bool:
    """Whether another single mark that could close stands further on: after an s the first may be a genitive."""
    for mark in _SINGLE.finditer(text, start, end):
        at = mark.start()
        after = text[at + 1] if at + 1 < end else " "
        if text[at - 1] in _SPACE_BEFORE and not after.isspace():
            return False
        if after in _AFTER_CLOSE:
            return True
    return False
