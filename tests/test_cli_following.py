"""`onrecord trace` and `onrecord check` as a user has them: what they print, and their exit status."""

import json
import subprocess
from pathlib import Path

import pytest

from onrecord.record.opening import Archive
from tests.forking import quick
from tests.test_cli import ENVIRONMENT


def run(story: Archive, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = ENVIRONMENT | {"ONRECORD_ARCHIVE": story.where, "COLUMNS": "100"}
    return subprocess.run([quick(), *arguments], env=environment, capture_output=True, timeout=120, check=False)


@pytest.fixture
def asked(story_in_a_file: Archive) -> Archive:
    # The commands are the same on either database, and what they ask is tried on both (tests/pipeline).
    return story_in_a_file


def test_a_trace_is_printed_and_written(asked: Archive) -> None:
    done = run(asked, "trace", "three winters running that those fans would not last an hour")
    text = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    for words in (
        "6 articles of 5 outlets · 1 independent origin · 1 does not show where the words are from",
        "First known appearance in this archive: The Meridian Record, 14 October 2031, 17:10 +01:00",
        "running → in a row",
        "One former official (not named)",
        "Inferred, and no reading",
    ):
        assert words in text, text
    form = json.loads(run(asked, "trace", "--json", "a tunnel is a promise").stdout)
    assert (form["schema_version"], form["independent"]) == (1, 1)
    assert form["origins"][0] == {
        "outlet": "Radio Estrand",
        "first": None,
        "refs": [one["occurrence"]["ref"] for one in form["appearances"]],
    }


def test_check_says_by_its_status_whether_all_holds(asked: Archive, tmp_path: Path) -> None:
    held = run(asked, "check", "a tunnel is a promise that you come out at the other end")
    assert held.returncode == 0, held.stderr.decode()
    draft = tmp_path / "draft.txt"
    draft.write_text("“Nobody in this government will ever hide behind an inquiry,” said Ilse Marquardt.\n")
    wrong = run(asked, "check", str(draft))
    assert wrong.returncode == 1
    assert "the draft puts in: ever" in wrong.stdout.decode()
    lost = run(asked, "check", str(tmp_path / "no.docx"))
    assert (lost.returncode, lost.stdout) == (2, b"")
