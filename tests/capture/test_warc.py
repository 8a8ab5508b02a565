import gzip
import io
import zlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.capture import Capture, CaptureError, Limits, captures, decode, warc_captures
from tests.capture.records import HTML, chunked, conversion, members, record, response, uuid

BROTLI = bytes.fromhex(
    "1b6400b08c935cfdea949e2c552111da53b7f9261a04c96344e518b7802c38e07e1b0d3c6cc061a00badf3a88bdc4488"
    "1e3013bb7f0f640a2b9c94b7fc67f25659a109"
)
"""`HTML`, packed."""


def read(data: bytes, **limits: int) -> tuple[list[Capture | CaptureError], Counter[str]]:
    skipped: Counter[str] = Counter()
    found = list(warc_captures(io.BytesIO(data), "a.warc", limits=Limits(**limits), skipped=skipped))
    return found, skipped


def deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(HTML, [], id="as it is"),
        pytest.param(chunked(HTML), ["Transfer-Encoding: chunked"], id="chunked"),
        pytest.param(gzip.compress(HTML), ["Content-Encoding: gzip"], id="gzip"),
        pytest.param(chunked(gzip.compress(HTML)), ["Transfer-Encoding: chunked", "Content-Encoding: gzip"], id="both"),
        pytest.param(zlib.compress(HTML), ["Content-Encoding: deflate"], id="deflate"),
        pytest.param(deflate(HTML), ["Content-Encoding: deflate"], id="bare deflate"),
        pytest.param(BROTLI, ["Content-Encoding: br"], id="Brotli"),
        pytest.param(gzip.compress(zlib.compress(HTML)), ["Content-Encoding: deflate, gzip"], id="packed twice"),
        pytest.param(HTML, ["Content-Encoding: gzip"], id="said to be gzip, is not"),
        pytest.param(HTML, ["Content-Encoding: br"], id="said to be Brotli, is not"),
        pytest.param(HTML, ["Transfer-Encoding: chunked"], id="said to be chunked, is not"),
        pytest.param(HTML, ["Content-Encoding: identity"], id="identity"),
    ],
)
def test_a_response_gives_its_page(body: bytes, headers: list[str]) -> None:
    found, skipped = read(response(body, *headers, media="text/html; charset=iso-8859-1", number=7) * 2)
    assert (
        found
        == [
            Capture.of(
                HTML,
                source=f"a.warc#{uuid(7)}",
                media_type="text/html",
                captured_at="2031-03-09T08:00:00Z",
                captured_at_from="warc-date",
                url="https://paper.example/ferry",
                charset="iso-8859-1",
            )
        ]
        * 2
    )
    assert not skipped


def test_a_wet_gives_its_text() -> None:
    text = "Ferry\r\nThe harbour is shut, Åsa Lind said.\n"
    (found,), _ = read(conversion(text))
    assert isinstance(found, Capture)
    assert (found.media_type, decode(found), found.charset) == ("text/plain", text, "utf-8")


def test_what_holds_no_page_is_counted() -> None:
    data = b"".join(
        [
            record("warcinfo", b"software: none\r\n", content_type="application/warc-fields"),
            record("request", b"GET / HTTP/1.1\r\n\r\n", content_type="application/http; msgtype=request"),
            record("revisit", b"HTTP/1.1 200 OK\r\n\r\n"),
            record("revisit", b""),
            record("metadata", b"a: b", content_type="application/warc-fields"),
            record("resource", b"\x89PNG", content_type="image/png"),
            record("resource", HTML, content_type="text/html"),
            record("response", b"127.0.0.1", content_type="text/dns", url="dns:paper.example"),
            record("conversion", b"{}", content_type="application/json"),
            record("unheard-of", b"?"),
            response(b"\x89PNG\r\n\x1a\n", media="image/png"),
            response(b"User-agent: *", media="text/plain"),
            response(HTML, "Location: /there", status="301 Moved Permanently"),
            response(b"", status="204 No Content"),
            response(b""),
            response(b"<rss></rss>", media="application/xml"),
            response(HTML, media=""),
            response(HTML, status="404 Not Found"),
        ]
    )
    found, skipped = read(data)
    assert [each.media_type for each in found if isinstance(each, Capture)] == ["text/html"] * 3
    assert len(found) == 3
    assert skipped == {
        "warcinfo record": 1,
        "request record": 1,
        "revisit record": 2,
        "metadata record": 1,
        "image/png resource record": 1,
        "text/dns response record": 1,
        "application/json conversion record": 1,
        "unknown record": 1,
        "image/png response": 1,
        "text/plain response": 1,
        "redirect": 1,
        "response without a page": 1,
        "empty record": 1,
        "application/xml record, not HTML": 1,
    }


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (
            response(b"\x1f\x8b\x08\0" + b"\xff" * 30, "Content-Encoding: gzip"),
            "cannot be unpacked (declared as gzip)",
        ),
        (response(b"\x0b\x02\x80 rubbish", "Content-Encoding: br"), "cannot be unpacked (declared as br)"),
        (
            response(b"\x0b\x02\x80 rubbish", "Content-Encoding: zstd"),
            "cannot be unpacked (declared as zstd)",
        ),
        (response(b"ff\r\nabc", "Transfer-Encoding: chunked"), "cannot be unpacked (declared as chunks)"),
        (response(b"\x89PNG\r\n\x1a\n"), "looks like a PNG image"),
        (record("response", b"rubbish"), "no HTTP response"),
        (response(gzip.compress(b"a" * 300_000), "Content-Encoding: gzip"), "beyond the 0.2 MB"),
        (response(b"<p>" + b"a" * 300_000), "beyond the 0.2 MB"),
        (conversion("a" * 300_000), "beyond the 0.2 MB"),
    ],
)
def test_a_bad_record_costs_only_itself(bad: bytes, words: str) -> None:
    found, _ = read(response(number=1) + bad + response(number=3), page_bytes=200_000)
    assert [type(each) for each in found] == [Capture, CaptureError, Capture]
    assert words in str(found[1])
    assert found[1].source.startswith("a.warc#0000")


