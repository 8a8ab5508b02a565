"""Sound files, written as they come: WAV by Python, MP3 by LAME (the package ``lameenc``)."""

import wave
from pathlib import Path
from typing import Any, Final, Literal, Self, get_args

from onrecord.export.listen.voices import VoiceError

Format = Literal["wav", "mp3"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
MEDIA_TYPES: Final[dict[Format, str]] = {"wav": "audio/wav", "mp3": "audio/mpeg"}
_BITS = 48
"""Kilobits a second of an MP3: speech in one channel, 0.36 MB a minute."""
_QUICK = 7
"""LAME's quality, 2 the best and 7 the quickest."""


class Sound:
    """A sound file of one channel of 16 bits, open for writing; a context manager."""

    def __init__(self, path: Path, format: Format, rate: int) -> None:
        self.rate = rate
        self.samples = 0
        self._encoder: Any = None
        self._wave: wave.Wave_write | None = None
        self._file = path.open("wb")
        if format == "wav":
            self._wave = wave.open(self._file, "wb")  # noqa: SIM115 (closed with the file, below)
            self._wave.setnchannels(1)
            self._wave.setsampwidth(2)
            self._wave.setframerate(rate)
            return
        try:
            import lameenc
        except ImportError:
            self._file.close()
            raise VoiceError("Writing MP3 needs LAME: pip install 'onrecord[listen]'. WAV needs nothing.") from None
        self._encoder = lameenc.Encoder()
        self._encoder.set_channels(1)
        self._encoder.set_in_sample_rate(rate)
        self._encoder.set_bit_rate(_BITS)
        self._encoder.set_quality(_QUICK)
        self._encoder.silence()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        with self._file:
            if self._wave is not None:
                self._wave.close()
            elif failed is None:
                self._file.write(self._encoder.flush())

    @property
    def seconds(self) -> float:
        """How much was written."""
        return self.samples / self.rate

    def add(self, samples: bytes) -> None:
        """Write samples, two bytes each."""
        self.samples += len(samples) // 2
        if not samples:
            return
        if self._wave is not None:
            self._wave.writeframesraw(samples)
        else:
            self._file.write(self._encoder.encode(samples))

    def silence(self, seconds: float) -> None:
        """Write nothing to be heard."""
        self.add(bytes(2 * round(seconds * self.rate)))
