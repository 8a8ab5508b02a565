"""A Piper voice (https://github.com/OHF-Voice/piper1-gpl): a neural network of the user's own, run with onnxruntime.

Only the worker loads it. It tells when an utterance ends, but not when it says which word.
"""

import json
from pathlib import Path
from typing import Any

from onrecord.export.listen.voices import SPEED, Voice, VoiceError


class Piper:
    """A voice, loaded once in a process; `rate` is its samples a second."""

    def __init__(self, voice: Voice) -> None:
        try:
            from piper import PiperVoice, SynthesisConfig
        except ImportError:
            raise VoiceError("A Piper voice needs the package piper-tts: pip install 'onrecord[piper]'.") from None
        try:
            self._voice: Any = PiperVoice.load(voice.name)
            config = json.loads(Path(f"{voice.name}.json").read_text(encoding="utf-8"))
            usual = float(config.get("inference", {}).get("length_scale", 1.0))
            self.rate = int(self._voice.config.sample_rate)
        except Exception as error:  # whatever a file that is no voice makes of it
            raise VoiceError(f"{voice.name} is no Piper voice that can be loaded ({type(error).__name__}).") from None
        self._config = SynthesisConfig(length_scale=usual * SPEED / voice.speed)

    def say(self, text: str) -> bytes:
        """Return `text` said: samples of 16 bits, one channel. Raises `VoiceError`."""
        plain = text.replace("[[", "[ [")  # what stands in double brackets it would take for phonemes
        try:
            return b"".join(chunk.audio_int16_bytes for chunk in self._voice.synthesize(plain, self._config))
        except Exception as error:
            raise VoiceError(f"The Piper voice failed ({type(error).__name__}).") from None
