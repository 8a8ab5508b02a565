import csv
import io

import msgspec
import pytest

from onrecord.export.statements_csv import COLUMNS, cell, csv_header, csv_rows
from onrecord.reading.model import Reading
from tests.export.made import told_reading

# Columns are only added, at the end: spreadsheets and scripts count on their places.
FIRST = [
    *("page", "sha256", "url", "publisher", "headline", "published", "captured_at", "captured_at_from"),
    *("statement", "within", "speaker", "joint_speakers", "speaker_confidence", "candidates", "source_kind"),
    *("source", "cue", "content", "quotation", "manner", "polarity", "channel", "via", "qualifiers", "anonymity"),
    *("said_at", "said_at_words", "confidence", "source_spans", "cue_spans", "content_spans"),
]


def rows(reading: Reading) -> dict[str, dict[str, str]]:
    table = io.StringIO((csv_header() + csv_rows(reading)).decode("utf-8"), newline="")
    return {row["statement"]: row for row in csv.DictReader(table)}


def test_the_columns_stay_where_they_are() -> None:
    assert list(COLUMNS[: len(FIRST)]) == FIRST
    assert csv_header().endswith(b"content_spans\r\n")


def test_one_row_a_statement_and_the_nested_behind_theirs() -> None:
    found = rows(told_reading())
    assert list(found) == ["s1", "s2", "s3", "s4", "s5", "s5.1", "s6", "s7", "s8"]
    assert found["s5.1"]["within"] == "s5"


def test_a_row_says_what_the_reading_says() -> None:
    found = rows(told_reading())
    told = found["s2"]
    assert (told["speaker"], told["speaker_confidence"], told["confidence"]) == ("Ragna Vell", "0.9877", "0.95")
    assert (told["via"], told["channel"], told["said_at"], told["said_at_words"]) == (
        "Kessen Courier",
        "interview",
        "2031-03-07",
        "on Friday",
    )
    assert found["s4"]["joint_speakers"] == "Tom Askill"
    assert (found["s6"]["speaker"], found["s6"]["candidates"]) == ("", "Tom Askill 0.41; A senior official 0.33")
    assert found["s5"]["qualifiers"] == "League-backed; asked not to be named because the report is secret"
    assert told["publisher"] == "Skerry FM"


def test_spans_point_into_the_text() -> None:
    reading = told_reading()
    for row in rows(reading).values():
        for part in ("source", "cue", "content"):
            spans = [tuple(map(int, span.split(".."))) for span in row[f"{part}_spans"].split()]
            assert " … ".join(reading.text[a:b] for a, b in spans) == row[part].removeprefix("'")


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(0)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"],
)
def test_no_cell_is_a_formula(text: str) -> None:
    reading = told_reading()
    article = msgspec.structs.replace(reading.article, headline=text)
    page = msgspec.structs.replace(reading.page, article=article)
    assert rows(msgspec.structs.replace(reading, page=page))["s1"]["headline"] == f"'{text}"
    assert cell(text) == f"'{text}"


def test_a_file_name_that_is_not_text_is_still_a_row() -> None:
    reading = told_reading()
    capture = msgspec.structs.replace(reading.capture, source="caf\udce9.txt")
    assert rows(msgspec.structs.replace(reading, capture=capture))["s1"]["page"] == "caf?.txt"
