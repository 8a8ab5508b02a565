"""``onrecord listen``: the files that it writes, and what it says where it cannot."""

import wave
from pathlib import Path

import pytest

from onrecord.cli import main
from tests.consoles import ROOT

SAMPLE = str(ROOT / "samples" / "budget-bare.txt")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["listen", *arguments])
    return int(ended.value.code or 0)


def test_a_page_is_read_aloud(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("espeakng_loader", reason="no speech library: pip install 'onrecord[listen]'")
    sound, words, parts = tmp_path / "a.wav", tmp_path / "a.vtt", tmp_path / "chapters.vtt"
    files = ["-o", str(sound), "--transcript", str(words), "--chapters", str(parts)]
    assert run(SAMPLE, *files, "--voice", "en-US", "--speed", "250") == 0
    with wave.open(str(sound)) as found:
        assert 30 < found.getnframes() / found.getframerate() < 600
    assert words.read_text("utf-8").startswith("WEBVTT") and " --> " in parts.read_text("utf-8")
    told = capsys.readouterr()
    assert "announcements, voice: eSpeak NG, en-US" in told.err and not told.out


def test_an_article_of_an_archive(tmp_path: Path) -> None:
    pytest.importorskip("espeakng_loader", reason="no speech library: pip install 'onrecord[listen]'")
    import onrecord
    from onrecord.record.adding import add
    from onrecord.record.opening import open_archive

    reading = onrecord.read(SAMPLE)
    with open_archive(tmp_path / "a.db", make=True) as archive:
        add(archive, [reading])
    where = ["--archive", str(tmp_path / "a.db"), "-o", str(tmp_path / "a.wav")]
    assert run(reading.capture.sha256[:12], *where) == 0
    assert (tmp_path / "a.wav").stat().st_size > 100_000
    assert run("ffffffffffff", *where) == 3


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ([SAMPLE], 2, "Name the sound file"),
        ([SAMPLE, "-o", "a.ogg"], 2, "ending in .wav or .mp3"),
        ([SAMPLE, "-o", "a.wav", "--speed", "9"], 2, "between 80 and 400"),
        ([SAMPLE, "-o", "a.wav", "--voice", "../x"], 2, "eSpeak NG calls it"),
        ([SAMPLE, "-o", "a.wav", "--voice", "mine.onnx"], 2, "no Piper voice"),
        ([str(ROOT / "samples" / "not-found.html"), "-o", "a.wav"], 1, "no article on this page"),
        (["no-such-page.html", "-o", "a.wav"], 1, "no-such-page.html"),
    ],
)
def test_what_it_says_where_it_cannot(
    arguments: list[str],
    status: int,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == status
    assert says in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
