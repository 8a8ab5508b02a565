"""What an input is, from its first bytes: HTML, plain text, a WARC, gzip, or nothing that can be read."""

import codecs
import re
from typing import Literal

from onrecord.capture.decode import utf16_shape
from onrecord.capture.model import CaptureError

Kind = Literal["html", "text", "warc", "gzip"]

HEAD = 64 * 1024
"""How many bytes of an input `sniff` wants to see."""

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (0, b"\xff\xd8\xff", "a JPEG image"),
    (0, b"GIF87a", "a GIF image"),
    (0, b"GIF89a", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (4, b"ftypavif", "an AVIF image"),
    (4, b"ftyphei", "a HEIF image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"\0\0\1\0", "an icon"),
    (0, b"%PDF-", "a PDF document"),
    (0, b"%!PS", "a PostScript document"),
    (0, b"{\\rtf", "an RTF document"),
    (0, b"\xd0\xcf\x11\xe0", "an old Microsoft Office document"),
    (0, b"PK\x03\x04", "a ZIP archive (or a document in one: DOCX, ODT, EPUB)"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"BZh", "a bzip2 archive"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard-packed (unpack it first)"),
    (0, b"\x04\x22\x4d\x18", "LZ4-packed (unpack it first)"),
    (257, b"ustar", "a tar archive"),
    (0, b"filedesc://", "an ARC archive, the format before WARC (convert it first)"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"bplist00", "a binary property list or Safari web archive"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90", "a program"),
    (0, b"\xca\xfe\xba\xbe", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\0asm", "a WebAssembly module"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
    (0, b"\0\1\0\0\0", "a font"),
    (0, b"OTTO", "a font"),
    (0, b"ID3", "an MP3 recording"),
    (0, b"OggS", "an Ogg recording"),
    (0, b"fLaC", "a FLAC recording"),
    (8, b"WAVE", "a WAV recording"),
    (8, b"AVI ", "an AVI video"),
    (4, b"ftyp", "an MP4 video"),
    (0, b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
)
_CONTROLS = bytes({*range(1, 9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)})
"""Control characters that no text has (after the MIME Sniffing standard), NUL apart."""

_LEADING = re.compile(r"(?:[\s\0]|<!--.*?-->|<\?.*?\?>|<!doctype(?!\s*html)[^>]*>)*", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body)[\s>/]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:html|head|body|title|meta|link|script|style|div|section|article|main|nav|header|footer|aside|p|h[1-6]"
    r"|ul|ol|li|a|br|img|span|table|tr|td|figure|figcaption|em|strong|b|i|font|center)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_MARKUP = {
    "rss": "a feed",
    "feed": "a feed",
    "rdf": "a feed",
    "urlset": "a site map",
    "sitemapindex": "a site map",
    "svg": "an SVG image",
    "plist": "a property list or Safari web archive",
}
_ROOT = re.compile(r"<([a-z]{3,12})\b", re.IGNORECASE)
_JSON = re.compile(r"(?:\{\s*\"[^\"\n]{0,200}\"\s*:|\[\s*[\[{\"]|\{\s*\}\s*\Z)")
_MHTML = re.compile(r"(?:From|MIME-Version|Snapshot-Content-Location|Subject|Date|Content-Type):\s", re.IGNORECASE)
_HTML_NAMES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx")


def sniff(head: bytes, source: str, name: str = "") -> Kind:
    """Return what kind of input starts with `head` (its first `HEAD` bytes, or all of it).

    The bytes decide. `name` is the file's name, if it has one: its extension only tips the scales for text
    that has some markup but does not start as a page does. Raises `CaptureError`, naming `source`, for what
    is empty or no page: images, documents, archives, programs, feeds, JSON, or bytes that are no text.
    """
    if not head:
        raise CaptureError(source, "is empty")
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    for offset, magic, what in _MAGIC:
        if head.startswith(magic, offset):
            raise CaptureError(source, f"looks like {what}, not a page")
    if head[:64].lstrip(b"\r\n").startswith(b"WARC/"):
        return "warc"
    if not head.strip(b"\0\t\n\f\r \x1a\xef\xbb\xbf\xff\xfe"):
        much = f"starts with {len(head) // 1024} KB of NUL bytes or" if len(head) >= HEAD else "holds nothing but"
        raise CaptureError(source, f"{much} white space, no page")
    text = _text(head, source)
    return _markup(text, source, name.lower().removesuffix(".gz"))


def _text(head: bytes, source: str) -> str:
    """Return `head` as text good enough to find ASCII in. Raises `CaptureError` where it is no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    elif wide := utf16_shape(head):
        text = head.decode(wide, "replace")
    else:
        body = head.rstrip(b"\0\x1a")
        controls = len(body) - len(body.translate(None, _CONTROLS))
        # Stray controls happen in text; in few bytes that are not even UTF-8 they need not be many.
        spared = 2 if _is_utf8(body) else 0
        if body.count(0) > 0.3 * len(body) or controls > max(spared, 0.02 * len(body)):
            raise CaptureError(source, "looks like binary data, not a page")
        return body.decode("latin-1").removeprefix("ï»¿")
    if sum(text.count(chr(control)) for control in _CONTROLS) + text.count("\ufffd") > max(2, 0.05 * len(text)):
        raise CaptureError(source, "looks like binary data, not a page")
    return text.lstrip("\ufeff")


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut
    except UnicodeDecodeError:
        return False
    return True


def _markup(text: str, source: str, name: str) -> Kind:
    start = _LEADING.match(text)
    body = text[start.end() if start else 0 :]
    if _PAGE.match(body):
        return "html"
    if root := _ROOT.match(body):
        what = _MARKUP.get(root[1].lower())
        if what:
            raise CaptureError(source, f"looks like {what}, not a page")
    if _JSON.match(body):
        raise CaptureError(source, "looks like JSON, not a page")
    if _MHTML.match(body) and "multipart/related" in body[:4000]:
        raise CaptureError(source, "looks like an MHTML archive: save the page as HTML instead")
    if name.endswith(".txt"):
        return "html" if _PAGE.search(body[:2000]) and "</" in body else "text"
    tags = len(_TAG.findall(body))
    if name.endswith(_HTML_NAMES):
        return "html" if tags or not body else "text"
    starts_so = bool(_TAG.match(body))
    return "html" if (starts_so and tags > 1) or (tags > 4 and _PAGE.search(body)) else "text"
