import gzip
import io
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from onrecord.capture import Capture, CaptureError, Limits, capture_of, captures, decode
from tests.capture.records import HTML, conversion, members, response, uuid

NOON = 1_930_737_600  # 2031-03-08T12:00:00Z


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (NOON, NOON))
    return path


def told(found: object, folder: Path) -> str:
    """Return a capture as its name and type, an error as its sentence, without the test's own folder."""
    said = f"{found.source}: {found.media_type}" if isinstance(found, Capture) else str(found)
    return said.replace(f"{folder}/", "")


def test_a_page_from_a_file(folder: Path) -> None:
    path = write(folder / "ferry.html", HTML)
    assert list(captures([path])) == [
        Capture.of(
            HTML,
            source=str(path),
            media_type="text/html",
            captured_at="2031-03-08T12:00:00Z",
            captured_at_from="file-time",
        )
    ]


def test_a_packed_page_is_the_page(folder: Path) -> None:
    plain, packed = captures([write(folder / "a.html", HTML), write(folder / "a.html.gz", gzip.compress(HTML))])
    assert isinstance(plain, Capture)
    assert isinstance(packed, Capture)
    assert (plain.data, plain.sha256, plain.media_type) == (packed.data, packed.sha256, packed.media_type)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig", "cp1252"])
def test_a_header_tells_when(folder: Path, encoding: str) -> None:
    text = " date 2031-03-07 Fähre 'fährt nicht'\r\n\r\nDie Reederei erklärte, daß sie die Fähre stillege."
    (found,) = captures([write(folder / "a.txt", text.encode(encoding))])
    assert isinstance(found, Capture)
    assert (found.captured_at, found.captured_at_from) == ("2031-03-07", "header")
    assert decode(found) == text


@pytest.mark.parametrize(
    "comment",
    [
        b"<!-- saved from url=(0028)https://paper.example/ferry -->",
        b"<!--\n Page saved with SingleFile \n url: https://paper.example/ferry \n saved date: Fri -->",
    ],
)
def test_a_browser_tells_where_a_page_was_saved_from(folder: Path, comment: bytes) -> None:
    (found,) = captures([write(folder / "a.html", b"<!DOCTYPE html>\n" + comment + HTML)])
    assert isinstance(found, Capture)
    assert found.url == "https://paper.example/ferry"


def test_standard_input(folder: Path) -> None:
    class Drips(io.RawIOBase):
        """A pipe that gives a byte at a time."""

        def __init__(self, data: bytes) -> None:
            self._rest = data

        def read(self, size: int = -1) -> bytes:
            out, self._rest = self._rest[:1], self._rest[1:]
            return out

    for data in (HTML, gzip.compress(HTML), response(), members(response())):
        (found,) = captures(["-"], stdin=Drips(data))  # type: ignore[arg-type]
        assert isinstance(found, Capture)
        assert (found.data, found.media_type) == (HTML, "text/html")
        assert found.source in ("-", f"-#{uuid(1)}")
        assert found.captured_at_from in (None, "warc-date")


def test_folders_and_globs_in_order(folder: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.txt",
        "a.html",
        "c.TXT",
        ".hidden",
        "b/.git/x.txt",
        "z/style.css",
        "z/app.js",
    ):
        write(folder / name, b"Words about the ferry.")
    write(folder / "saved.html", HTML)
    write(folder / "saved_files" / "advert.html", HTML)
    write(folder / "other_files" / "page.html", HTML)
    write(folder / "w.warc.gz", members(response(number=1), conversion("Words", number=2)))
    skipped: Counter[str] = Counter()
    assert [told(found, folder) for found in captures([folder], skipped=skipped)] == [
        "a.html: text/plain",
        "b/1.txt: text/plain",
        "b/2.txt: text/plain",
        "c.TXT: text/plain",
        "other_files/page.html: text/html",
        "saved.html: text/html",
        f"w.warc.gz#{uuid(1)}: text/html",
        f"w.warc.gz#{uuid(2)}: text/plain",
    ]
    assert skipped == {
        ".css file in a folder": 1,
        ".js file in a folder": 1,
        "folder of a saved page's parts": 1,
    }
    assert [told(found, folder) for found in captures([f"{folder}/**/*.txt", f"{folder}/b*", f"{folder}/n*"])] == [
        "b/1.txt: text/plain",
        "b/2.txt: text/plain",
        "b/1.txt: text/plain",
        "b/2.txt: text/plain",
        "n*: matches no file",
    ]


def test_a_name_with_signs_of_a_glob_is_a_name_first(folder: Path) -> None:
    path = write(folder / "what[1]?.txt", b"Words")
    assert [told(found, folder) for found in captures([path])] == ["what[1]?.txt: text/plain"]


