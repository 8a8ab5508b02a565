"""Speakers annotated by hand: the format of a gold file, and when a name counts as right.

A gold file is JSON lines, a statement each::

    {"file": "texts/a.txt", "id": "3.1", "source": [[0, 8]], "cue": [[9, 14]], "content": [[15, 36]],
     "names": [[["Jane Roe", "Roe"], ["the ministry"]]], "coref": true, "kind": "named_person", "within": null,
     "half": "tune"}

`file` is relative to the gold file, offsets are code points into it, read without translating line ends. `names` lists
alternative readings, each a list of joint speakers, each a list of accepted names, the fullest first. `coref` says that
the fullest name does not stand in the source. `within` is null, or anything else for a statement made in another's
content. `half` is ``tune`` or ``held``. Implicit sources are left out.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from onrecord.reading.model import Speaker, Statement
from onrecord.reading.passages import Passage
from onrecord.text.spans import Span, covered
from training.attribution.data import paragraphs_of


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated statement."""

    file: str
    id: str
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    names: list[list[list[str]]]
    coref: bool
    half: str = "held"
    kind: str | None = None
    within: Any = None


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its annotated statements."""

    file: str
    text: str
    rows: list[Row]

    @property
    def passages(self) -> list[Passage]:
        """The lines of the text, as the body's."""
        return [Passage(a, b, "body") for a, b in paragraphs_of(self.text)]


def load(gold: Path, half: str | None = None) -> list[Article]:
    """Read a gold file; of the two halves only `half` if one is named."""
    rows = [msgspec.convert(json.loads(line), Row) for line in gold.read_text(encoding="utf-8").split("\n") if line]
    out = []
    for file in dict.fromkeys(r.file for r in rows):
        mine = [r for r in rows if r.file == file and half in (None, r.half)]
        if mine:
            with (gold.parent / file).open(encoding="utf-8", newline="") as opened:
                out.append(Article(file=file, text=opened.read(), rows=mine))
    return out


def statements_of(article: Article) -> list[Statement]:
    """Return the annotated statements, those made in another's content with the id of that one."""
    out = []
    for row in article.rows:
        within = None
        if row.within is not None:
            at = row.source[0]
            around = [r for r in article.rows if r.id != row.id and any(a <= at[0] < b for a, b in r.content)]
            within = min(around, key=lambda r: covered(r.content)).id if around else None
        out.append(
            Statement(
                id=row.id,
                source=row.source,
                cue=row.cue,
                content=row.content,
                quotation="direct" if _quoted(article.text, row.content) else "indirect",
                confidence=1.0,
                within=within,
            )
        )
    return out


def _quoted(text: str, content: Sequence[Span]) -> bool:
    return bool(content) and all(text[a] in "\"\u201c'\u2018" for a, b in content if b > a)


def matched(article: Article, found: Sequence[Statement]) -> dict[str, Statement]:
    """Return, by the annotated statement's id, the found one that shares most of its content, half at least.

    Of statements with one content the one whose source overlaps goes first.
    """
    out: dict[str, Statement] = {}
    for row in article.rows:
        best: tuple[float, Statement] | None = None
        for statement in found:
            if not statement.source:
                continue
            both = covered([*row.content, *statement.content])
            share = (covered(row.content) + covered(statement.content) - both) / both if both else 0.0
            same = any(a < d and c < b for a, b in row.source for c, d in statement.source)
            score = share + same
            if (share >= 0.5 or (same and share > 0.3)) and (best is None or score > best[0]):
                best = score, statement
        if best:
            out[row.id] = best[1]
    return out


_MARKS = str.maketrans("", "", '"\u201c\u201d')
_LEAD = re.compile(r"^(?:the|an?)\s+")


def plain(name: str) -> str:
    """Return a name as names are compared: lower case, no article before it, plain marks, single spaces."""
    name = " ".join(name.lower().replace("\u2019", "'").replace("\u2018", "'").translate(_MARKS).split()).strip(
        ' ,.;:"'
    )
    return _LEAD.sub("", name)


def right(row: Row, speaker: Speaker | None) -> bool:
    """Whether a speaker, with those who say it jointly, is one of the accepted readings."""
    if speaker is None or speaker.name is None:
        return False
    said = [plain(n) for n in (speaker.name, *(j.name for j in speaker.joint))]
    for reading in row.names:
        left = [{plain(n) for n in names} for names in reading]
        if len(left) == len(said) and _cover(said, left):
            return True
    return False


def accepts(row: Row, name: str) -> bool:
    """Whether one name alone is among those accepted."""
    return any(plain(name) in {plain(n) for n in names} for reading in row.names for names in reading)


def _cover(said: Sequence[str], left: list[set[str]]) -> bool:
    rest = list(left)
    for name in said:
        hit = next((names for names in rest if name in names), None)
        if hit is None:
            return False
        rest.remove(hit)
    return True
