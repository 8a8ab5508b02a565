"""The command as a user has it: a process, its two streams and its exit status."""

import csv
import gzip
import io
import json
import os
import random
import resource
import signal
import subprocess
from pathlib import Path

import pytest

from tests.forking import INSTALLED, quick

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "LINES")} | {"COLUMNS": "80"}


def onrecord(*arguments: str, stdin: bytes = b"", command: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [command or quick(), *arguments],
        input=stdin,
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        timeout=120,
        check=False,
    )


def spent_by_commands() -> float:
    """Seconds of the processor that all commands that have ended took: others on the machine do not count in it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


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
        (["who"], "Name at least one input"),
        (["export", "x"], "--format"),
        (["export", "--format", "xml", "x"], "--format"),
        (["export", "--format", "csv"], "Name at least one input"),
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
    for name, version in (("reading", 2), ("page", 1), ("who", 1)):
        done = onrecord("schema", name)
        assert done.returncode == 0
        assert json.loads(done.stdout)["title"] == f"OnRecord {name}, schema version {version}"


def test_help_names_the_commands_and_the_exit_statuses() -> None:
    for arguments in ([], ["--help"]):
        done = onrecord(*arguments)
        assert done.returncode == 0
        for word in ("read", "page", "who", "export", "schema", "--version", "Exit status", "141"):
            assert word in done.stdout.decode()


def test_the_version_names_the_models_and_comes_at_once() -> None:
    spent = spent_by_commands()
    done = onrecord("--version", command=INSTALLED)
    assert spent_by_commands() - spent < 2.5  # a third of a second, and more where others run
    assert done.returncode == 0
    assert done.stdout.decode().startswith("onrecord ")
    assert "blocks" in done.stdout.decode()
    assert "attribution" in done.stdout.decode()


def test_when_nobody_reads_the_output_it_ends_quietly() -> None:
    with subprocess.Popen(
        [INSTALLED, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 141)


def good_pages() -> list[Path]:
    return sorted((ROOT / "tests" / "cases").glob("*/capture.*"))


def fill_with_rubbish(folder: Path) -> list[str]:
    """Put into `folder` what archives hold beside pages; return the names of what cannot be read, in order."""
    good = good_pages()[0].read_bytes()
    (folder / "bad-1-empty.html").write_bytes(b"")
    (folder / "bad-2-binary.html").write_bytes(bytes(random.Random(7).randbytes(20_000)))
    (folder / "bad-3-cut.html.gz").write_bytes(gzip.compress(good * 20)[:300])
    (folder / "bad-4-line.txt").write_bytes(b"word " * 40_000_000)
    (folder / "bad-5-bomb.html.gz").write_bytes(gzip.compress(b"<p>" * 100_000_000, compresslevel=1))
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nContent-Length: 9999\r\n\r\nHTTP/1.1 2"
    (folder / "bad-6-cut.warc").write_bytes(head)
    return sorted(path.name for path in folder.iterdir())


def test_bad_input_among_good_pages_costs_one_line_each(tmp_path: Path) -> None:
    bad = fill_with_rubbish(tmp_path)
    (tmp_path / "nested.html").write_bytes(b"<div>" * 100_000 + b"deep down" + b"</div>" * 100_000)
    (tmp_path / "wrong.html").write_bytes('<meta charset="utf-16"><p>Zoë said “no”.'.encode("cp1252"))
    for path in good_pages():
        (tmp_path / f"good-{path.parent.name}{path.suffix}").write_bytes(path.read_bytes())
    done = onrecord("read", "--json", "--jobs", "1", str(tmp_path), command=INSTALLED)
    assert done.returncode == 1
    lines = done.stderr.decode().splitlines()
    assert [line.partition(": ")[2].partition(": ")[0] for line in lines[:-1]] == [str(tmp_path / n) for n in bad]
    read = [Path(json.loads(line)["capture"]["source"]).name for line in done.stdout.splitlines()]
    assert read == sorted(path.name for path in tmp_path.iterdir() if path.name not in bad)
    assert lines[-1] == f"onrecord: {len(read)} pages read, {len(bad)} inputs failed"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000, "kilobytes"


def test_output_does_not_depend_on_workers_or_on_the_run(tmp_path: Path) -> None:
    inputs = [str(path) for path in good_pages()] * 2
    outputs = [
        onrecord("read", "--json", "--jobs", jobs, *inputs, command=INSTALLED).stdout for jobs in ("0", "1", "2")
    ]
    assert len(outputs[0].splitlines()) == len(inputs)
    assert len(set(outputs)) == 1


def test_one_page_is_answered_soon() -> None:
    spent = spent_by_commands()
    assert onrecord("read", str(good_pages()[0]), command=INSTALLED).returncode == 0
    assert spent_by_commands() - spent < 6  # a second, and more where others run


def test_a_page_without_an_article_is_no_failure() -> None:
    path = ROOT / "tests" / "cases" / "missing-html" / "capture.html"
    done = onrecord("read", str(path))
    assert done.returncode == 0
    assert b"No article here" in done.stdout
    assert json.loads(onrecord("read", "--json", str(path)).stdout)["page_kind"] == "error"


def test_output_goes_to_a_file_and_standard_input_is_read(tmp_path: Path) -> None:
    page = good_pages()[0]
    out = tmp_path / "out.json"
    done = onrecord("read", "--json", "-o", str(out), "-", stdin=page.read_bytes())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    form = json.loads(out.read_bytes())
    assert form["capture"]["source"] == "-"
    assert form["text"]


def test_who_counts_over_all_pages() -> None:
    pages = [str(path) for path in good_pages()]
    done = onrecord("who", "--json", *pages, "no/such/page.html")
    assert done.returncode == 1
    form = json.loads(done.stdout)
    read = [json.loads(line) for line in onrecord("read", "--json", "--jobs", "0", *pages).stdout.splitlines()]
    assert form["schema_version"] == 1
    assert form["pages"] == len(pages)
    assert form["articles"] == sum(one["page_kind"] == "article" for one in read)
    assert form["statements"] == sum(len(one["statements"]) + len(one["nested"]) for one in read)
    assert (
        f"{form['statements']} statements on {len(pages)} pages"
        in onrecord("who", "--jobs", "0", *pages).stdout.decode()
    )


def test_exports_have_every_statement() -> None:
    pages = ["--jobs", "0", *(str(path) for path in good_pages())]
    read = [json.loads(line) for line in onrecord("read", "--json", *pages).stdout.splitlines()]
    wanted = [len(one["statements"]) + len(one["nested"]) for one in read]
    linked = [json.loads(line) for line in onrecord("export", "-f", "jsonld", *pages).stdout.splitlines()]
    assert [sum(node["@type"] == "Quotation" for node in one["@graph"]) for one in linked] == wanted
    noted = [json.loads(line) for line in onrecord("export", "-f", "webannotation", *pages).stdout.splitlines()]
    assert [one["total"] for one in noted] == wanted
    table = onrecord("export", "-f", "csv", *pages).stdout.decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert len(rows) == sum(wanted)
    assert {row["page"] for row in rows} == {page for page, number in zip(pages[2:], wanted, strict=True) if number}
    assert [row["content"].removeprefix("'") for row in rows if not row["within"]] == [
        statement["quotes"]["content"] for one in read for statement in one["statements"]
    ]


def test_a_table_without_a_statement_has_its_columns(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    page = ROOT / "tests" / "cases" / "missing-html" / "capture.html"
    done = onrecord("export", "--format", "csv", "-o", str(out), str(page))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert out.read_bytes().startswith(b"page,sha256,")
    assert out.read_bytes().count(b"\n") == 1


def test_html_blocks_have_selectors_that_find_them_again() -> None:
    from selectolax.lexbor import LexborHTMLParser

    path = ROOT / "tests" / "cases" / "ferry-html" / "capture.html"
    form = json.loads(onrecord("page", "--json", str(path)).stdout)
    tree = LexborHTMLParser(path.read_bytes())
    for block in form["blocks"]:
        assert form["text"][block["start"] : block["end"]] == block["quote"]
        if block["role"] in ("body", "headline"):
            assert block["quote"].split()[0] in tree.css_first(block["selector"]).text()


def test_interruption_is_told_in_a_word(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.txt").write_bytes(good_pages()[0].read_bytes())
    said = tmp_path.with_suffix(".said")
    with (
        said.open("wb") as stderr,
        subprocess.Popen(
            [INSTALLED, "read", "--json", str(tmp_path)], stdout=subprocess.PIPE, stderr=stderr, env=ENVIRONMENT
        ) as process,
    ):
        assert process.stdout
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.stdout.read()
    assert process.returncode == 130
    assert said.read_bytes() == b"onrecord: interrupted\n"


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_when_nobody_reads_on_it_ends_quietly(form: list[str]) -> None:
    pages = [str(good_pages()[0])] * 300
    with subprocess.Popen(
        [INSTALLED, "read", *form, *pages], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