def test_a_broken_off_body_gives_what_there_is() -> None:
    body = gzip.compress(HTML * 50)
    (found,), _ = read(response(body[:-10], "Content-Encoding: gzip"))
    assert isinstance(found, Capture)
    assert found.data.startswith(HTML)


WHOLE = response(number=1) + response(number=2)


@pytest.mark.parametrize("left", [4, 10, 40, 200, 300, len(response()) - 5, len(response()) - 1])
def test_a_cut_file_gives_what_was_whole_and_one_error(left: int) -> None:
    found, _ = read(WHOLE + response(number=3)[:left])
    *whole, last = found
    assert [each.source for each in whole][:2] == [f"a.warc#{uuid(1)}", f"a.warc#{uuid(2)}"]
    if left < len(response()) - 4:
        assert len(whole) == 2
        assert isinstance(last, CaptureError)
        assert last.message == "is a WARC file that breaks off in record 3; the 2 records before were read"
    else:  # only the end mark is missing
        assert all(isinstance(each, Capture) for each in found)


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (b"rubbish\r\n" * 99, "damaged WARC file"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\nrubbish\r\n\r\n" + WHOLE, "damaged WARC file (no length)"),
        (b"WARC/1.0\r\n" + b"X: y\r\n" * 99_999, "damaged WARC file"),
        (record("response", b"").replace(b"Content-Length: 0", b"Content-Length: 1" + b"0" * 30), ""),
        (record("response", b"").replace(b"Content-Length: 0", b"Content-Length: 9999999999"), "breaks off"),
    ],
)
def test_rubbish_ends_the_file(after: bytes, words: str) -> None:
    found, _ = read(WHOLE + after)
    assert len(found) == 3
    assert isinstance(found[2], CaptureError)
    assert words in found[2].message


def test_a_packed_file_cut_or_damaged() -> None:
    packed = members(response(number=1), response(number=2), response(number=3))
    for data, words in ((packed[:-60], "breaks off"), (packed[:-8] + b"\xff" * 8, "damaged gzip")):
        *whole, last = captures(["-"], stdin=io.BytesIO(data))
        assert [each.source for each in whole] == [f"-#{uuid(1)}", f"-#{uuid(2)}"]
        assert isinstance(last, CaptureError)
        assert words in last.message
        assert last.message.endswith("the 2 records before were read")


def test_a_bomb_in_a_packed_file_is_stopped() -> None:
    data = members(response(number=1), conversion("a" * 30_000_000, number=2), response(number=3))
    found = list(captures(["-"], stdin=io.BytesIO(data), limits=Limits(page_bytes=1_000_000)))
    assert [type(each) for each in found] == [Capture, CaptureError]
    assert "a gzip bomb, not read further; the record before was read" in str(found[1])


def test_a_record_without_an_id_or_date_still_has_a_name() -> None:
    bare = response().replace(b"WARC-Record-ID", b"X-Id").replace(b"2031-03-09T08:00:00Z", b"yesterday")
    (found,), _ = read(bare)
    assert isinstance(found, Capture)
    assert (found.source, found.captured_at, found.captured_at_from) == ("a.warc#record-1", None, None)


PIECES = st.sampled_from(
    [
        WHOLE,
        response(chunked(HTML), "Transfer-Encoding: chunked"),
        conversion("æ"),
        members(WHOLE),
        b"\x1f\x8b",
        b"WARC/1.0\r\n",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=30), max_size=5), st.data())
def test_nothing_but_captures_and_errors_comes_out(pieces: list[bytes], data: st.DataObject) -> None:
    mess = bytearray(b"".join(pieces))
    for _ in range(data.draw(st.integers(0, 4)) if mess else 0):
        mess[data.draw(st.integers(0, len(mess) - 1))] = data.draw(st.integers(0, 255))
    for raw in (bytes(mess), gzip.compress(bytes(mess))):
        for found in captures(["-"], stdin=io.BytesIO(raw)):
            assert isinstance(found, CaptureError) or decode(found).encode()