def test_bad_inputs_cost_a_line_each_and_the_good_ones_are_read(folder: Path) -> None:
    write(folder / "01-good.html", HTML)
    write(folder / "02-empty.html", b"")
    write(folder / "03-binary.html", bytes(range(256)) * 30)
    write(folder / "04-image.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 30)
    write(folder / "05-cut.html.gz", gzip.compress(HTML * 99)[:-40])
    write(folder / "06-cut.warc", response(number=1) + response(number=2)[:-40])
    write(folder / "07-cut.warc.gz", members(response(number=1), response(number=2))[:-60])
    write(folder / "08-line.txt", b"word " * 500_000)
    write(folder / "09-deep.html", b"<html>" + b"<div>" * 100_000)
    write(folder / "10-bomb.html.gz", gzip.compress(b"<p>" + b"a" * 9_000_000))
    write(folder / "11-bomb.gz", gzip.compress(b"\0" * 9_000_000))
    write(folder / "12-twice.html.gz", gzip.compress(gzip.compress(HTML)))
    write(folder / "13-latin.html", b"<html><meta charset=utf-8><p>" + "Fähre, schön, für".encode("cp1252"))
    write(folder / "14-utf16.txt", "Fähre".encode("utf-16"))
    write(folder / "15-rubbish.warc.gz", gzip.compress(b"WARC/1.0\r\nrubbish"))
    (folder / "16-folder").mkdir()
    (folder / "17-broken").symlink_to("nowhere")
    (folder / "18-loop").symlink_to(".")
    (folder / "19-self").symlink_to("19-self")
    os.mkfifo(folder / "20-pipe")
    write(folder / "21-good.txt", b"date 2031-03-07 Words")
    found = list(captures([folder], limits=Limits(page_bytes=1_000_000)))
    assert [told(each, folder) for each in found] == [
        "01-good.html: text/html",
        "02-empty.html: is empty",
        "03-binary.html: looks like binary data, not a page",
        "04-image.txt: looks like a PNG image, not a page",
        "05-cut.html.gz: is a gzip file that breaks off before its end",
        f"06-cut.warc#{uuid(1)}: text/html",
        "06-cut.warc: is a WARC file that breaks off in record 2; the record before was read",
        f"07-cut.warc.gz#{uuid(1)}: text/html",
        "07-cut.warc.gz: is a gzip file that breaks off before its end; the record before was read",
        "08-line.txt: is 2.5 MB, more than the 1 MB a page may have",
        "09-deep.html: text/html",
        "10-bomb.html.gz: unpacks to more than the 1 MB a page may have",
        "11-bomb.gz: starts with 64 KB of NUL bytes or white space, no page",
        "12-twice.html.gz: is gzip within gzip, not read further",
        "13-latin.html: text/html",
        "14-utf16.txt: text/plain",
        "15-rubbish.warc.gz: is a WARC file that breaks off in record 1; no record was read",
        "17-broken: no such file or folder",
        "18-loop: is a link back to a folder that holds it",
        "19-self: cannot be read (Too many levels of symbolic links)",
        "20-pipe: is no ordinary file (a pipe, socket or device)",
        "21-good.txt: text/plain",
    ]


def test_names_that_name_nothing() -> None:
    said = [str(found) for found in captures(["no/such", "", "a\0b", "ftp://paper.example/", "http://"])]
    assert said == [
        "no/such: no such file or folder",
        "'': is not a name a file can have",
        r"'a\x00b': is not a name a file can have",
        "ftp://paper.example/: is neither http nor https",
        "http://: is a URL without a host",
    ]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(folder: Path) -> None:
    write(folder / "a.txt", b"Words").chmod(0)
    assert [told(found, folder) for found in captures([folder])] == ["a.txt: may not be read (permission denied)"]


def test_devices_are_not_read() -> None:
    (found,) = captures(["/dev/zero"])
    assert str(found) == "/dev/zero: is no ordinary file (a pipe, socket or device)"


def test_a_stream_without_end_is_given_up(folder: Path) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return b"word " * 10_000

    (found,) = captures(["-"], stdin=Endless())  # type: ignore[arg-type]
    assert str(found) == "-: is more than the 16 MB a page may have"


def test_bytes_at_hand() -> None:
    assert capture_of(HTML, source="bytes").media_type == "text/html"
    assert capture_of(HTML, source="bytes", media_type="text/plain").media_type == "text/plain"
    assert capture_of("date 2031-03-07 Fähre".encode(), source="text", charset="utf-8").captured_at == "2031-03-07"
    for data, words in ((b"", "is empty"), (response(), "is a warc file"), (b"a" * 20_000_000, "is 20 MB")):
        with pytest.raises(CaptureError, match=words):
            capture_of(data, source="bytes")
