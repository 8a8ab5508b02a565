"""The sound: its words by eSpeak's own events, its length, its transcript, and that it is kept."""

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.export.listen import Script, Utterance, script
from onrecord.export.listen.kept import Recordings, key_of
from onrecord.export.listen.speaking import speak
from onrecord.export.listen.voices import Voice, VoiceError, voice_for
from onrecord.export.listen.webvtt import chapters, passages, stamp, transcript
from tests.export.listen.test_script import QUOTED, SAMPLES, made

pytest.importorskip("espeakng_loader", reason="no speech library: pip install 'onrecord[listen]'")
SEED = Path(__file__).parents[4] / "shared" / "seed" / "lbc-2024-08-16.txt"


def one_line(said: str) -> Script:
    return Script(
        title="", language="en", utterances=[Utterance(kind="text", said=said, span=(0, len(said)))], chapters=[]
    )


def words_heard(found: Script, path: Path) -> tuple[float, float, int]:
    """Say `found`, and return the share of its words that eSpeak began, its words a minute, and its announcements."""
    heard = speak(found, voice_for(found.language), path, "wav")
    said = begun = announcements = 0
    last = 0.0
    for one in heard.spoken:
        utterance = found.utterances[one.utterance]
        assert last <= one.start <= one.end <= heard.seconds + 0.001
        last = one.end
        starts = [(word.start, word.end) for word in one.words]
        assert starts == sorted(set(starts)) and all(0 <= a < b <= len(utterance.said) for a, b in starts)
        assert all(one.start <= word.at <= one.end + 0.001 for word in one.words)
        said += len(utterance.said.split())
        begun += len(starts)
        if utterance.kind == "announcement":
            announcements += one.end - one.start > 0.5
    with wave.open(str(path)) as sound:
        assert sound.getnchannels() == 1
        assert sound.getnframes() / sound.getframerate() == pytest.approx(heard.seconds, abs=0.01)
    return begun / said, said / heard.seconds * 60, announcements


def plausible(found: Script, path: Path) -> None:
    share, pace, announcements = words_heard(found, path)
    assert 0.85 <= share <= 1.15  # "in the" is said, and counted, as one word; "40,000" as several
    assert 110 <= pace <= 220
    assert announcements == sum(one.kind == "announcement" for one in found.utterances)


def test_a_sample_is_said_whole(tmp_path: Path) -> None:
    plausible(script(onrecord.read(str(SAMPLES / "harbour-strike.html"))), tmp_path / "a.wav")


def test_the_seed_is_said_whole(tmp_path: Path) -> None:
    if not SEED.exists():
        pytest.skip("../shared/seed is not here")
    found = script(onrecord.read(str(SEED)))
    plausible(found, tmp_path / "seed.wav")
    assert any(one.said == "According to the Hamas-linked health ministry." for one in found.utterances)
    assert not any("Molly-Mae" in one.said or "Loading audio" in one.said for one in found.utterances)


def test_silence_is_kept_between_paragraphs(tmp_path: Path) -> None:
    found = script(made(statements=(QUOTED,)))
    heard = speak(found, voice_for("en"), tmp_path / "a.wav", "wav")
    for before, after in zip(heard.spoken, heard.spoken[1:], strict=False):
        assert after.start - before.end == pytest.approx(found.utterances[after.utterance].pause, abs=0.002)


def test_other_languages_have_their_own_voice(tmp_path: Path) -> None:
    found = script(onrecord.read(str(SAMPLES / "seilbahn-latin1.html")))
    assert voice_for(found.language).name == "de"
    assert speak(found, voice_for(found.language), tmp_path / "a.wav", "wav").voice == "eSpeak NG, de"


@pytest.mark.parametrize(
    "said",
    [
        "<speak><break time='9999s'/><audio src='file:///etc/passwd'/></speak>",
        "[[h@l'oU]] \\x1b[31m {pause} &lt;mark name='x'/&gt;",
        "\u0001\u0002\u0000\ud800 \ufffe end",
        "a" * 600,
        "1" * 600,
        "?!" * 300,
        "\U0001f600" * 300,
        "\u202e\u2066 backwards \u2069",
        "٣٤٥ 漢字 ไทย עברית",
        "%s%n%x%d",
    ],
)
def test_hostile_words_are_words(said: str, tmp_path: Path) -> None:
    heard = speak(one_line(said), Voice(), tmp_path / "a.wav", "wav")
    assert heard.seconds < 600
    assert (tmp_path / "a.wav").stat().st_size < 60_000_000


