"""The command as a user has it: a process, its two streams and its exit status."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMAND = str(Path(sys.executable).with_name("onrecord"))
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "LINES")} | {"COLUMNS": "80"}


def onrecord(*arguments: str, stdin: bytes = b"", cwd: Path = ROOT) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, *arguments],
        input=stdin,
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["read"], "Name at least one input"),
        (["read", "--nonsense", "x"], "--nonsense"),
        (["read", "--jobs", "many", "x"], "--jobs"),
        (["read", "--jobs", "-1", "x"], "--jobs"),
        (["read", "--time-limit", "0", "x"], "--time-limit"),
        (["read", "-o", "no/such/folder/out.json", "x"], "Cannot write"),
        (["raed", "x"], "read"),
        (["schema", "story"], "story"),
    ],
)
def test_wrong_use_is_told_in_one_line(arguments: list[str], says: str) -> None:
    done = onrecord(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("onrecord: ")
    assert says in lines[0]


def test_an_input_that_is_not_there_is_told_in_one_line() -> None:
    done = onrecord("read", "no/such/page.html")
    assert done.returncode == 1
    assert done.stderr.decode() == "onrecord: no/such/page.html: no such file or folder\n"


def test_the_schema_is_json() -> None:
    for name in ("reading", "page"):
        done = onrecord("schema", name)
        assert done.returncode == 0
        assert json.loads(done.stdout)["title"] == f"OnRecord {name}, schema version 1"


def test_help_names_the_commands_and_the_exit_statuses() -> None:
    for arguments in ([], ["--help"]):
        done = onrecord(*arguments)
        assert done.returncode == 0
        for word in ("read", "page", "schema", "--version", "Exit status", "141"):
            assert word in done.stdout.decode()


def test_the_version_names_the_models_and_comes_at_once() -> None:
    started = time.perf_counter()
    done = onrecord("--version")
    assert time.perf_counter() - started < 5  # half a second where nothing else runs
    assert done.returncode == 0
    assert done.stdout.decode().startswith("onrecord ")
    assert "blocks" in done.stdout.decode()
    assert "attribution" in done.stdout.decode()


def test_when_nobody_reads_the_output_it_ends_quietly() -> None:
    with subprocess.Popen(
        [COMMAND, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 141)
