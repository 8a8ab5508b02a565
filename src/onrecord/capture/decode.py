"""Bytes to text: which encoding a capture is in, and its characters."""

import codecs
import re
from typing import Literal

import msgspec

from onrecord.capture.model import Capture

Evidence = Literal["bom", "transport", "markup", "bytes", "guess"]


class Decoded(msgspec.Struct, frozen=True, kw_only=True):
    """A capture's text and how it was come by.

    `text` of a plain-text capture is the file itself, character for character (line ends, NULs and mojibake
    included), so that offsets point into the file; only a byte order mark, which is no character of the text,
    is left off. `text` of HTML is on its way to a parser: NULs are dropped and mojibake is repaired.
    """

    text: str
    encoding: str
    """The encoding read, by its WHATWG name (``utf-8``, ``windows-1252``)."""
    evidence: Evidence
    """What told it: a byte order mark, the transport's charset, a declaration in the markup, the bytes
    themselves (valid UTF-8, or the shape of UTF-16), or a guess from letter statistics."""
    replaced: int = 0
    """How many undecodable byte sequences became U+FFFD."""
    mojibake: bool = False
    """True where the text shows signs of having been decoded wrongly before it was captured: repaired in
    HTML, left as it stands in plain text."""


# Python's codec -> (codec to use, WHATWG name), after https://encoding.spec.whatwg.org/#names-and-labels.
# What is missing here (utf-7, unicode_escape, EBCDIC, ...) is no encoding of the web and is never believed.
# Python's own aliases cover the labels.
_CODECS: dict[str, tuple[str, str]] = {
    "utf-8": ("utf-8", "utf-8"),
    "utf-8-sig": ("utf-8", "utf-8"),
    "utf-16": ("utf-16-le", "utf-16le"),
    "utf-16-le": ("utf-16-le", "utf-16le"),
    "utf-16-be": ("utf-16-be", "utf-16be"),
    "ascii": ("cp1252", "windows-1252"),
    "iso8859-1": ("cp1252", "windows-1252"),
    "iso8859-9": ("cp1254", "windows-1254"),
    "iso8859-11": ("cp874", "windows-874"),
    "tis-620": ("cp874", "windows-874"),
    "gb2312": ("gb18030", "gbk"),
    "gbk": ("gb18030", "gbk"),
    "cp936": ("gb18030", "gbk"),
    "gb18030": ("gb18030", "gb18030"),
    "big5": ("big5hkscs", "big5"),
    "cp950": ("big5hkscs", "big5"),
    "big5hkscs": ("big5hkscs", "big5"),
    "shift_jis": ("cp932", "shift_jis"),
    "cp932": ("cp932", "shift_jis"),
    "euc_jp": ("euc_jp", "euc-jp"),
    "iso2022_jp": ("iso2022_jp", "iso-2022-jp"),
    "euc_kr": ("cp949", "euc-kr"),
    "cp949": ("cp949", "euc-kr"),
    "koi8-r": ("koi8-r", "koi8-r"),
    "koi8-u": ("koi8-u", "koi8-u"),
    "cp866": ("cp866", "ibm866"),
    "mac-roman": ("mac-roman", "macintosh"),
    "mac-cyrillic": ("mac-cyrillic", "x-mac-cyrillic"),
    "cp874": ("cp874", "windows-874"),
    **{f"cp125{n}": (f"cp125{n}", f"windows-125{n}") for n in range(9)},
    **{f"iso8859-{n}": (f"iso8859-{n}", f"iso-8859-{n}") for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}
_LABELS = {  # WHATWG labels that Python does not know, or knows as something else
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "unicode": "utf-16-le",
    "csunicode": "utf-16-le",
    "ucs-2": "utf-16-le",
    "iso-10646-ucs-2": "utf-16-le",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gbk",
    "x-x-big5": "big5",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "logical": "iso8859-8",
    "visual": "iso8859-8",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "windows-949": "cp949",
    "ks_c_5601-1987": "cp949",
    "unicodefffe": "utf-16-be",
}
_WIDE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"})
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_PRESCAN = 4096
_SAMPLE = 16 * 1024
_MEND = 2_000_000
"""The most characters of one page that are given to ftfy, about 1 MB a second."""
_GUESSES = [  # what undeclared pages come in; the rest of what the library knows is noise for us
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "koi8_r",
    "cp932", "euc_jp", "gb18030", "big5", "cp949", "cp874",
]  # fmt: skip

# Statistics cannot keep the Latin codecs apart on the few letters of a short page; the letters that each
# language has can. By codec, the likeliest first.
_LATIN = {
    "cp1252": ("äöüß", "àâæçéèêëîïôœùûüÿ", "áéíóúüñ", "àèéìíîòóùú", "ãõáéíóúâêôàç", "åäöéæøüó", "ëïéèöüóáêî",
               "áðéíóúýþæö", "àçéèíïóòúü"),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţșț", "čćđšž"),
    "cp1254": ("çğıöşüâîû\u0307",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž"),
    "iso8859-2": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű"),
}  # fmt: skip
_SIGNS = "\u00a0«»“”„‘’‚…–—•·©®°§€£¿¡"

_META = re.compile(
    rb"""<meta\b[^>]{0,400}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE
)
_XML = re.compile(rb"""\s{0,99}<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._:-]{2,40})["']""")
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)

