"""Readings in files, so that what adds them spends its time on adding: a file each, named by number and hash."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.varied import made
from onrecord.capture.model import Capture
from onrecord.reading.model import ReaderInfo, Reading

_decode = msgspec.json.Decoder(Reading).decode


def record(folder: Path, count: int) -> list[Path]:
    """Write `count` readings to `folder` and return their files, in order."""
    folder.mkdir(exist_ok=True)
    out = []
    for number, reading in enumerate(made(count)):
        path = folder / f"{number:06}-{reading.capture.sha256}.json"
        path.write_bytes(msgspec.json.encode(reading))
        out.append(path)
    return out


def recorded(folder: Path) -> list[Path]:
    """Return the files in `folder`, in order."""
    return sorted(folder.glob("*.json"))


def sha_of(path: Path) -> str:
    """Return the sha256 of a recorded reading's capture."""
    return path.stem.partition("-")[2]


def capture_of(path: Path) -> Capture:
    """Return a recorded reading's capture without its bytes: enough to ask whether it is known."""
    return Capture(source=path.name, media_type="text/html", data=b"", sha256=sha_of(path))


def reading_of(path: Path) -> Reading:
    """Return a recorded reading."""
    return _decode(path.read_bytes())


def reader_of(paths: list[Path]) -> ReaderInfo:
    """Return the reader that all of them are by."""
    return reading_of(paths[0]).reader


def readings(paths: list[Path]) -> Iterator[Reading]:
    """Yield recorded readings."""
    return map(reading_of, paths)
