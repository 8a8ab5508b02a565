import zlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.record.model import ArchiveError
from onrecord.record.refs import REF, is_prefix, ref
from onrecord.record.stored import FORM, pack, pack_reading, unpack, unpack_reading


def test_a_reading_comes_back_as_it_was(readings: tuple[onrecord.Reading, ...]) -> None:
    for reading in readings:
        packed = pack_reading(reading)
        assert unpack_reading(packed, FORM, reading.capture.data) == reading
        assert unpack_reading(packed, FORM).capture.data == b""


def test_a_damaged_reading_is_told(readings: tuple[onrecord.Reading, ...]) -> None:
    packed = pack_reading(readings[0])
    for wrong in (packed[:-20], b"", b"x" + packed, zlib.compress(b'{"capture": 1}')):
        with pytest.raises(ArchiveError, match="onrecord doctor"):
            unpack_reading(wrong, FORM)
    with pytest.raises(ArchiveError, match="newer OnRecord"):
        unpack_reading(packed, FORM + 1)


@given(st.binary(max_size=2000))
def test_bytes_come_back_as_they_were(data: bytes) -> None:
    assert unpack(pack(data)) == data


def test_readings_do_not_change_in_the_archive(readings: tuple[onrecord.Reading, ...]) -> None:
    again = unpack_reading(pack_reading(readings[0]), FORM)
    assert msgspec.json.encode(again.statements) == msgspec.json.encode(readings[0].statements)


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 999)), max_size=4), st.booleans(), st.integers(0, 3))
def test_refs_are_unique_and_understood(content: list[tuple[int, int]], nested: bool, times: int) -> None:
    taken: set[str] = set()
    for _ in range(times):
        name = ref("ab" * 32, content, nested=nested, taken=taken)
        assert name not in taken
        assert REF.fullmatch(name)
        taken.add(name)


def test_a_capture_is_called_by_enough_of_its_hash() -> None:
    assert is_prefix("abc123")
    assert not is_prefix("abc12")
    assert not is_prefix("ABC123")
