"""A draft, of whatever kind, as text in paragraphs: plain text, Markdown, HTML, or a Word document."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple
from xml.etree import ElementTree

from onrecord.capture.model import CaptureError
from onrecord.pipeline.reading import page
from onrecord.text.spans import Span

MOST: Final = 5_000_000
"""Bytes of a draft, a Word document unpacked."""
_LINE: Final = re.compile(r"[^\n]*[^\s][^\n]*")
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Draft(NamedTuple):
    """What is to be checked: its text, and the spans of its paragraphs in it, in code points."""

    name: str
    text: str
    paragraphs: list[Span]


def draft_of(words: str) -> Draft:
    """Return words as a draft.

    >>> draft_of("One.\\n\\nTwo.").paragraphs
    [(0, 4), (6, 10)]
    """
    return Draft("text", words, [found.span() for found in _LINE.finditer(words)])


def draft_from(name: str, data: bytes) -> Draft:
    """Return the bytes of a file called `name` as a draft. Raises `CaptureError` where it cannot be read as one."""
    if len(data) > MOST:
        raise CaptureError(name, f"is larger than a draft may be ({MOST // 1_000_000} MB)")
    suffix = Path(name).suffix.casefold()
    if suffix == ".docx" or data[:4] == b"PK\x03\x04":
        return draft_of(_docx(name, data))._replace(name=name)
    if suffix in (".html", ".htm"):
        made = page(data, media_type="text/html")
        spans = [(block.start, block.end) for block in made.blocks if block.role != "control"]
        return Draft(name, made.text, spans)
    if suffix in (".txt", ".md", ".markdown", ".text", ""):
        if not data.strip():
            raise CaptureError(name, "is empty")
        return draft_of(page(data, media_type="text/plain").text)._replace(name=name)
    raise CaptureError(name, "is no draft that can be read; give a .txt, .md, .html or .docx file")


def _docx(name: str, data: bytes) -> str:
    """Return the paragraphs of a Word document, a line each."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed, packed.open("word/document.xml") as inner:
            xml = inner.read(MOST + 1)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, ValueError) as error:
        raise CaptureError(name, "is no Word document that can be read; save it again as .docx or .txt") from error
    if len(xml) > MOST:
        raise CaptureError(name, f"unpacks to more than a draft may have ({MOST // 1_000_000} MB)")
    if b"<!DOCTYPE" in xml[:2000] or b"<!ENTITY" in xml:  # a Word document has neither, a trap has
        raise CaptureError(name, "is no Word document that can be read; save it again as .docx or .txt")
    out: list[str] = []
    try:
        for event, part in ElementTree.iterparse(BytesIO(xml), events=("start", "end")):
            if part.tag == f"{_WORD}p":  # one in another, a text box, is a paragraph of its own
                out.append("\n")
            elif event == "end" and part.tag == f"{_WORD}t":
                out.append(part.text or "")
            elif event == "end" and part.tag in (f"{_WORD}tab", f"{_WORD}br"):
                out.append(" ")
    except ElementTree.ParseError as error:
        raise CaptureError(name, "is a damaged Word document") from error
    return "".join(out)
