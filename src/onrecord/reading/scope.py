"""How much of its sentence a trailing *according to* is for.

In *Officials told the Herald that the deal was near, in a strike that has closed 40 ports, according to the union* the
union answers for the ports only: what is told to the press has come to the article without it. The encoder gives such
a phrase its whole sentence, and the officials' statement is found inside. In *he told aides that he would go, according
to two of them* it is right to.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.reading.chain.outlets import outlets
from onrecord.reading.model import Statement
from onrecord.text.spans import Span, trim

_TELLS = re.compile(r"(?:has |have |had )?told|(?:speaking|said|saying) (?:to|in an interview with)", re.IGNORECASE)
_ACCORDING = re.compile(r"according to", re.IGNORECASE)
_PRESS = re.compile(r"\b(?:reporters|journalists|the press|the media|(?:news|press) conference)\b")
_LEAST = 12
"""Code points that a clause of its own has at least."""


def own_clauses(
    text: str, statements: Sequence[Statement], nested: Sequence[Statement]
) -> tuple[list[Statement], list[Statement]]:
    """Return `statements` and `nested`, each trailing *according to* cut down to its own clause where the rest of its
    sentence was told to the press by others, whose statement then stands for itself.

    Where one was, all are numbered anew, in the order of their cues.
    """
    outer = {s.id: s for s in statements}
    inner = list(nested)
    for told in nested:
        according = outer.get(told.within or "")
        clause = _last_clause(text, told, according) if according else None
        if according is None or clause is None:
            continue
        outer[according.id] = replace(according, content=[clause], quotation="indirect")
        freed = f"s{1 + max(int(key[1:]) for key in outer)}"
        outer[freed] = replace(told, id=freed, within=None, content=_before(text, told.content, clause[0]))
        inner = [
            replace(s, within=freed) if s.within == told.id else s
            for s in inner
            if s.id != told.id and not _overlaps(s, clause[0])
        ]
    if len(outer) == len(statements):
        return list(statements), list(nested)
    return _numbered(list(outer.values()), inner)


def _numbered(statements: list[Statement], nested: list[Statement]) -> tuple[list[Statement], list[Statement]]:
    statements.sort(key=lambda s: (s.cue, s.content))
    ids = {s.id: f"s{number}" for number, s in enumerate(statements, 1)}
    inner: list[Statement] = []
    counts: dict[str, int] = {}
    for found in nested:
        owner = ids[found.within or ""]
        counts[owner] = counts.get(owner, 0) + 1
        inner.append(replace(found, id=f"{owner}.{counts[owner]}", within=owner))
    return [replace(s, id=ids[s.id]) for s in statements], inner


def _last_clause(text: str, told: Statement, according: Statement) -> Span | None:
    """Return the clause right before *according to* that is its own, None where the whole sentence is."""
    cue = text[slice(*according.cue[0])]
    if not _ACCORDING.match(cue) or not told.content or not _TELLS.fullmatch(text[slice(*told.cue[0])]):
        return None
    addressed = text[told.cue[-1][1] : told.content[0][0]] if told.cue[-1][1] < told.content[0][0] else ""
    if not _PRESS.search(addressed) and not any(outlets(addressed, 0)):
        return None
    end = according.content[-1][1]
    comma = text.rfind(", ", told.content[0][0], end)
    if comma < 0 or told.content[-1][1] < end or end > according.cue[0][0]:
        return None
    start, end = trim(text, (comma + 1, end))
    return (start, end) if end - start >= _LEAST else None


def _before(text: str, content: Sequence[Span], limit: int) -> list[Span]:
    cut = [trim(text, (start, min(end, limit))) for start, end in content if start < limit]
    return [(start, end - (text[end - 1] == ",")) for start, end in cut if start < end]


def _overlaps(statement: Statement, limit: int) -> bool:
    return any(end > limit for _, end in statement.content)
