"""TempEval-3's TBAQ (TimeBank and AQUAINT in TimeML): texts with their time expressions, and the split.

A third of the documents, by the hash of their names, is the check part: figures are taken on it, its errors are
never looked at. The rest is there to tune on.
"""

import hashlib
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Final, Literal, NamedTuple

from benchmarks.corpora import SHARED
from onrecord.text.spans import Span, trim

CORPUS: Final = SHARED / "data" / "timebank"

Part = Literal["tune", "check"]


class Timex(NamedTuple):
    """One TIMEX3 of the corpus: where it stands in the document's text, its type and its value."""

    start: int
    end: int
    type: str
    value: str


class Document(NamedTuple):
    """A document: its name, its creation time, its text, its paragraphs as spans, and its time expressions."""

    name: str
    created: str
    text: str
    paragraphs: list[Span]
    times: list[Timex]


_TEXT: Final = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_CREATED: Final = re.compile(r"<DCT>.*?value=\"([^\"]*)\"", re.DOTALL)
_TAG: Final = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE: Final = re.compile(r"(\w+)=\"([^\"]*)\"")


def part_of(name: str) -> Part:
    """Return the part that a document belongs to."""
    return "check" if hashlib.sha256(name.encode()).digest()[0] % 3 == 0 else "tune"


def documents(part: Part, corpus: Path = CORPUS) -> Iterator[Document]:
    """Yield the documents of one part in order of their names.

    :raises FileNotFoundError: where the corpus is not there.
    """
    if not corpus.is_dir():
        raise FileNotFoundError(corpus)
    for path in sorted(corpus.glob("*/*.tml")):
        if part_of(path.stem) == part:
            yield _document(path)


def _document(path: Path) -> Document:
    source = path.read_text(encoding="utf-8", errors="replace")
    created = _CREATED.search(source)
    body = _TEXT.search(source)
    pieces: list[str] = []
    length, at = 0, 0
    times: list[Timex] = []
    opened: list[tuple[int, dict[str, str]]] = []
    inner = body[1] if body else ""
    for tag in _TAG.finditer(inner):
        piece = unescape(inner[at : tag.start()])
        pieces.append(piece)
        length += len(piece)
        at = tag.end()
        if tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            opened.append((length, dict(_ATTRIBUTE.findall(tag[3]))))
        elif opened:
            start, attributes = opened.pop()
            if length > start:
                times.append(Timex(start, length, attributes.get("type", ""), attributes.get("value", "")))
    pieces.append(unescape(inner[at:]))
    text = "".join(pieces)
    paragraphs = [trim(text, (m.start(), m.end())) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text)]
    return Document(path.stem, created[1] if created else "", text, paragraphs, sorted(times))
