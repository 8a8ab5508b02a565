"""``python -m onrecord.export.listen.worker``: says one script into a sound file, in a process that may be lost.

A line of JSON comes in (`Task`), a line goes out: when what was said (`Heard`), or why nothing was (`Failed`).
"""

import sys
from pathlib import Path

import msgspec

from onrecord.export.listen.model import Heard, Spoken, Word
from onrecord.export.listen.sound import Format, Sound
from onrecord.export.listen.voices import Voice, VoiceError, own_words

_ARTICLE, _QUOTED, _OURS = 50, 60, 40
"""eSpeak's pitch: what is quoted is said a little higher, what is ours a little lower."""
_PROCESSOR_SECONDS = 300
_MEMORY = 4_000_000_000


class Line(msgspec.Struct, array_like=True):
    """An utterance as a voice needs it."""

    said: str
    ours: bool
    quoted: bool
    pause: float


class Task(msgspec.Struct, tag="task"):
    """What is to be said, by whom, and the file into which."""

    lines: list[Line]
    voice: Voice
    path: str
    format: Format


class Failed(msgspec.Struct, tag="failed"):
    """Why nothing was said."""

    why: str


class Done(msgspec.Struct, tag="done"):
    """What was said."""

    heard: Heard


def say(task: Task) -> Heard:
    """Say all of it. Raises `VoiceError`, `OSError`."""
    return _by_piper(task) if task.voice.engine == "piper" else _by_espeak(task)


def _by_espeak(task: Task) -> Heard:
    from onrecord.export.listen.espeak import Espeak

    library = Espeak()
    ours = own_words(task.voice)
    spoken: list[Spoken] = []
    with Sound(Path(task.path), task.format, library.rate) as sound:
        for place, line in enumerate(task.lines):
            sound.silence(line.pause)
            pitch = _OURS if line.ours else _QUOTED if line.quoted else _ARTICLE
            voice = ours if line.ours else task.voice
            said = library.say(line.said, voice.name, voice.speed, pitch)
            at = sound.seconds
            sound.add(said.samples)
            words = [Word(round(at + first / library.rate, 3), *where) for first, *where in said.words]
            spoken.append(Spoken(place, round(at, 3), round(sound.seconds, 3), words))
        return Heard(voice=task.voice.called, seconds=round(sound.seconds, 3), spoken=spoken)


def _by_piper(task: Task) -> Heard:
    from onrecord.export.listen.piper import Piper

    piper = Piper(task.voice)
    spoken: list[Spoken] = []
    with Sound(Path(task.path), task.format, piper.rate) as sound:
        for place, line in enumerate(task.lines):
            sound.silence(line.pause)
            at = sound.seconds
            sound.add(piper.say(line.said))
            spoken.append(Spoken(place, round(at, 3), round(sound.seconds, 3)))
        return Heard(voice=task.voice.called, seconds=round(sound.seconds, 3), spoken=spoken)


def _bound() -> None:
    """Bound what this process may take, where the system can; everywhere its parent has only so much patience."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Say what comes in."""
    _bound()
    answer: Done | Failed
    try:
        answer = Done(say(msgspec.json.decode(sys.stdin.buffer.read(), type=Task)))
    except VoiceError as error:
        answer = Failed(str(error))
    except OSError as error:
        answer = Failed(f"The sound file cannot be written: {error.strerror or 'the disk does not take it'}.")
    sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