# What the second byte of a UTF-8 sequence looks like when read as windows-1252 or latin-1.
_CONTINUATION = "".join(map(chr, range(0x80, 0xC0))) + "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LEADS = "ÃÂÄÅÐÑ"
_LONG_LEADS = "âïð"
_MOJIBAKE = re.compile(f"[{_LEADS}][{_CONTINUATION}]|[{_LONG_LEADS}][{_CONTINUATION}]{{2}}")


def decode(capture: Capture) -> str:
    """Return the text of `capture`: `decoded` without the particulars. Raises nothing."""
    return decoded(capture).text


def utf8(capture: Capture) -> bytes:
    """Return the text of `capture` as UTF-8, lone surrogates as "?": its own bytes where they are that. Raises nothing.

    What parses UTF-8 need not have a long page decoded, written out and encoded again.
    """
    data = capture.data
    if _is_whole(data) and _declared(data, capture.charset, capture.media_type == "text/html")[0] in (None, "utf-8"):
        return data
    return decoded(capture).text.encode("utf-8", "replace")


_CHUNK = 64 * 1024
"""Bytes that are decoded at once where nothing but their validity is asked for: they stay in the cache."""


def _is_whole(data: bytes) -> bool:
    """Whether `data` is UTF-8 that needs nothing done to it: valid, without mark, NULs or signs of mojibake."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        return False
    view = memoryview(data)
    at = 0
    before = ""
    while at < len(data):
        try:
            text, used = codecs.utf_8_decode(view[at : at + _CHUNK], "strict", at + _CHUNK >= len(data))
        except UnicodeDecodeError:
            return False
        if _suspect(text) or _suspect(before + text[:2]):
            return False
        at += used
        before = text[-2:]
    return True


def decoded(capture: Capture) -> Decoded:
    """Return the text of `capture` and the encoding it was in. Raises nothing, whatever the bytes.

    A byte order mark wins; then what the transport declared, then what the markup declares in its first 4 KB,
    labels meaning what browsers take them to mean (``latin-1`` is windows-1252). A declaration that the bytes
    belie is not believed: text that is valid UTF-8 with characters beyond ASCII is UTF-8 whatever it says,
    and text declared as UTF-8 of which hardly a character beyond ASCII is valid is guessed at. With nothing
    declared: UTF-8 if valid, else a guess from a bounded sample. What cannot be decoded becomes U+FFFD.
    """
    data = capture.data
    html = capture.media_type == "text/html"
    codec, evidence, text, replaced = _read(data, capture.charset, html)
    repaired = _repaired(text)
    mojibake = repaired != text
    if html:
        text = repaired.replace("\0", "") if b"\0" in data else repaired
    return Decoded(text=text, encoding=_CODECS[codec][1], evidence=evidence, replaced=replaced, mojibake=mojibake)


def _read(data: bytes, charset: str | None, html: bool) -> tuple[str, Evidence, str, int]:
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return codec, "bom", *_forced(data[len(bom) :], codec)
    wide = utf16_shape(data)
    if wide:
        return wide, "bytes", *_forced(data, wide)
    declared, evidence = _declared(data, charset, html)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if declared in (None, "utf-8") or text.isascii():
            if declared == "iso2022_jp" and b"\x1b" in data:
                return declared, evidence, *_forced(data, declared)
            return "utf-8", evidence if declared == "utf-8" else "bytes", text, 0
        # By chance a short text in an East Asian encoding is valid UTF-8; a longer one, or one in an encoding
        # of one byte a character, as good as never is.
        if declared not in _WIDE or len(data) - len(text) > 40:
            return "utf-8", "bytes", text, 0
    if declared and declared != "utf-8":
        text, replaced = _forced(data, declared)
        if replaced * 20 <= _beyond_ascii(text):
            return declared, evidence, text, replaced
    text, replaced = _forced(data, "utf-8")
    if replaced * 4 <= _beyond_ascii(text):  # UTF-8 with a wound: cut mid-character, or a stray byte pasted in
        return "utf-8", evidence if declared == "utf-8" else "bytes", text, replaced
    codec = _guess(data)
    return codec, "guess", *_forced(data, codec)


def _forced(data: bytes, codec: str) -> tuple[str, int]:
    """Return `data` decoded come what may, and how many times U+FFFD stands for bytes that were no
    character."""
    try:
        return data.decode(codec), 0
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        return text, text.count("\ufffd")


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def utf16_shape(data: bytes) -> Literal["utf-16-le", "utf-16-be"] | None:
    """Return the kind of UTF-16 that `data` has the shape of, its mark missing: every other byte NUL, or
    None."""
    head = data[:2048]
    half = len(head) // 2
    if half < 4 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(data: bytes, charset: str | None, html: bool) -> tuple[str | None, Evidence]:
    if charset and (codec := codec_of(charset)) and not codec.startswith("utf-16"):
        return codec, "transport"
    if html:
        head = data[:_PRESCAN]
        found = _XML.match(head)
        if not found:
            found = _META.search(_COMMENT.sub(b"", head) if b"<!--" in head else head)
        if found and (codec := codec_of(found[1].decode("ascii"))):
            # A declaration that could be read byte by byte is not in UTF-16: browsers take it for UTF-8.
            return ("utf-8" if codec.startswith("utf-16") else codec), "markup"
    return None, "bytes"


def codec_of(label: str) -> str | None:
    """Return the Python codec for an encoding `label` as browsers understand it, or None if they do not.

    >>> codec_of("ISO-8859-1"), codec_of(" utf8 "), codec_of("gb2312"), codec_of("rot13"), codec_of("utf-7")
    ('cp1252', 'utf-8', 'gb18030', None, None)
    """
    label = label.strip().lower()[:40]
    try:
        name = _LABELS.get(label) or codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    known = _CODECS.get(name)
    return known[0] if known else None


def _guess(data: bytes) -> str:
    """Return the likeliest legacy codec of `data`, from a sample of the words that tell."""
    words: list[bytes] = []
    size = 0
    # Cut where no character of several bytes has one of its bytes.
    for found in re.finditer(
        rb"[^\s<>\"',:;=/()&?.\x80-\xff]{0,60}[\x80-\xff][^\s<>\"',:;=/()&?.]*", data[: 64 * _SAMPLE]
    ):
        words.append(found[0])
        size += len(found[0])
        if size > _SAMPLE:
            break
    sample = b" ".join(words)
    beyond = sum(byte > 0x7F for byte in sample)
    if beyond < 0.4 * len(sample):  # letters of another script would fill their words
        return _latin(sample)
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(sample, cp_isolation=_GUESSES, threshold=0.4).best()
    codec = codec_of(best.encoding) if best else None
    if codec is None or codec in _LATIN:
        return _latin(sample)
    return codec


def _latin(sample: bytes) -> str:
    """Return which Latin codec gives `sample` the letters of one language; windows-1252 where several do."""
    best, score = "cp1252", 0.0
    for codec, alphabets in _LATIN.items():
        beyond = [char for char in sample.decode(codec, "replace").lower() if not char.isascii()]
        for alphabet in alphabets:
            known = sum(char in alphabet or char in _SIGNS for char in beyond) / max(len(beyond), 1)
            if known > score:
                best, score = codec, known
    return best


def _suspect(text: str) -> bool:
    """Return True if `text` has something that looks like UTF-8 once read as something else.

    Finding single characters is near to free in Python, a pattern over a whole page is not (5 ms for 300 KB).
    """
    if text.isascii():
        return False
    for lead in _LEADS + _LONG_LEADS:
        at = text.find(lead)
        while at >= 0:
            if text[at + 1 : at + 2] in _CONTINUATION and _MOJIBAKE.match(text, at):
                return True
            at = text.find(lead, at + 1)
    return False


def _repaired(text: str) -> str:
    """Return `text` with the lines mended that show mojibake: UTF-8 that somebody once read as something
    else.

    ftfy, which is slow, decides, and only sees the lines that have the look of it.
    """
    if not _suspect(text):
        return text
    from ftfy import fix_encoding  # slow to import, seldom needed

    budget = _MEND

    def mend(line: re.Match[str]) -> str:
        nonlocal budget
        if budget < 0 or not _suspect(line[0]):
            return line[0]
        budget -= len(line[0])
        # From text that was broken twice ftfy may bring back halves of surrogate pairs; no JSON can carry
        # them.
        return fix_encoding(line[0]).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    return re.sub(r"[^\n]{1,2000}", mend, text)
