"""Spans: merging, trimming, quoting."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.spans import Span, covered, merge, quote, trim

SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)).map(lambda t: (t[0], t[0] + t[1])), max_size=12)


@given(SPANS)
def test_merged_spans_are_apart_and_cover_the_same(spans: list[Span]) -> None:
    merged = merge(spans)
    assert all(a[1] < b[0] for a, b in pairwise(merged))
    assert {i for s, e in merged for i in range(s, e)} == {i for s, e in spans for i in range(s, e)}
    assert covered(spans) == len({i for s, e in spans for i in range(s, e)})


@given(st.text(alphabet=" \n\tab", max_size=20))
def test_trim_leaves_no_space_at_the_ends(text: str) -> None:
    start, end = trim(text, (0, len(text)))
    assert text[start:end] == text.strip()


def test_quote_joins_pieces() -> None:
    assert quote("one two three", [(0, 3), (8, 13)]) == "one … three"
