import codecs
import time
from importlib import import_module

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.capture import Capture, codec_of, decode, decoded
from onrecord.capture.decode import utf8

GERMAN = "Der Präsident erklärte, die Straße über die Brücke werde für fünf Tage gesperrt."
RUSSIAN = "Министр заявил, что переговоры продолжатся в понедельник утром. "
POLISH = "Minister powiedział, że rozmowy będą kontynuowane. Żadnych ustępstw – źródło bliskie rządowi. Łódź."
JAPANESE = "大臣は、交渉は月曜日に続けられると述べた。港は閉鎖されたままになるという。"


def capture(data: bytes, media_type: str = "text/html", charset: str | None = None) -> Capture:
    return Capture.of(data, source="test", media_type=media_type, charset=charset)  # type: ignore[arg-type]


def meta(charset: str, text: str = GERMAN) -> str:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    ("data", "charset", "expected", "evidence"),
    [
        pytest.param("\ufeffÜber".encode(), None, "utf-8", "bom", id="UTF-8 mark"),
        pytest.param("Über".encode("utf-16"), "latin-1", "utf-16le", "bom", id="mark beats transport"),
        pytest.param("\ufeffÜber".encode("utf-16-be"), None, "utf-16be", "bom", id="UTF-16 BE mark"),
        pytest.param(GERMAN.encode("utf-16-le"), None, "utf-16le", "bytes", id="UTF-16 without its mark"),
        pytest.param(meta("utf-8").encode("cp1252"), "iso-8859-1", "windows-1252", "transport", id="transport first"),
        pytest.param(meta("latin-1").encode("cp1252"), None, "windows-1252", "markup", id="latin-1 is windows-1252"),
        pytest.param(
            b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">' + RUSSIAN.encode("koi8-r"),
            None,
            "koi8-r",
            "markup",
            id="http-equiv",
        ),
        pytest.param(
            b'<?xml version="1.0" encoding="windows-1251"?><html>' + RUSSIAN.encode("cp1251"),
            None,
            "windows-1251",
            "markup",
            id="XML declaration",
        ),
        pytest.param(
            b"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>" + RUSSIAN.encode("cp1251"),
            None,
            "windows-1251",
            "markup",
            id="not the meta in a comment",
        ),
        pytest.param(meta("utf-16").encode(), None, "utf-8", "markup", id="declared UTF-16 cannot be"),
        pytest.param(meta("latin-1").encode(), None, "utf-8", "bytes", id="declared latin-1, is UTF-8"),
        pytest.param(meta("utf-8").encode(), "windows-1252", "utf-8", "bytes", id="served as latin-1, is UTF-8"),
        pytest.param(meta("utf-8").encode("cp1252"), None, "windows-1252", "guess", id="declared UTF-8, is not"),
        pytest.param(meta("rot13").encode("cp1252"), "utf-7", "windows-1252", "guess", id="labels not of the web"),
        pytest.param(GERMAN.encode(), None, "utf-8", "bytes", id="nothing declared, UTF-8"),
        pytest.param(GERMAN.encode("cp1252"), None, "windows-1252", "guess", id="nothing declared, German"),
        pytest.param(POLISH.encode("cp1250"), None, "windows-1250", "guess", id="nothing declared, Polish"),
        pytest.param(RUSSIAN.encode("cp1251") * 3, None, "windows-1251", "guess", id="nothing declared, Russian"),
        pytest.param(JAPANESE.encode("cp932") * 3, None, "shift_jis", "guess", id="nothing declared, Japanese"),
        pytest.param(JAPANESE.encode("iso2022_jp"), "iso-2022-jp", "iso-2022-jp", "transport", id="escaped Japanese"),
        pytest.param(meta("shift_jis", JAPANESE).encode(), None, "utf-8", "bytes", id="declared Shift JIS, is UTF-8"),
        pytest.param(b"plain ASCII", None, "utf-8", "bytes", id="ASCII"),
        pytest.param(b"", None, "utf-8", "bytes", id="nothing at all"),
    ],
)
def test_the_encoding_and_what_told_it(data: bytes, charset: str | None, expected: str, evidence: str) -> None:
    found = decoded(capture(data, charset=charset))
    assert (found.encoding, found.evidence, found.replaced) == (expected, evidence, 0)
    for original in (GERMAN, POLISH, RUSSIAN, JAPANESE):
        if original[:3] in found.text:
            assert original in found.text


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("ISO-8859-1", "cp1252"),
        (" us-ascii ", "cp1252"),
        ("x-sjis", "cp932"),
        ("GB2312", "gb18030"),
        ("iso-8859-9", "cp1254"),
        ("ks_c_5601-1987", "cp949"),
        ("unicode-1-1-utf-8", "utf-8"),
        ("base64", None),
        ("idna", None),
        ("unicode_escape", None),
        ("cp037", None),
        ("", None),
        ("\0", None),
        ("undefined", None),
        ("a" * 10_000, None),
    ],
)
def test_labels_mean_what_browsers_take_them_to_mean(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


def test_plain_text_is_the_file_unchanged() -> None:
    text = "Line one\r\nLine\0 two\rLine three \n\n cafÃ© \x0c\u2028 end  \n"
    found = decoded(capture(text.encode(), "text/plain"))
    assert found.text == text
    assert found.mojibake
    assert decode(capture(b"\xef\xbb\xbf" + text.encode(), "text/plain")) == text


def test_html_is_mended_on_its_way_to_the_parser() -> None:
    data = "<p>She said â€œthe cafÃ© is shutâ€\x9d.</p>\n<p>São João, ÂNGELO, Ärger: fine\0</p>".encode()
    found = decoded(capture(data))
    assert found.mojibake
    assert found.text == "<p>She said “the café is shut”.</p>\n<p>São João, ÂNGELO, Ärger: fine</p>"


def test_clean_text_is_not_mended() -> None:
    text = "<p>NÃO à São Tomé, « À propos », Å, Øre, Ñandú, ÄÖÜ, Ðe; «Ãrea»</p>"
    assert decode(capture(text.encode())) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (GERMAN.encode()[:9] + b"\xc3", GERMAN[:8] + "\ufffd"),
        (GERMAN.encode() + b"\xff.", GERMAN + "\ufffd."),
    ],
)
def test_a_wound_in_utf8_costs_one_character(data: bytes, text: str) -> None:
    if data.count(b"\xc3") < 3:  # too little to be sure of, so declared
        data, text = b"\xc3\xa9" * 8 + data, "é" * 8 + text
    found = decoded(capture(data, "text/plain"))
    assert (found.text, found.encoding, found.replaced) == (text, "utf-8", 1)


