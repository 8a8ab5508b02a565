"""Every query that `docs/search.md` shows finds what it says."""

import re
from pathlib import Path

from onrecord.record.opening import Archive
from onrecord.record.search.find import Search, statements
from tests.record.search.filling import Piece, Said, fill

DOCUMENT = Path(__file__).parents[3] / "docs" / "search.md"
ROW = re.compile(r"^\| `((?:[^`]|\\\|)+)` \| ([\d ]+) \|", re.MULTILINE)
SHOWN = re.compile(r"^\| (\d) \| (\S+), ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
PIECES = [
    Piece(
        headline="Ferry pay",
        day="2031-03-09",
        outlet="Skerry FM",
        said=[
            Said(
                content="negotiations over pay had broken down",
                source="Mara Hollin, union secretary,",
                cue="warned",
                manner="warns",
                speakers=["Mara Hollin"],
            ),
            Said(
                content="“We will negotiate with anyone”",
                source="the Skerry Line",
                cue="said in a statement",
                quotation="direct",
                channel="statement",
                source_kind="named_organisation",
                speakers=["Skerry Line"],
                organisations=["Skerry Line"],
            ),
        ],
    ),
    Piece(
        headline="Strike goes on",
        day="2031-03-11",
        outlet="Corrane Post",
        said=[
            Said(
                content="the talks on pay go on",
                source="Mara Hollin",
                cue="told Skerry FM",
                speakers=["Mara Hollin"],
                vias=["Skerry FM"],
            ),
            Said(
                content="the ferries stay in port, pay or no pay",
                source="a driver",
                source_kind="unnamed_person",
                speakers=["a driver"],
            ),
        ],
    ),
    Piece(
        headline="Owner answers",
        day="2031-04-02",
        outlet="Corrane Post",
        said=[
            Said(
                content="the port's owner ever broke a promise",
                source="Ida Brandt",
                cue="denied",
                manner="denies",
                speakers=["Ida Brandt"],
            )
        ],
    ),
]


def test_documented_queries(archive: Archive) -> None:
    fill(archive, PIECES)
    document = DOCUMENT.read_text(encoding="utf-8")
    each = [(piece, said) for piece in PIECES for said in piece.said]
    for number, day, outlet, who, content in SHOWN.findall(document):
        piece, said = each[int(number) - 1]
        assert (day, outlet.strip()) == (piece.day, piece.outlet)
        assert (who.strip(), content.strip()) == (f"{said.source} {said.cue}", said.content)
    rows = ROW.findall(document)
    assert len(rows) == 29
    numbers = [f"{p}-{k}" for p, piece in enumerate(PIECES, 1) for k in range(len(piece.said))]
    for query, wanted in rows:
        found = statements(archive, Search(query=query.replace("\\|", "|"))).hits
        assert sorted(numbers.index(hit.ref) + 1 for hit in found) == [int(n) for n in wanted.split()], query
