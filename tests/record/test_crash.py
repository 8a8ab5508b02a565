"""Adding killed at random moments, on both databases: a small run of `python -m benchmarks crash`."""

from pathlib import Path

import msgspec

from benchmarks.crash import crash
from onrecord import Capture, Reading


def test_nothing_is_lost_doubled_or_half_there(where: str, tmp_path: Path, readings: tuple[Reading, ...]) -> None:
    folder = tmp_path / "readings"
    folder.mkdir()
    for number in range(24):
        reading = readings[number % 3]
        data = reading.capture.data + f"<!-- {number} -->".encode()
        capture = Capture.of(data, source=f"{number}.html", media_type=reading.capture.media_type)
        path = folder / f"{number:06}-{capture.sha256}.json"
        path.write_bytes(msgspec.json.encode(msgspec.structs.replace(reading, capture=capture)))
    moments = crash(where, folder, kills=6, seed=3)
    assert sum(moments.values()) == 6
