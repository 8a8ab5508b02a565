import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture import capture_header


@pytest.mark.parametrize(
    ("text", "header", "at"),
    [
        (" date 2031-03-09 Ferry 'will not sail'\n\nMore", "date 2031-03-09", "2031-03-09"),
        ("date 2031-03-09\nFerry", "date 2031-03-09", "2031-03-09"),
        ("\ufeff\r\ndate: 2031-03-09T05:46Z Ferry", "date: 2031-03-09T05:46Z", "2031-03-09T05:46Z"),
        ("date 2031-03-09 05:46:10 UTC\nFerry", "date 2031-03-09 05:46:10 UTC", "2031-03-09T05:46:10Z"),
        (
            "date 2031-03-09T05:46:10.25+0100\nF",
            "date 2031-03-09T05:46:10.25+0100",
            "2031-03-09T05:46:10+01:00",
        ),
        ("Date 2031-03-09T05:46 Ferry", "Date 2031-03-09T05:46", "2031-03-09T05:46"),
        ("captured_at=2031-03-09 Ferry", "captured_at=2031-03-09", "2031-03-09"),
        (
            "source harbour.example date 2031-03-09 Ferry",
            "source harbour.example date 2031-03-09",
            "2031-03-09",
        ),
        (
            "https://harbour.example/ferry date 2031-03-09 Ferry",
            "https://harbour.example/ferry date 2031-03-09",
            "2031-03-09",
        ),
        (
            "date 2031-03-09\nurl: https://harbour.example/ferry\nFerry",
            "date 2031-03-09\nurl: https://harbour.example/ferry",
            "2031-03-09",
        ),
        ("date 2031-03-09 Source close to the port: 'no'", "date 2031-03-09", "2031-03-09"),
    ],
)
def test_a_header_and_its_span(text: str, header: str, at: str) -> None:
    found = capture_header(text)
    assert found is not None
    start, end = found.span
    assert (text[start:end], found.captured_at) == (header, at)
    assert (found.url is not None) == ("https://" in header)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ferry will not sail",
        "The date 2031-03-09 is set",
        "date 2031-13-09 Ferry",
        "date 2031-03-09x Ferry",
        "date 2031-03-091 Ferry",
        "update 2031-03-09 Ferry",
        "date night\n2031-03-09",
        "date 31-03-09",
        "\n" * 100 + "date 2031-03-09",
    ],
)
def test_no_header(text: str) -> None:
    assert capture_header(text) is None


@given(st.text(max_size=200) | st.from_regex(r"(url x )*date 20[0-9-]{8}[T 0-9:.Z+]{0,12}.{0,20}", fullmatch=True))
def test_a_span_lies_in_the_text(text: str) -> None:
    found = capture_header(text)
    if found:
        start, end = found.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert found.captured_at[:10] in text[start:end]
