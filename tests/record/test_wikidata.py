"""A table of names and identifiers that somebody brings."""

from pathlib import Path

import pytest

from onrecord.pipeline.tracing.identifying import Run, member_of, place
from onrecord.record import tables
from onrecord.record.adding import add
from onrecord.record.lookup.identities import identities_named, identity
from onrecord.record.model import ArchiveError, NotFoundError
from onrecord.record.opening import Archive
from onrecord.record.stories.wikidata import take_in
from onrecord.story.identities import Seen
from tests.stock import sample_readings

CSV = """name,qid,type,born,aliases
Ada Renn,Q4200001,person,1970,Ada M. Renn|A. Renn
Peter Hallam,Q4200002,person,1978,
Peter Hallam,Q4200003,person,1955,
Sundlink,Q4200004,organisation,,
"""


@pytest.fixture
def people(archive: Archive) -> Archive:
    add(archive, sample_readings()[:1])
    with archive.writing() as connection:
        run = Run(connection)
        capture = connection.execute(tables.capture.select()).one()
        for number, (name, born) in enumerate(
            {"Ada M. Renn": None, "Peter Hallam": (1977, 1978), "Eva Dole": None}.items()
        ):
            seen = Seen(type="person", names=[name], born=born, capture=capture.id)
            place(run, member_of(capture.sha256, f"x{number}", seen, []), seen)
        run.done()
    return archive


def qid(archive: Archive, name: str) -> str | None:
    with archive.reading() as connection:
        (found,) = identities_named(connection, name)
        return identity(connection, found.ref).wikidata


def test_identifiers_are_found_by_name_where_there_is_one(people: Archive, tmp_path: Path) -> None:
    table = tmp_path / "names.csv"
    table.write_text(CSV, encoding="utf-8")
    assert qid(people, "Ada M. Renn") is None
    assert take_in(people, table) == 6
    assert qid(people, "Ada M. Renn") == "Q4200001"
    assert qid(people, "Peter Hallam") == "Q4200002", "the other was born long before"
    assert qid(people, "Eva Dole") is None
    table.write_text(CSV.replace(",1978,", ",,").replace(",1955,", ",,"), encoding="utf-8")
    take_in(people, table)
    assert qid(people, "Peter Hallam") is None, "two may be meant"


def test_other_forms_of_table(people: Archive, tmp_path: Path) -> None:
    (tmp_path / "n.jsonl").write_text(
        '{"name": "Eva Dole", "qid": "Q7"}\n\n{"name": "X", "qid": "Q8", "aliases": ["Y"]}\n'
    )
    assert take_in(people, tmp_path / "n.jsonl") == 3
    assert qid(people, "Eva Dole") == "Q7" and qid(people, "Ada M. Renn") is None
    (tmp_path / "n.tsv").write_text("qid\tname\nQ9\tEva Dole\nQ9\tEva Dole\n")
    assert take_in(people, tmp_path / "n.tsv") == 1
    assert qid(people, "Eva Dole") == "Q9"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "name,qid\nEva Dole,42\n", "line 2.*no Wikidata identifier"),
        ("a.csv", "name\nEva Dole\n", "line 2: a name and a qid"),
        ("a.jsonl", '{"name": "Eva"}\n', "line 1"),
        ("a.jsonl", "nonsense\n", "line 1"),
    ],
)
def test_a_line_that_is_none_is_told_and_changes_nothing(
    people: Archive, tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / "n.tsv").write_text("qid\tname\nQ9\tEva Dole\n")
    take_in(people, tmp_path / "n.tsv")
    (tmp_path / name).write_text(text)
    with pytest.raises(ArchiveError, match=told):
        take_in(people, tmp_path / name)
    assert qid(people, "Eva Dole") == "Q9"


def test_a_file_that_is_not_there(people: Archive, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no file"):
        take_in(people, tmp_path / "none.csv")
