"""The commands of the archive as a user has them: processes, their two streams and their exit status."""

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from onrecord.export.schemas import schema
from tests.forking import quick
from tests.test_cli import ENVIRONMENT, ROOT

SAMPLES = ROOT / "samples"
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    def run(*arguments: str, archive: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        environment = ENVIRONMENT | {"ONRECORD_ARCHIVE": str(archive or folder / "onrecord.db"), "ONRECORD_BY": "Ada"}
        return subprocess.run(
            [quick(), *arguments], cwd=folder, env=environment, capture_output=True, timeout=120, check=False
        )

    return run


@pytest.fixture(scope="module")
def filled(run: Run) -> Run:
    """An archive of the samples."""
    names = ("harbour-strike.html", "ferry-skerry-fm.txt", "dam-report-blog.html", "not-found.html")
    done = run("add", *(str(SAMPLES / name) for name in names))
    assert done.returncode == 0, done.stderr.decode()
    return run


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict]:
    assert done.returncode in (0, 1), done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_adding_again_changes_nothing(filled: Run) -> None:
    before = lines(filled("stats", "--json"))
    done = filled("add", "--json", str(SAMPLES / "harbour-strike.html"), str(SAMPLES / "dam-report-blog.html"))
    assert [line["added"]["change"] for line in lines(done)] == ["known", "known"]
    assert lines(filled("stats", "--json")) == before


def test_what_cannot_be_read_costs_one_line_and_is_on_record(filled: Run, folder: Path) -> None:
    (folder / "empty.html").write_bytes(b"")
    done = filled("add", "--json", "empty.html", str(SAMPLES / "budget-bare.txt"))
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["onrecord: empty.html: is empty", "onrecord: 1 added, 1 input failed"]
    assert lines(filled("stats", "--json"))[0]["stats"]["failures"] == 1


def test_what_somebody_said_is_found_under_any_of_their_names(filled: Run) -> None:
    (full,) = lines(filled("said", "Anselm", "Duarte", "--json"))
    (short,) = lines(filled("said", "duarte", "--json"))
    assert full["speaker"]["name"] == "Anselm Duarte"
    assert full["statements"] == short["statements"] != []
    (nobody,) = lines(filled("said", "Nobody At All", "--json"))
    assert nobody["speaker"] is None and nobody["statements"] == []
    assert "Nobody speaks as Nobody At All" in filled("said", "Nobody At All").stdout.decode()


def test_search_shows_words_in_context_and_pages_through_all_hits(filled: Run) -> None:
    (first,) = lines(filled("search", "the", "--json", "-n", "5"))
    found = first["statements"]
    assert found["total"] > 5 and len(found["hits"]) == 5
    seen, cursor = [hit["ref"] for hit in found["hits"]], found["next"]
    while cursor:
        (page,) = lines(filled("search", "the", "--json", "-n", "50", "--cursor", cursor))
        seen += [hit["ref"] for hit in page["statements"]["hits"]]
        cursor = page["statements"]["next"]
    assert len(seen) == len(set(seen)) == found["total"]
    for hit in found["hits"]:
        assert all(hit["content"]["text"][a:b].casefold() for a, b in hit["content"]["marks"])
    assert "statement" in filled("search", "dam", "inspected").stdout.decode()
    assert "Dam that burst" in filled("search", "--articles", "dam").stdout.decode()


def test_search_finds_by_meaning(filled: Run) -> None:
    (found,) = lines(filled("search", "--alike", "nobody ever looked at the dam", "--json", "-n", "5"))
    assert any("inspected" in hit["content"]["text"] for hit in found["alike"]["hits"])


def test_a_statement_is_shown_with_what_proves_it(filled: Run) -> None:
    (found,) = lines(filled("search", "inspected", "--json"))
    name = found["statements"]["hits"][0]["ref"]
    (shown,) = lines(filled("show", name, "--json"))
    assert shown["statement"]["content"] in (shown["before"] + shown["quote"] + shown["after"])
    page = filled("show", name, "--captured").stdout
    assert page == (SAMPLES / "dam-report-blog.html").read_bytes()
    (reading,) = lines(filled("show", name.partition("-")[0], "--json"))
    assert reading["capture"]["sha256"].startswith(name.partition("-")[0])


def test_a_correction_wins_and_can_be_undone(filled: Run) -> None:
    (before,) = lines(filled("said", "Anselm Duarte", "--json"))
    name = before["statements"][0]["ref"]
    (done,) = lines(filled("correct", name, "--speaker", "Tom Orr", "--because", "He says so.", "--json"))
    number = done["corrections"][0]["id"]
    (now,) = lines(filled("said", "Tom Orr", "--json"))
    assert [one["ref"] for one in now["statements"]] == [name]
    assert now["statements"][0]["corrected"]
    (listed,) = lines(filled("corrections", "--json"))
    assert [(one["by"], one["why"]) for one in listed["corrections"]] == [("Ada", "He says so.")]
    assert filled("corrections", "undo", str(number), "--because", "No.").returncode == 0
    (after,) = lines(filled("said", "Anselm Duarte", "--json"))
    assert [one["ref"] for one in after["statements"]] == [one["ref"] for one in before["statements"]]
    assert filled("corrections", "redo", str(number), "--because", "Yes.").returncode == 0
    assert filled("corrections", "undo", str(number), "--because", "No.").returncode == 0


