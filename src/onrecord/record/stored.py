"""Readings and bytes as the archive keeps them: packed, in a form that has a number.

A reading is kept whole, as its own JSON without the capture's bytes, packed with zlib (RFC 1950). A form that has once
been written can be read for ever: a change that adds a field with a default keeps the number, any other needs a new one
and a way to read the old.
"""

import re
import zlib
from typing import Any

import msgspec

from onrecord.capture.model import Capture
from onrecord.reading.model import Reading
from onrecord.record.model import ArchiveError

FORM = 1
"""The form in which readings are written now."""
_LEVEL = 6
_MOST = 400_000_000
"""The most bytes that anything in the archive unpacks to; a page and its reading stay far below."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Reading).decode
_HALVES = re.compile("[\ud800-\udfff]")


def pack_reading(reading: Reading) -> bytes:
    """Return `reading` packed in the form `FORM`, without its capture's bytes."""
    bare = msgspec.structs.replace(reading, capture=msgspec.structs.replace(reading.capture, data=b""))
    try:
        encoded = _encode(bare)
    except UnicodeEncodeError:  # half characters, which JSON inside a page can name
        encoded = _encode(_storable(msgspec.to_builtins(bare)))
    return zlib.compress(encoded, _LEVEL)


def unpack_reading(packed: bytes, form: int, data: bytes = b"") -> Reading:
    """Return the reading that was packed in `form`, its capture with `data` as its bytes.

    Raises `ArchiveError` where it is damaged, or of a form that this version does not know.
    """
    if form != FORM:
        raise ArchiveError(f"A reading is kept in form {form}, which this version does not know; use a newer OnRecord.")
    try:
        reading = _decode(unpack(packed))
    except msgspec.DecodeError as error:
        raise ArchiveError(f"A reading in the archive is damaged ({error}); onrecord doctor tells which.") from error
    capture: Capture = reading.capture
    return msgspec.structs.replace(reading, capture=msgspec.structs.replace(capture, data=data)) if data else reading


def storable(text: str) -> str:
    """Return `text` as either database can keep it: bytes of a path that are no text, halves of surrogate pairs and
    NULs become U+FFFD each, and the rest keeps its place.
    """
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


def pack(data: bytes) -> bytes:
    """Return bytes packed."""
    return zlib.compress(data, _LEVEL)


def unpack(packed: bytes) -> bytes:
    """Return bytes that were packed. Raises `ArchiveError` where they are damaged."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, _MOST)
    except zlib.error as error:
        raise ArchiveError("Packed bytes in the archive are damaged; onrecord doctor tells which.") from error
    if not unpacker.eof:
        raise ArchiveError("Packed bytes in the archive are cut off; onrecord doctor tells which.")
    return data


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _storable(one) for name, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list | tuple) else value