CHARSETS = st.sampled_from([None, "utf-8", "latin-1", "utf-16", "gb18030", "shift_jis", "utf-7", "hz", "nonsense"])
MEDIA = st.sampled_from(["text/html", "text/plain"])


@given(st.binary(max_size=300), CHARSETS, MEDIA)
def test_any_bytes_give_text_that_json_can_carry(data: bytes, charset: str | None, media_type: str) -> None:
    found = decoded(capture(data, media_type, charset))
    assert msgspec.json.decode(msgspec.json.encode(found.text)) == found.text


@given(st.text(max_size=300), MEDIA)
def test_utf8_comes_back_as_it_was(text: str, media_type: str) -> None:
    found = decoded(capture(text.encode(), "text/plain"))
    assert found.encoding != "utf-8" or found.text == text.removeprefix("\ufeff")
    assert found.encoding == "utf-8" or "\0" in text


def test_a_large_page_takes_milliseconds() -> None:
    page = meta("utf-8", (GERMAN + " â l'été ") * 3000).encode()
    decode(capture(page))
    start = time.process_time()
    decode(capture(page))
    assert time.process_time() - start < 0.1  # 1 ms or so


def test_mending_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("onrecord.capture.decode"), "_MEND", 10_000)
    text = decode(capture(("cafÃ© " * 10_000).encode()))
    assert text.startswith("café café ")
    assert text.endswith("cafÃ© cafÃ© ")


@pytest.mark.parametrize(
    "data",
    [
        b"<p>plain",
        "<p>Übermorgen, sagte sie – 日本語 🚢".encode(),
        codecs.BOM_UTF8 + "<p>Ü".encode(),
        b"<p>a\0b",
        b"<meta charset=windows-1252><p>\xdcber",
        "<meta charset=windows-1252><p>Über".encode(),
        "<p>Ãœber".encode(),
        ("<p>" + "x" * 65_531 + "Ã\u0084rger").encode(),  # a sign of mojibake on both sides of where it is cut
        ("<p>" + "x" * 65_532 + "Ärger").encode(),
        b"<p>" + b"x" * 65_532 + b"\xc3",
        b"<p>broken \xe2\x82",
        "<p>é".encode("utf-16"),
        b"",
    ],
)
def test_utf8_is_what_is_decoded(data: bytes) -> None:
    capture = Capture.of(data, source="test", media_type="text/html")
    assert utf8(capture) == decoded(capture).text.encode("utf-8", "replace")


def test_a_page_in_utf8_is_not_copied() -> None:
    capture = Capture.of("<p>Übermorgen".encode(), source="test", media_type="text/html")
    assert utf8(capture) is capture.data
