"""The library of eSpeak NG, as the package ``espeakng-loader`` brings it, called with ctypes.

It keeps its state in the process and was not written for text from strangers: only the worker loads it
(`onrecord.export.listen.worker`), in a process that may be lost. What it is given is plain text, never its markup.
Its interface is that of ``espeak-ng/speak_lib.h``, revision 12.
"""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.export.listen.voices import ABSENT, VoiceError

_SYNCHRONOUS = (
    2  # AUDIO_OUTPUT_SYNCHRONOUS: samples are handed to a function before a call returns; no device is opened
)
_DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT: without its data it would end the process
_UTF8 = 1  # espeakCHARS_UTF8; without espeakSSML (0x10) and espeakPHONEMES (0x100) text is text
_CHARACTER = 1  # POS_CHARACTER
_RATE, _PITCH = 1, 3  # espeakRATE in words a minute, espeakPITCH from 0 to 100
_WORD, _ENDED = 1, 0  # espeakEVENT_WORD, espeakEVENT_LIST_TERMINATED
_CONTROLS = dict.fromkeys((*range(0x20), 0x7F, *range(0x80, 0xA0), *range(0xD800, 0xE000)), " ")
"""What would end the text (NUL), or has meaning for the library or none at all."""


class _Ident(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Ident),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Said(NamedTuple):
    """What was said in one go: samples of 16 bits, one channel, and where each word begins.

    A word is the number of its first sample, and its place in the text in code points, half open.
    """

    samples: bytes
    words: list[tuple[int, int, int]]


class Espeak:
    """The library, loaded once in a process; `rate` is its samples a second."""

    def __init__(self) -> None:
        try:
            import espeakng_loader
        except ImportError:
            raise VoiceError(ABSENT) from None
        try:
            self._library = ctypes.CDLL(espeakng_loader.get_library_path())
            data = espeakng_loader.get_data_path().encode()
        except (OSError, RuntimeError):
            raise VoiceError("The speech library eSpeak NG cannot be loaded; install espeakng-loader anew.") from None
        self.rate = int(self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT))
        if self.rate <= 0:
            raise VoiceError("The speech library eSpeak NG does not find its data; install espeakng-loader anew.")
        self._samples = bytearray()
        self._words: list[tuple[int, int, int]] = []
        self._heard = _Callback(self._hear)  # kept, for the library keeps only its address
        self._library.espeak_SetSynthCallback(self._heard)
        self._set: dict[str, object] = {}

    def _hear(self, samples: "ctypes._Pointer[ctypes.c_short]", number: int, events: "ctypes._Pointer[_Event]") -> int:
        if samples and number > 0:
            self._samples += ctypes.string_at(samples, 2 * number)
        place = 0
        while events[place].type != _ENDED:
            event = events[place]
            if event.type == _WORD:
                start = event.text_position - 1
                self._words.append((event.sample, start, start + event.length))
            place += 1
        return 0

    def say(self, text: str, voice: str, speed: int, pitch: int) -> Said:
        """Return `text` said in `voice`, `speed` in words a minute. Raises `VoiceError` if there is no such voice."""
        if self._set.get("voice") != voice:
            if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
                raise VoiceError(f"There is no voice {voice}.")
            self._set = {"voice": voice}
        for name, parameter, value in (("speed", _RATE, speed), ("pitch", _PITCH, pitch)):
            if self._set.get(name) != value:
                self._library.espeak_SetParameter(parameter, value, 0)
                self._set[name] = value
        self._samples, self._words = bytearray(), []
        data = text.translate(_CONTROLS).encode() + b"\0"
        size = ctypes.c_size_t(len(data))
        if self._library.espeak_Synth(data, size, 0, _CHARACTER, 0, _UTF8, None, None) != 0:
            raise VoiceError("The speech library eSpeak NG did not take the text.")
        return Said(bytes(self._samples), list(_in_text(self._words, len(text), len(self._samples) // 2)))


def _in_text(words: list[tuple[int, int, int]], length: int, samples: int) -> Iterator[tuple[int, int, int]]:
    """Yield words that lie in the text and the sound; numbers are said in parts that share a place, and come once."""
    last = -1
    for sample, start, end in words:
        if last < start < min(end, length):
            last = start
            yield min(max(0, sample), samples), start, min(end, length)
