"""Texts of two versions that are one: the same, moved, or reworded; and the words of a reworded one with what became
of each.

Texts that both have are found first; of the rest, those most alike are taken for one that was reworded (difflib's ratio
over words).
"""

from collections import defaultdict, deque
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

import msgspec

Edit = Literal["same", "added", "removed"]

_REWORDED: Final = 0.5
"""How alike two paragraphs, or the words of two statements, must be for one to be the other reworded."""
_MOST_ALIKE: Final = 120
"""Paragraphs or statements of one kind that are held against each other; more are told as added and removed."""
_LONGEST: Final = 600
"""Words of a paragraph that are compared."""


class Run(msgspec.Struct, frozen=True):
    """Words in a row of a text that was reworded: kept (`same`), `added` in the newer or `removed` from the older."""

    edit: Edit
    text: str


def runs(old: str, new: str) -> list[Run]:
    """Return the words of both texts in order, each with what became of it.

    >>> [(run.edit, run.text) for run in runs("Four people died.", "Six people died.")]
    [('removed', 'Four'), ('added', 'Six'), ('same', 'people died.')]
    """
    one, other = old.split()[:_LONGEST], new.split()[:_LONGEST]
    out: list[Run] = []
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            out.append(Run("same", " ".join(one[a:b])))
            continue
        if a < b:
            out.append(Run("removed", " ".join(one[a:b])))
        if c < d:
            out.append(Run("added", " ".join(other[c:d])))
    return out


def moved(
    places: Sequence[tuple[int | None, int | None]], one: Sequence[str], other: Sequence[str]
) -> list[tuple[int | None, int | None]]:
    """Pair what was taken out with what was put in elsewhere, word for word: it was moved, not changed."""
    gone: dict[str, deque[int]] = defaultdict(deque)
    for left, right in places:
        if left is not None and right is None:
            gone[one[left]].append(left)
    out: list[tuple[int | None, int | None]] = []
    moved: set[int] = set()
    for left, right in places:
        before = left
        if right is not None and left is None and gone.get(other[right]):
            before = gone[other[right]].popleft()
            moved.add(before)
        out.append((before, right))
    return [(left, right) for left, right in out if right is not None or left not in moved]


def aligned(one: Sequence[str], other: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Pair equal texts in order, then those between that are alike; return the places, in the order of the newer."""
    out: list[tuple[int | None, int | None]] = []
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what == "equal":
            out += [(a + k, c + k) for k in range(b - a)]
            continue
        left, right = list(range(a, b)), list(range(c, d))
        pairs = alike([one[k] for k in left], [other[k] for k in right])
        taken = {left[i]: right[j] for i, j in pairs}
        of_new = {new: old for old, new in taken.items()}
        out += [(k, None) for k in left if k not in taken]
        out += [(of_new.get(k), k) for k in right]
    return out


def alike(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of texts that are alike, the most alike first, each in one pair."""
    if not one or not other or max(len(one), len(other)) > _MOST_ALIKE:
        return []
    fits = []
    words = [text.split()[:_LONGEST] for text in one]
    for j, text in enumerate(other):
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(text.split()[:_LONGEST])
        for i, mine in enumerate(words):
            matcher.set_seq1(mine)
            if matcher.real_quick_ratio() < _REWORDED or matcher.quick_ratio() < _REWORDED:
                continue
            ratio = matcher.ratio()
            if ratio >= _REWORDED:
                fits.append((-ratio, i, j))
    out: list[tuple[int, int]] = []
    for _, i, j in sorted(fits):
        if all(i != a and j != b for a, b in out):
            out.append((i, j))
    return out