def test_there_is_no_such_voice(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="no voice"):
        speak(one_line("Hello"), Voice(name="xx-unknown"), tmp_path / "a.wav", "wav")
    assert not list(tmp_path.iterdir())
    for wrong in ("../../etc/passwd", "en/../x", "", "x" * 50):
        if wrong:
            with pytest.raises(VoiceError):
                voice_for("en", wrong)
    with pytest.raises(VoiceError, match="speed"):
        voice_for("en", None, 4000)
    with pytest.raises(VoiceError, match="Piper"):
        voice_for("en", str(tmp_path / "voice.onnx"))


def test_a_voice_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="given up"):
        speak(one_line("Hello"), Voice(), tmp_path / "a.wav", "wav", patience=0.001)
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(VoiceError, match="Cannot write"):
        speak(one_line("Hello"), Voice(), tmp_path / "file" / "a.wav", "wav")


def test_mp3(tmp_path: Path) -> None:
    pytest.importorskip("lameenc")
    heard = speak(one_line("The bridge was closed at noon."), Voice(), tmp_path / "a.mp3", "mp3")
    data = (tmp_path / "a.mp3").read_bytes()
    assert data[0] == 0xFF and data[1] & 0xE0 == 0xE0
    assert len(data) == pytest.approx(heard.seconds * 6_000, rel=0.25)


def test_the_transcript(tmp_path: Path) -> None:
    found = script(made((("headline", "Fish & chips <now>"), ("body", "“It is over,” said Ann Lee. It --> is."))))
    heard = speak(found, Voice(), tmp_path / "a.wav", "wav")
    text = transcript(found, heard)
    assert text.startswith("WEBVTT\n\nNOTE ")
    cues = text.split("\n\n")[2:]
    assert len(cues) == len(passages(found))
    assert "Fish &amp; chips &lt;now&gt;" in text and "It --&gt; is." in text
    ends = 0.0
    for cue in cues:
        _, times, words = cue.rstrip("\n").split("\n")
        start, end = (
            sum(float(part) * 60**k for k, part in enumerate(reversed(one.split(":")))) for one in times.split(" --> ")
        )
        assert ends <= start + 0.001 and start < end
        ends = end
        assert words
    assert chapters(found, heard).count(" --> ") == len(found.chapters)
    assert stamp(59.9996) == "00:01:00.000"


@pytest.fixture
def recordings(tmp_path: Path) -> Iterator[Recordings]:
    yield Recordings(tmp_path / "kept", room=150_000)


def test_it_is_said_once_and_kept(recordings: Recordings) -> None:
    found = one_line("The bridge was closed at noon.")
    first = recordings.of(found, Voice(), "wav")
    again = recordings.of(found, Voice(), "wav")
    assert (first.kept, again.kept) == (False, True)
    assert again.heard == first.heard and again.sound == first.sound
    first.sound.with_name(f"{first.sound.name}.json").write_text("{")
    assert not recordings.of(found, Voice(), "wav").kept


def test_another_reading_or_voice_is_another_recording() -> None:
    one, other = one_line("It opens."), one_line("It opened.")
    keys = {
        key_of(one, Voice()),
        key_of(other, Voice()),
        key_of(one, Voice(name="en-US")),
        key_of(one, Voice(speed=200)),
    }
    assert len(keys) == 4
    assert key_of(script(made(statements=(QUOTED,))), Voice()) != key_of(script(made()), Voice())


def test_what_was_not_heard_for_longest_goes_first(recordings: Recordings, tmp_path: Path) -> None:
    import os

    made_of = [recordings.of(one_line(f"Number {number}."), Voice(), "wav") for number in range(3)]
    os.utime(made_of[1].sound, (1, 1))
    os.utime(made_of[1].sound.with_name(f"{made_of[1].sound.name}.json"), (1, 1))
    last = recordings.of(one_line("One that is quite a little longer than the others are."), Voice(), "wav")
    assert last.sound.exists() and not made_of[1].sound.exists()
    assert (
        sum(file.stat().st_size for file in (tmp_path / "kept").iterdir()) <= 160_000 or not made_of[0].sound.exists()
    )
