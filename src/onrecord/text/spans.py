"""Half-open spans of Unicode code points into one text."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]
"""(start, end), half open, in Unicode code points: ``text[start:end]`` is the quote."""


def quote(text: str, spans: Iterable[Span], gap: str = " … ") -> str:
    """Return the words under `spans` in order, the pieces joined by `gap`.

    >>> quote("It is over, he said, for now", [(0, 10), (21, 28)])
    'It is over … for now'
    """
    return gap.join(text[start:end] for start, end in spans)


def trim(text: str, span: Span) -> Span:
    """Return `span` without white space at either end (an empty span at its start if it holds nothing else).

    >>> trim(" so it goes ", (0, 12))
    (1, 11)
    """
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def merge(spans: Iterable[Span], gap: int = 0) -> list[Span]:
    """Return `spans` in order, those that overlap or lie at most `gap` code points apart joined into one.

    >>> merge([(5, 8), (0, 3), (7, 9)])
    [(0, 3), (5, 9)]
    """
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + gap:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def inside(span: Span, spans: Iterable[Span]) -> bool:
    """Return whether one of `spans` holds all of `span`.

    >>> inside((2, 4), [(0, 3), (2, 5)]), inside((2, 4), [(0, 3), (3, 5)])
    (True, False)
    """
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def covered(spans: Sequence[Span]) -> int:
    """Return how many code points `spans` cover, overlaps counted once.

    >>> covered([(0, 3), (2, 5)])
    5
    """
    return sum(end - start for start, end in merge(spans))


def shared(a: Sequence[Span], b: Sequence[Span]) -> int:
    """Return how many code points the spans of `a` and those of `b` have in common; each are in order.

    >>> shared([(0, 4), (6, 9)], [(2, 7)])
    3
    """
    if not a or not b or a[0][0] >= b[-1][1] or b[0][0] >= a[-1][1]:
        return 0
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
