"""Readings and bytes as the archive keeps them: packed, in a form that has a number.

A reading is kept whole, as its own JSON without the capture's bytes, packed with zlib (RFC 1950). A form that has once
been written can be read for ever: a change that adds a field with a default keeps the number, any other needs a new one
and a way to read the old.
"""

import re
import zlib
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from onrecord.article.model import Page
from onrecord.capture.model import Capture
from onrecord.reading.model import ReaderInfo, Reading
from onrecord.record.model import ArchiveError
from onrecord.text.spans import Span

FORM = 1
"""The form in which readings are written now."""
_LEVEL = 6
_MOST = 400_000_000
"""The most bytes that anything in the archive unpacks to; a page and its reading stay far below."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Reading).decode
_HALVES = re.compile("[\ud800-\udfff]")
_Kept = TypeVar("_Kept")


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
    reading = _decoded(packed, form, _decode)
    capture: Capture = reading.capture
    return msgspec.structs.replace(reading, capture=msgspec.structs.replace(capture, data=data)) if data else reading


def _decoded(packed: bytes, form: int, decode: Callable[[bytes], _Kept]) -> _Kept:
    if form != FORM:
        raise ArchiveError(f"A reading is kept in form {form}, which this version does not know; use a newer OnRecord.")
    try:
        return decode(unpack(packed))
    except msgspec.DecodeError as error:
        raise ArchiveError(f"A reading in the archive is damaged ({error}); onrecord doctor tells which.") from error


class _Body(msgspec.Struct):
    body: list[Span] = []


class _Page(msgspec.Struct):
    text: str
    article: _Body


class _OnlyPage(msgspec.Struct):
    page: _Page


_decode_page = msgspec.json.Decoder(_OnlyPage).decode


def unpack_body(packed: bytes, form: int) -> list[str]:
    """Return the paragraphs and subheadings of the article in a reading's page, in order, and nothing else of it.

    Raises `ArchiveError` as `unpack_reading` does.
    """
    page = _decoded(packed, form, _decode_page).page
    return [page.text[start:end] for start, end in page.article.body]


class _Bare(msgspec.Struct):
    capture: Capture
    page: Page
    reader: ReaderInfo


_decode_bare = msgspec.json.Decoder(_Bare).decode


def unpack_page(packed: bytes, form: int) -> Reading:
    """Return of a reading its capture and its page, as a reading in which nothing is stated.

    Raises `ArchiveError` as `unpack_reading` does.
    """
    bare = _decoded(packed, form, _decode_bare)
    return Reading(capture=bare.capture, page=bare.page, statements=[], reader=bare.reader)


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
