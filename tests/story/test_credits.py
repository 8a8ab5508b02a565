"""Whom a page credits with its words: in its byline, its dateline, or below its text."""

import pytest

from onrecord.story.credits import credits
from tests.story.newspapers import CRANE, page

BARE = (CRANE[0].partition("— ")[2], *CRANE[1:])


def credited(paragraphs: tuple[str, ...] = BARE, **more: object) -> list[tuple[str, bool]]:
    reading = page(
        paragraphs, "Three dead as harbour crane falls", url="https://beacon.example/1", outlet="The Beacon", **more
    )  # type: ignore[arg-type]
    for one in credits(reading):
        assert reading.text[slice(*one.span)] == one.name
    return [(one.name, one.whole) for one in credits(reading) if "Beacon" not in one.name]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ana Vale", []),
        ("Ana Vale and Bo Lund", []),
        ("By Ana Vale in Norrin", []),
        ("By Ana Vale, The Beacon", []),
        ("Coastal Press", [("Coastal Press", True)]),
        ("From Coastal Press in Port Ostrey", [("Coastal Press", True)]),
        ("Reuters", [("Reuters", True)]),
        ("By Reuters Staff", [("Reuters", True)]),
        ("By the Associated Press", [("Associated Press", True)]),
        ("By ANA VALE Associated Press", [("Associated Press", True)]),
        ("Ana Vale, Coastal Press", [("Coastal Press", True)]),
        ("By Ana Vale | The Norrin Ledger", [("Norrin Ledger", True)]),
        ("By Ana Vale via The Norrin Ledger", [("Norrin Ledger", True)]),
        ("By Ana Vale and Coastal Press", [("Coastal Press", False)]),
        ("By Ana Vale with AFP", [("AFP", False)]),
        ("By Ana Vale in Local News", []),
        ("Ana Vale | World News", []),
    ],
)
def test_bylines(byline: str, names: list[tuple[str, bool]]) -> None:
    assert credited(byline=byline) == names


@pytest.mark.parametrize(
    ("dateline", "names"),
    [
        ("PORT OSTREY, March 4 (Reuters) - ", [("Reuters", True)]),
        ("PORT OSTREY/NORRIN, March 4, 2031 (Reuters) - ", [("Reuters", True)]),
        ("PORT OSTREY (Coastal Press) — ", [("Coastal Press", True)]),
        ("(AFP) - ", [("AFP", True)]),
        ("PORT OSTREY — ", []),
        ("PORT OSTREY (Tuesday) — ", []),
        ("The port (Reuters was told) - ", []),
    ],
)
def test_datelines(dateline: str, names: list[tuple[str, bool]]) -> None:
    assert credited((dateline + BARE[0], *BARE[1:])) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Additional reporting by Press Association", [("Press Association", False)]),
        ("AFP contributed to this report.", [("AFP", False)]),
        ("— with files from The Canadian Press", [("Canadian Press", False)]),
        ("This story first appeared in The Norrin Ledger.", [("Norrin Ledger", True)]),
        ("Copyright 2031 The Associated Press. All rights reserved.", [("Associated Press", True)]),
        ("© 2031 Ostrey Media Holdings", []),
        ("© 2031 Norrin Ledger News & Media Limited", []),
        ("Photograph: Ana Vale/AFP", []),
        ("(Reporting by Ana Vale; Editing by Bo Lund)", []),
    ],
)
def test_lines_below(line: str, names: list[tuple[str, bool]]) -> None:
    assert credited(below=(line,)) == names
