"""Times as pages print them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.article.dates import machine, of_url, stamps


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("16 August 2024, 05:46", "2024-08-16T05:46"),
        ("Published 3:20 PM EDT, Tue June 4, 2024", "2024-06-04T15:20-04:00"),
        ("04.06.2024, 17:15 Uhr", "2024-06-04T17:15"),
        ("4.6.2024 um 7 Uhr", "2024-06-04T07:00"),
        ("Stand: 04. Juni 2024, 17.15 Uhr", "2024-06-04T17:15"),
        ("2024年6月4日", "2024-06-04"),
        ("2024年6月4日 午後5時15分", "2024-06-04T17:15"),
        ("2024-06-04 오후 5:15", "2024-06-04T17:15"),
        ("입력 2024.06.04. 17:15", "2024-06-04T17:15"),
        ("4 juin 2024 à 17h15", "2024-06-04T17:15"),
        ("Publié le 04/06/2024 à 17:15", "2024-06-04T17:15"),
        ("4 de junio de 2024 a las 17:15h", "2024-06-04T17:15"),
        ("04 Giugno 2024 ore 17:15", "2024-06-04T17:15"),
        ("4 de junho de 2024", "2024-06-04"),
        ("4 juni 2024, 17:15", "2024-06-04T17:15"),
        ("4. juni 2024 kl. 17.15", "2024-06-04T17:15"),
        ("4 czerwca 2024, 17:15", "2024-06-04T17:15"),
        ("4. června 2024", "2024-06-04"),
        ("2024. június 4. 17:15", "2024-06-04T17:15"),
        ("04 Haziran 2024 17:15", "2024-06-04T17:15"),
        ("4 июня 2024, 17:15", "2024-06-04T17:15"),
        ("4 червня 2024", "2024-06-04"),
        ("4 يونيو 2024", "2024-06-04"),
        ("٤ يونيو ٢٠٢٤", "2024-06-04"),
        ("4 जून 2024", "2024-06-04"),
        ("4 tháng 6, 2024", "2024-06-04"),
        ("June 4th, 2024 at 5:15 p.m. ET", "2024-06-04T17:15-04:00"),
        ("Dec. 4, 2024 5:15 PM ET", "2024-12-04T17:15-05:00"),
        ("Tue 4 Jun 2024 17.15 BST", "2024-06-04T17:15+01:00"),
        ("17:15, 4 Jun 2024", "2024-06-04T17:15"),
        ("2024-06-04 17:15:09", "2024-06-04T17:15:09"),
        ("06/04/2024 5:15 PM EST", "2024-06-04T17:15-05:00"),
        ("13/06/2024", "2024-06-13"),
        ("04-Jun-2024", "2024-06-04"),
        ("Tue 4 Jun 2024 12:05 am", "2024-06-04T00:05"),
        ("04 Jun 2024 17:15 (GMT+2)", "2024-06-04T17:15+02:00"),
        ("Ngày 4/6/2024", "2024-06-04"),
        ("Publisert: 04.06.24 kl. 17:15", "2024-06-04T17:15"),
        ("Di 04.06.24 | 17:15 Uhr | Von Anna Muster", "2024-06-04T17:15"),
    ],
)
def test_the_first_stamp(text: str, iso: str) -> None:
    assert next(stamps(text)).iso == iso


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Published: 4 June 2024 09:00 | Updated: 5 June 2024 10:30",
         [("2024-06-04T09:00", "published"), ("2024-06-05T10:30", "updated")]),
        ("Aktualisiert am 05.06.2024, 10:30 Uhr", [("2024-06-05T10:30", "updated")]),
        ("04.06.2024, 17:15 Uhr", [("2024-06-04T17:15", "")]),
        ("09:00 4 June 2024, updated 10:30 5 June 2024",
         [("2024-06-04T09:00", ""), ("2024-06-05T10:30", "updated")]),
        ("Mis à jour le 5 juin 2024", [("2024-06-05", "updated")]),
    ],
)  # fmt: skip
def test_what_a_stamp_is_of(text: str, found: list[tuple[str, str]]) -> None:
    assert [(s.iso, s.kind) for s in stamps(text)] == found


@pytest.mark.parametrize("text", ["", "2 hours ago", "4 June", "won 3-2 in 2024", "31.02.2024", "99/99/2024",
                                  "call 020 7946 0958", "1.2.3.2024", "mayhem 4 2024",
                                  "Verfügbar bis 06.05.2024"])  # fmt: skip
def test_no_day(text: str) -> None:
    assert list(stamps(text)) == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-06-04T17:15:00.123Z", "2024-06-04T17:15:00+00:00"),
        ("2024-06-04T17:15:00+0200", "2024-06-04T17:15:00+02:00"),
        ("2024-06-04 17:15:00 +02:00", "2024-06-04T17:15:00+02:00"),
        ("2024-06-04T17:15", "2024-06-04T17:15"),
        ("2024-6-4", "2024-06-04"),
        ("20240604", "2024-06-04"),
        ("20240604T171500Z", "2024-06-04T17:15:00+00:00"),
        ("1717521300", "2024-06-04T17:15:00+00:00"),
        ("1717521300000", "2024-06-04T17:15:00+00:00"),
        ("Tue, 04 Jun 2024 17:15:00 GMT", "2024-06-04T17:15:00+00:00"),
        ("Tue Jun 04 17:15:00 CEST 2024", "2024-06-04T17:15:00+02:00"),
        ("June 4, 2024", "2024-06-04"),
        ("2024-13-45", None),
        ("2024-06-04T99:99", "2024-06-04"),
        ("yesterday", None),
        ("0000-00-00", None),
    ],
)
def test_machine_times(text: str, iso: str | None) -> None:
    assert machine(text) == iso


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://gazette.example/2024/06/04/ferry", "2024-06-04"),
        ("https://gazette.example/news/2024-06-04-ferry", "2024-06-04"),
        ("https://gazette.example/a20240604.html", "2024-06-04"),
        ("https://gazette.example/2024/6/4/ferry", "2024-06-04"),
        ("https://gazette.example/ferry-123456789", None),
        (None, None),
    ],
)
def test_days_in_addresses(url: str | None, iso: str | None) -> None:
    assert of_url(url) == iso


SHAPE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d)?)?")


@given(
    st.text(alphabet=st.sampled_from("0123456789:./- TZJunegMayahAMPU年月日時午後+,،٤") | st.characters(), max_size=80)
)
def test_any_text_gives_valid_times_or_none(text: str) -> None:
    for stamp in stamps(text):
        assert SHAPE.fullmatch(stamp.iso)
        assert 0 <= stamp.start < stamp.end <= len(text)
    found = machine(text)
    assert found is None or SHAPE.fullmatch(found)
    of_url(text)
