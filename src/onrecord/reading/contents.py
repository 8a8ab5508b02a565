"""Which statement's content an offset stands in."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.reading.model import Statement
from onrecord.text.spans import Span, covered


class Contents:
    """Finds the innermost content around an offset.

    Contents are cut at all their ends into stretches, each with its innermost statement, so that a look-up is one
    bisection however many statements there are.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        lengths = [covered(one.content) for one in statements]
        pieces = sorted(((lengths[k], k, span) for k, s in enumerate(statements) for span in s.content), reverse=True)
        self._edges = sorted({edge for _, _, span in pieces for edge in span})
        self._owner: list[Statement | None] = [None] * (len(self._edges) + 1)
        self._piece: list[Span | None] = [None] * (len(self._edges) + 1)
        for _, k, span in pieces:
            for stretch in range(bisect_right(self._edges, span[0]), bisect_left(self._edges, span[1]) + 1):
                self._owner[stretch] = statements[k]
                self._piece[stretch] = span

    def around(self, at: int) -> Statement | None:
        """Return the statement with the shortest content around `at`."""
        return self._owner[bisect_right(self._edges, at)]

    def piece(self, at: int) -> Span | None:
        """Return the span of that content which holds `at`."""
        return self._piece[bisect_right(self._edges, at)]
