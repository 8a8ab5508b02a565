from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture import CaptureError
from onrecord.capture.sniff import sniff


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"<!DOCTYPE html><html>", "", "html"),
        (b"\xef\xbb\xbf\r\n <!-- saved from url=(0014)about:internet -->\n<HTML lang=en>", "a.txt", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "", "html"),
        ("\ufeff<html><p>wörld".encode("utf-16"), "", "html"),
        ("<html><p>wörld".encode("utf-16-le"), "", "html"),
        (b"<h1>Ferry</h1><p>It said</p>", "", "html"),
        (b"<p>It said", "fragment.html", "html"),
        (b"Ferry <b>will</b> not sail", "x.htm", "html"),
        (b"Ferry <b>will</b> not sail", "x.txt", "text"),
        (b"Ferry <b>will</b> not sail", "", "text"),
        (b"Just words", "page.html", "text"),
        (b"A story about 1 < 2 and <html>, the tag", "", "text"),
        (b"date 2031-03-09 Ferry\r\n\r\nWords\0 and a form feed\x0c", "", "text"),
        ("Größe".encode("cp1252"), "", "text"),
        (b"words" + b"\0" * 3000, "", "text"),
        (b"[Updated] Ferry will not sail", "", "text"),
        (b"{Editor's note} Ferry will not sail", "", "text"),
        (b"From: the harbour office\nSubject: ferry", "", "text"),
        (b"WARC/1.0\r\n", "x.html", "warc"),
        (b"\r\nWARC/1.1\r\n", "", "warc"),
        (b"\x1f\x8b\x08", "", "gzip"),
    ],
)
def test_what_can_be_read(head: bytes, name: str, kind: str) -> None:
    assert sniff(head, "x", name) == kind


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "nothing but white space"),
        (b"\xef\xbb\xbf\n", "nothing but white space"),
        (b"\0" * 65536, "64 KB of NUL"),
        (b"\x89PNG\r\n\x1a\n....", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"RIFF....WEBPVP8 ", "a WebP image"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\0\0\0\x18ftypmp42", "an MP4 video"),
        (b"\x28\xb5\x2f\xfd", "Zstandard"),
        (b"\x7fELF\x02\x01", "a program"),
        (bytes(range(256)) * 8, "binary data"),
        (b"\x01\x02\x03\xfe\xff\x00\xc0", "binary data"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "a feed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "an SVG image"),
        (b'{"headline": "Ferry"}', "JSON"),
        (b'[{"a": 1}]', "JSON"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "MHTML"),
    ],
)
def test_what_cannot(head: bytes, words: str) -> None:
    with pytest.raises(CaptureError, match=words) as caught:
        sniff(head, "the/file", "file.html")
    assert str(caught.value).startswith("the/file: ")
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=200), st.sampled_from(["", "a.html", "a.txt", "a.warc.gz"]))
def test_any_bytes_are_told_or_refused(head: bytes, name: str) -> None:
    with suppress(CaptureError):
        assert sniff(head, "x", name) in ("html", "text", "warc", "gzip")
