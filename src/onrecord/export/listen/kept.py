"""What was said before, kept on disk, so that it is said once: a folder of bounded size.

A recording is called by a hash of the whole script and the voice, so that a correction that changes what is said, or
another voice, is another recording, and nothing out of date is ever heard.
"""

import contextlib
import hashlib
import os
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import msgspec

from onrecord.export.listen.model import Heard, Script
from onrecord.export.listen.sound import Format
from onrecord.export.listen.speaking import PATIENCE, speak
from onrecord.export.listen.voices import Voice

ROOM = 500_000_000
"""Bytes that kept recordings may take together: a day of speech."""
AT_ONCE = 2
"""How many recordings one process makes at the same time."""
_FORM = b"listen-1"
"""A change of how scripts are said is a new name."""


class Recording(NamedTuple):
    """A sound file, when what was said in it, the name by which it is kept, and whether it was there already."""

    sound: Path
    heard: Heard
    key: str
    kept: bool


def usual_folder() -> Path:
    """Return where recordings are kept unless told otherwise: the user's folder for caches."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named and Path(named).is_absolute():
        return Path(named) / "onrecord" / "listen"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "onrecord" / "listen"
    return Path.home() / ".cache" / "onrecord" / "listen"


class Recordings:
    """The recordings of one folder, of at most `room` bytes: those not heard for longest go first.

    It may be used by several threads, and the folder by several processes.
    """

    def __init__(self, folder: Path | None = None, room: int = ROOM) -> None:
        self._folder = folder or usual_folder()
        self._room = room
        self._turns = threading.Semaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}

    def of(self, script: Script, voice: Voice, format: Format = "mp3", *, patience: float = PATIENCE) -> Recording:
        """Return a script said by a voice, made now if it is not kept. Raises `VoiceError`."""
        key = key_of(script, voice)
        with self._lock:
            mine = self._making.setdefault(f"{key}.{format}", threading.Lock())
        try:
            with mine:  # whoever asks meanwhile waits, and has it then
                found = self._found(key, format)
                if found is not None:
                    return found
                with self._turns:
                    return self._made(key, script, voice, format, patience)
        finally:
            with self._lock:
                self._making.pop(f"{key}.{format}", None)

    def _found(self, key: str, format: Format) -> Recording | None:
        sound, times = self._folder / f"{key}.{format}", self._folder / f"{key}.{format}.json"
        try:
            heard = msgspec.json.decode(times.read_bytes(), type=Heard)
            os.utime(sound)
        except (OSError, msgspec.DecodeError):
            return None
        return Recording(sound, heard, key, True)

    def _made(self, key: str, script: Script, voice: Voice, format: Format, patience: float) -> Recording:
        sound, times = self._folder / f"{key}.{format}", self._folder / f"{key}.{format}.json"
        heard = speak(script, voice, sound, format, patience=patience)
        with contextlib.suppress(OSError):  # without it the recording is made again the next time
            fresh = times.with_name(f".{times.name}-{os.getpid()}-{threading.get_ident()}")
            fresh.write_bytes(msgspec.json.encode(heard))
            fresh.replace(times)
        self._make_room(sound)
        return Recording(sound, heard, key, False)

    def _make_room(self, newest: Path) -> None:
        """Throw away what was not heard for longest, until the rest fits; `newest` stays."""
        kept = []
        for file in self._folder.iterdir():
            with contextlib.suppress(OSError):
                about = file.stat()
                kept.append((about.st_mtime, file, about.st_size))
        size = sum(one[2] for one in kept)
        for _, file, bytes_ in sorted(kept):
            if size <= self._room:
                break
            if not file.name.startswith(newest.name):
                with contextlib.suppress(OSError):
                    file.unlink()
                size -= bytes_


def key_of(script: Script, voice: Voice) -> str:
    """Return the name of a script said by a voice: 32 hexadecimal digits."""
    whole = hashlib.sha256(_FORM + msgspec.json.encode((script.utterances, voice)))
    if voice.engine == "piper":
        with contextlib.suppress(OSError):
            about = Path(voice.name).stat()
            whole.update(f"{about.st_size} {about.st_mtime_ns}".encode())
    return whole.hexdigest()[:32]