@pytest.mark.parametrize("format", ["csv", "jsonl", "jsonld", "webannotation", "parquet"])
def test_an_archive_is_taken_away_in_every_format(filled: Run, folder: Path, format: str) -> None:
    done = filled("export", "--format", format, "-o", "out")
    assert done.returncode == 0, done.stderr.decode()
    assert (folder / "out").stat().st_size > 1000


def test_who_speaks_in_an_archive(filled: Run) -> None:
    (form,) = lines(filled("who", "--json"))
    assert form["statements"] == sum(form["quotations"].values()) > 50
    assert {"Anselm Duarte", "Salome Idris"} <= {row["name"] for row in form["speakers"]}


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["stats"], 3, "There is no archive at"),
        (["said", "x"], 3, "There is no archive at"),
        (["add", "-a", "no/folder/a.db", "x"], 3, "does not exist"),
        (["add", "-a", "mysql://a:b@c/d", "x"], 3, "not mysql"),
        (["add"], 2, "Name at least one input"),
        (["said"], 2, "Name"),
        (["watch", "--forget"], 2, "Name the feeds"),
        (["watch", "ftp://a.example/"], 2, "no address of a feed"),
        (["tokens", "add", "x", "--scope", "root"], 2, "no scope"),
        (["accounts", "add", "x", "--role", "root"], 2, "no role"),
        (["schema", "story"], 2, "story"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    run: Run, tmp_path: Path, arguments: list[str], status: int, says: str
) -> None:
    done = run(*arguments, archive=tmp_path / "none.db")
    assert done.returncode == status
    assert says in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_query_that_cannot_be_read_is_told(filled: Run) -> None:
    done = filled("search", '"unclosed')
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_token_is_shown_once(filled: Run) -> None:
    secret = filled("tokens", "add", "the newsroom", "--scope", "read", "--scope", "correct").stdout.decode().strip()
    listed = filled("tokens", "list").stdout.decode()
    assert "the newsroom" in listed and secret not in listed
    assert filled("tokens", "revoke", "1").returncode == 0
    assert "revoked" in filled("tokens", "list").stdout.decode()


@pytest.fixture
def site() -> Iterator[str]:
    page = (SAMPLES / "dam-report-blog.html").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = f"http://{self.headers['Host']}"
            feed = f"<rss version='2.0'><channel><title>Tarn</title><item><link>{host}/dam</link></item>"
            feed += f"<item><link>{host}/gone</link></item></channel></rss>"
            body = {"/feed": feed.encode(), "/dam": page}.get(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_watched_feed_brings_its_pages_once(run: Run, site: str, tmp_path: Path) -> None:
    archive = tmp_path / "watched.db"
    done = run("watch", f"{site}/feed", "--once", "--allow-private", "--json", archive=archive)
    assert done.returncode == 1  # one page is gone
    asked, added = lines(done)
    assert (asked["pages"], asked["new"]) == (2, 2)
    assert added["added"]["source"] == f"{site}/dam"
    assert done.stderr.decode().splitlines() == [f"onrecord: {site}/gone: the server answered 404 Not Found"]
    again = run("watch", "--once", "--allow-private", "--json", archive=archive)
    assert (again.returncode, again.stdout) == (0, b""), "neither the feed nor a page is due"
    (listed,) = lines(run("watch", "--list", "--json", archive=archive))
    assert [(one["title"], one["pages"]) for one in listed["feeds"]] == [("Tarn", 2)]
    assert run("watch", "--forget", f"{site}/feed", archive=archive).returncode == 0
    assert lines(run("watch", "--list", "--json", archive=archive))[0]["feeds"] == []


def test_every_document_has_a_schema(filled: Run) -> None:
    for name in ("added", "search", "said", "stats", "corrections", "evidence"):
        assert json.loads(schema(name))["title"].startswith(f"OnRecord {name}")


def test_accounts_are_made_with_a_password_that_is_not_shown(folder: Path) -> None:
    def accounts(*arguments: str, password: str = "") -> subprocess.CompletedProcess[str]:
        environment = ENVIRONMENT | {"ONRECORD_ARCHIVE": str(folder / "accounts.db")}
        command = [quick(), "accounts", *arguments]
        return subprocess.run(
            command, env=environment, input=password, capture_output=True, timeout=120, check=False, text=True
        )

    made = accounts("add", "Mara Hollin", "--role", "administer", password="seven herons by the weir\n")
    assert (made.returncode, made.stdout, made.stderr) == (0, "", "onrecord: account Mara Hollin may administer\n")
    assert accounts("add", "Jon", "--role", "read").returncode == 2, "no password was given"
    short = accounts("add", "Jon", "--role", "read", password="short\n")
    assert short.returncode == 3 and "12 characters" in short.stderr
    assert accounts("add", "Jon", "--role", "read", password="eight herons by the weir\n").returncode == 0
    assert accounts("role", "jon", "correct").returncode == 0
    assert accounts("password", "jon", password="nine herons by the weir\n").returncode == 0
    assert accounts("password", "ann", password="nine herons by the weir\n").returncode == 3
    assert accounts("close", "Jon").returncode == 0
    assert accounts("close", "Mara Hollin").returncode == 3, "nobody would be left to administer"
    (form,) = [json.loads(one) for one in accounts("list", "--json").stdout.splitlines()]
    assert [(one["name"], one["role"], one["closed_at"] is None) for one in form["accounts"]] == [
        ("Mara Hollin", "administer", True),
        ("Jon", "correct", False),
    ]
    listed = accounts("list").stdout
    assert "may administer" in listed and "closed" in listed and "heron" not in listed
