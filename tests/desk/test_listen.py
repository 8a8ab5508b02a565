"""The article to be heard: the player with and without scripts, ranges of its sound, and the sentence in hearing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.record.opening import open_archive
from onrecord.web.desk.listen import to_hear
from tests.desk.browser import LOOKS, Look, Site
from tests.desk.conftest import SAMPLES

pytest.importorskip("espeakng_loader", reason="no speech library: pip install 'onrecord[listen]'")
pytest.importorskip("lameenc", reason="no MP3 encoder: pip install 'onrecord[listen]'")


@pytest.fixture(autouse=True)
def recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield tmp_path / "cache" / "onrecord" / "listen"


@pytest.fixture
def strike(site: Site) -> str:
    """Where the sample of the strike is listened to."""
    return _address(site, "harbour-strike.html")


def _address(site: Site, sample: str) -> str:
    sha = onrecord.read(str(SAMPLES / sample)).capture.sha256
    with open_archive(site.where):
        return f"/articles/{sha[:12]}/listen"


def test_what_is_shown_is_what_is_said() -> None:
    reading = onrecord.read(str(SAMPLES / "harbour-strike.html"))
    from onrecord.export.listen import script

    said = script(reading)
    shown = to_hear(said, reading.text)
    pieces = [piece for part in shown.parts for piece in part.pieces]
    assert len({piece.cue for piece in pieces}) == len(pieces)
    for piece in pieces:
        assert piece.ours or reading.text[piece.start : piece.start + len(piece.text)] == piece.text
    assert shown.announcements == sum(one.kind == "announcement" for one in said.utterances) > 0
    assert {cue for _, cue in shown.chapters} <= {piece.cue for piece in pieces}


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_it_reads_in_every_look(site: Site, strike: str, look: Look) -> None:
    page = site.window(look)
    page.goto(strike)
    assert page.locator("audio[controls]").count() == 1
    assert page.locator(".ours", has_text="Quotation").count() + page.locator(".ours", has_text="quoted").count()
    if look.js and look.width != 1024:  # without scripts axe waits for ever for what the sound would tell of itself
        site.check(page)
    site.shot(page, "listen")


def test_the_sentence_in_hearing_is_marked(site: Site, strike: str) -> None:
    page = site.window(Look(1024))
    page.goto(strike)
    page.wait_for_selector("#heard.follows")
    chapter = page.locator(".chapters a").last
    cue = chapter.get_attribute("data-to")
    chapter.click()
    marked = page.locator("#heard [aria-current]")
    marked.wait_for()
    assert marked.get_attribute("data-cue") == cue
    page.locator("#sound").evaluate("sound => sound.pause()")
    times = dict(_cues(page.request.get(f"{strike}/transcript.vtt").text()))
    for name in list(times)[3:9:2]:
        page.locator("#sound").evaluate("(sound, at) => { sound.currentTime = at + 0.1 }", times[name])
        page.wait_for_function(
            "name => document.querySelector('#heard [aria-current]')?.dataset.cue === name", arg=name
        )
    site.shot(page, "hearing")
    site.check(page)


def test_without_a_script_a_chapter_leads_to_its_place_in_the_sound(site: Site, strike: str) -> None:
    page = site.window(Look(1024, js=False))
    page.goto(strike)
    link = page.locator(".chapters a").nth(1).get_attribute("href")
    answer = page.request.get(link, max_redirects=0)
    assert answer.status == 303
    assert re.fullmatch(rf"{strike}/sound\.mp3#t=00:\d\d:\d\d\.\d{{3}}", answer.headers["location"])


def test_ranges_of_the_sound(site: Site, strike: str) -> None:
    ask = site.window().request
    whole = ask.get(f"{strike}/sound.mp3")
    assert whole.status == 200 and whole.headers["content-type"] == "audio/mpeg"
    data = whole.body()
    assert data[:1] == b"\xff" and len(data) == int(whole.headers["content-length"])
    part = ask.get(f"{strike}/sound.mp3", headers={"Range": "bytes=100-199"})
    assert part.status == 206 and part.body() == data[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{len(data)}"
    last = ask.get(f"{strike}/sound.mp3", headers={"Range": "bytes=-50"})
    assert last.body() == data[-50:]
    old = ask.get(f"{strike}/sound.mp3", headers={"Range": "bytes=0-9", "If-Range": '"of another recording"'})
    assert old.status == 200
    for wrong in ("bytes=9999999999-", "bytes=5-2", "bytes=-", "apples=1-2", "bytes=0-1,4-5"):
        assert ask.get(f"{strike}/sound.mp3", headers={"Range": wrong}).status == 416, wrong


def test_it_is_said_once(site: Site, strike: str, recordings: Path) -> None:
    ask = site.window().request
    ask.get(f"{strike}/sound.mp3")
    made = {file.name: file.stat().st_ino for file in recordings.iterdir()}
    assert sorted(name.rpartition(".")[2] for name in made) == ["json", "mp3"]
    ask.get(f"{strike}/transcript.vtt")
    ask.get(f"{strike}/sound.mp3")
    assert {file.name: file.stat().st_ino for file in recordings.iterdir()} == made


def test_a_page_that_is_no_article_has_nothing_to_hear(site: Site) -> None:
    page = site.window()
    assert page.goto(_address(site, "not-found.html")).status == 404
    site.check(page)


def _cues(vtt: str) -> list[tuple[str, float]]:
    out = []
    for cue in vtt.split("\n\n")[2:]:
        name, times, *_ = cue.split("\n")
        hours, minutes, seconds = times.split(" --> ")[0].split(":")
        out.append((name, int(hours) * 3600 + int(minutes) * 60 + float(seconds)))
    return out
