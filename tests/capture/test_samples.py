import gzip
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from onrecord.capture import Capture, captures, decode, decoded

SAMPLES = Path(__file__).parents[2] / "samples"
ARCHIVES = ["harbour.warc.gz", "harbour.warc.wet.gz", "tunnel.warc.gz"]


def test_archives_are_what_their_maker_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SAMPLES / "make_archives.py", tmp_path], check=True)
    for name in ARCHIVES:  # unpacked, because versions of zlib pack differently
        made = gzip.decompress((tmp_path / name).read_bytes())
        assert made == gzip.decompress((SAMPLES / name).read_bytes()), (
            f"python samples/make_archives.py makes {name} anew"
        )


def test_the_warc_holds_the_pages() -> None:
    skipped: Counter[str] = Counter()
    found = list(captures([SAMPLES / ARCHIVES[0]], skipped=skipped))
    assert all(isinstance(each, Capture) for each in found)
    pages = ["harbour-strike.html", "dam-report-blog.html", "seilbahn-latin1.html", "not-found.html"]
    assert [each.data for each in found if isinstance(each, Capture)] == [
        (SAMPLES / page).read_bytes() for page in pages
    ]
    assert skipped == {
        "warcinfo record": 1,
        "request record": 2,
        "metadata record": 1,
        "image/png response": 1,
        "revisit record": 1,
        "redirect": 1,
    }


def test_the_wet_holds_their_text() -> None:
    found = [each for each in captures([SAMPLES / ARCHIVES[1]]) if isinstance(each, Capture)]
    assert [each.media_type for each in found] == ["text/plain"] * 3
    strike = decode(found[0])
    assert "“It is an insult wrapped in a spreadsheet,” said the federation’s leader, Gwendal Price." in strike
    assert "This is not on the page" not in strike
    assert found[2].url == "https://record.example/"


def test_the_story_holds_its_pages() -> None:
    found = [each for each in captures([SAMPLES / ARCHIVES[2]]) if isinstance(each, Capture)]
    pages = sorted((SAMPLES / "story").glob("*.html"))
    assert sorted(each.data for each in found) == sorted(page.read_bytes() for page in pages)
    assert [each.captured_at for each in found] == sorted(str(each.captured_at) for each in found)
    texts = [each for each in captures(sorted((SAMPLES / "story").glob("*.txt"))) if isinstance(each, Capture)]
    assert all(each.captured_at_from == "header" and each.url for each in texts)
    assert len(found) + len(texts) == 24


@pytest.mark.parametrize(
    ("name", "media_type", "encoding", "captured_at"),
    [
        ("ferry-skerry-fm.txt", "text/plain", "utf-8", "2031-03-09"),
        ("corrane-80-columns.txt", "text/plain", "utf-8", "2031-05-15"),
        ("budget-bare.txt", "text/plain", "utf-8", None),
        ("harbour-strike.html", "text/html", "utf-8", None),
        ("dam-report-blog.html", "text/html", "utf-8", None),
        ("seilbahn-latin1.html", "text/html", "windows-1252", None),
        ("front-page.html", "text/html", "utf-8", None),
        ("not-found.html", "text/html", "utf-8", None),
    ],
)
def test_the_pages_are_what_they_seem(name: str, media_type: str, encoding: str, captured_at: str | None) -> None:
    (found,) = captures([SAMPLES / name])
    assert isinstance(found, Capture)
    text = decoded(found)
    assert (found.media_type, text.encoding, text.replaced, text.mojibake) == (media_type, encoding, 0, False)
    if captured_at:
        assert (found.captured_at, found.captured_at_from) == (captured_at, "header")
    else:
        assert found.captured_at_from == "file-time"
