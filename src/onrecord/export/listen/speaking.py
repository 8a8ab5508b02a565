"""Having a script said: a worker process, bounded in time, and what becomes of its answer."""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from onrecord.export.listen.model import Heard, Script
from onrecord.export.listen.sound import Format
from onrecord.export.listen.voices import Voice, VoiceError
from onrecord.export.listen.worker import Done, Failed, Line, Task

PATIENCE = 180.0
"""Seconds that saying one article may take: an hour of speech takes some 20 s with eSpeak."""


def speak(script: Script, voice: Voice, path: Path, format: Format, *, patience: float = PATIENCE) -> Heard:
    """Say `script` in `voice` into the file `path`, and return when what was said.

    The file is there when it is whole, and not before. Raises `VoiceError` where there is nothing to say, no such
    voice, or it took longer than `patience` seconds; the worker is ended then.
    """
    if not any(not one.ours for one in script.utterances):
        raise VoiceError("There is no article on this page that could be read out.")
    lines = [Line(_encodable(one.said), one.ours, one.quoted, one.pause) for one in script.utterances]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        os.close(handle)
    except OSError as error:
        raise VoiceError(f"Cannot write to {path}: {error.strerror}.") from None
    try:
        heard = _answer(Task(lines, voice, name, format), patience)
        os.chmod(name, 0o644)  # noqa: PTH101 (mkstemp made it for its owner alone)
        Path(name).replace(path)
    except OSError as error:
        raise VoiceError(f"Cannot write to {path}: {error.strerror}.") from None
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink(missing_ok=True)
    return heard


def _encodable(words: str) -> str:
    """Return words with halves of surrogate pairs as spaces, code point for code point."""
    return words if words.isascii() else "".join(" " if "\ud800" <= one <= "\udfff" else one for one in words)


def _answer(task: Task, patience: float) -> Heard:
    command = [sys.executable, "-m", "onrecord.export.listen.worker"]
    try:
        done = subprocess.run(
            command, input=msgspec.json.encode(task), capture_output=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        raise VoiceError(f"Reading aloud took longer than {patience:.0f} seconds and was given up.") from None
    try:
        answer = msgspec.json.decode(done.stdout, type=Done | Failed)
    except msgspec.DecodeError:
        raise VoiceError("The voice failed on this article's words; nothing was read out.") from None
    if isinstance(answer, Failed):
        raise VoiceError(answer.why)
    return answer.heard
