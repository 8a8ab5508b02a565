"""The commands about who is the same, on the sample story."""

import json
import shutil
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.pipeline.tracing import catch_up
from onrecord.record.adding import add
from onrecord.record.opening import open_archive
from tests.story.tunnel import readings


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("identities") / "archive.db"
    wanted = ("lumen-2-memo", "post-2-hallam", "lumen-3-hallam")
    with open_archive(path, make=True) as archive:
        add(archive, [readings()[name] for name in wanted])
        catch_up(archive)
    return path


def run(capsys: pytest.CaptureFixture[str], path: Path, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--archive", str(path)])
    shown = capsys.readouterr()
    return int(ended.value.code or 0), shown.out, shown.err


def test_who_somebody_is_with_the_reasons(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, made, "identity", "Alexander", "Grigorenko")
    assert status == 0 and "Oleksandr Hryhorenko" in out and "The same words are quoted from both." in out
    found = json.loads(run(capsys, made, "identity", "Alexander Grigorenko", "--json")[1])
    assert found["schema_version"] == 1 and found["identity"]["articles"] == 2
    ref = found["identity"]["ref"]
    assert json.loads(run(capsys, made, "identity", ref, "--json")[1])["identity"] == found["identity"]
    assert "No page names Nobody At All." in run(capsys, made, "identity", "Nobody At All")[1]
    assert run(capsys, made, "identity", "p-000000000000")[0] == 3
    assert run(capsys, made, "identity")[0] == 2


def test_namesakes_are_shown_judged_and_parted_again(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "archive.db"
    shutil.copy(made, path)
    assert "two walks of life" in run(capsys, path, "identities", "--apart")[1]
    others = json.loads(run(capsys, path, "identity", "Peter Hallam", "--json")[1])["others"]
    one, other = (each["ref"] for each in others)
    assert "plumber" in run(capsys, path, "said", "Peter Hallam")[1]
    assert run(capsys, path, "said", one)[0] == 0
    status, out, _ = run(capsys, path, "same", one, other, "--because", "A test.", "--by", "Ann")
    assert status == 0 and "Ann" in out
    assert json.loads(run(capsys, path, "identity", "Peter Hallam", "--json")[1])["identity"]["articles"] == 2
    assert run(capsys, path, "different", one, other, "--because", "A test.", "--by", "Ann")[0] == 3
    assert run(capsys, path, "judgements", "undo", "1", "--because", "No.", "--by", "Bob")[0] == 0
    listed = json.loads(run(capsys, path, "judgements", "--json")[1])["judgements"]
    assert [each["verdict"] for each in listed] == ["undo", "same"]
    assert len(json.loads(run(capsys, path, "identity", "Peter Hallam", "--json")[1])["others"]) == 2


def test_a_table_of_identifiers(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, table = tmp_path / "archive.db", tmp_path / "names.csv"
    shutil.copy(made, path)
    table.write_text("name,qid\nOleksandr Hryhorenko,Q42\n", encoding="utf-8")
    assert "1 name with an identifier" in run(capsys, path, "wikidata", str(table))[2]
    assert "Wikidata Q42" in run(capsys, path, "identity", "Oleksandr Hryhorenko")[1]
    assert run(capsys, path, "wikidata", str(tmp_path / "none.csv"))[0] == 3
