"""Which voice says what."""

import os
import re
from pathlib import Path
from typing import Literal

import msgspec

ABSENT = "Reading aloud needs a speech library: pip install 'onrecord[listen]'."
SPEED = 170
"""Words a minute."""
SPEEDS = range(80, 401)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,39}")
_ENGLISH = "en"
_OWN = {"no": "nb", "zh": "cmn"}
"""eSpeak's voice of a language, where it is not called as ISO 639-1 calls the language."""


class VoiceError(Exception):
    """Nothing can be said, with why and what to do in one sentence."""


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """A voice: eSpeak's name of one, or the file of a Piper voice (``….onnx``, with ``….onnx.json`` beside it)."""

    engine: Literal["espeak", "piper"] = "espeak"
    name: str = _ENGLISH
    speed: int = SPEED

    @property
    def called(self) -> str:
        """How the voice is named to people: never with the folder it lies in."""
        return f"eSpeak NG, {self.name}" if self.engine == "espeak" else f"Piper, {Path(self.name).stem}"


def voice_for(language: str | None, wanted: str | None = None, speed: int = SPEED) -> Voice:
    """Return the voice that reads an article of `language` (ISO 639-1; English if it is not known).

    `wanted` is eSpeak's name of a voice (``en-US``, ``de``, ``en+f3``) or a file of Piper's, which then reads
    whatever the language. Raises `VoiceError` for what cannot be a voice.
    """
    if speed not in SPEEDS:
        raise VoiceError(f"The speed must be between {SPEEDS[0]} and {SPEEDS[-1]} words a minute.")
    if wanted and wanted.endswith(".onnx"):
        file = Path(wanted)
        if not file.is_file() or not file.with_name(f"{file.name}.json").is_file():
            raise VoiceError(f"There is no Piper voice at {wanted}: it is a file .onnx with its .onnx.json beside it.")
        return Voice(engine="piper", name=str(file), speed=speed)
    name = wanted or _OWN.get(language or "en", language or _ENGLISH)
    if not _NAME.fullmatch(name):
        raise VoiceError("A voice is called as eSpeak NG calls it, such as en-US or de, or is a Piper file .onnx.")
    return Voice(name=name, speed=speed)


def own_words(voice: Voice) -> Voice:
    """Return the voice of what OnRecord itself says, which is English, in an article that `voice` reads."""
    if voice.engine == "piper" or voice.name.startswith("en"):
        return voice
    return msgspec.structs.replace(voice, name=_ENGLISH)


def voice_asked(language: str | None, wanted: str | None = None, speed: int = SPEED) -> Voice:
    """Return the voice that reads an article: `wanted`, else what ``ONRECORD_VOICE`` names, else its language's.

    Raises `VoiceError`.
    """
    return voice_for(language, wanted or os.environ.get("ONRECORD_VOICE") or None, speed)
