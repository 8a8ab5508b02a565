"""Statements made inside another's content, as the whole reader finds them."""

import pytest

from onrecord.reading import Reader


@pytest.mark.parametrize(
    ("text", "inner", "quotation"),
    [
        (
            "“We heard the wall go,” Lars Ottesen said, according to the Marrow Gazette.",
            "“We heard the wall go,”",
            "direct",
        ),
        (
            "“My mother said that the wall had always leaked,” Lars Ottesen said.",
            "that the wall had always leaked",
            None,
        ),
        (
            "‘My mother said that it hadn’t ever leaked before,’ Lars Ottesen said.",
            "that it hadn’t ever leaked before",
            None,
        ),
    ],
)
def test_marks_stay_where_they_close_inside_a_content(text: str, inner: str, quotation: str | None) -> None:
    reader = Reader(threads=1)
    (found,) = reader.nested(text, reader.read(text, [(0, len(text))]))
    assert [text[a:b].rstrip(",") for a, b in found.content] == [inner]
    assert quotation in (None, found.quotation)
