"""How much of its sentence a trailing *according to* is for.

In *Officials told the Herald that the deal was near, in a strike that has closed 40 ports, according to the union* the
union answers for the ports only: what is told to the press has come to the article without it. The encoder gives such
a phrase its whole sentence, and the officials' statement is found inside. In *he told aides that he would go, according
to two of them* it is right to.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from onrecord.reading.chain.outlets import outlets
from onrecord.reading.layout import Layout, quotation_of
from onrecord.reading.model import Statement
from onrecord.text.spans import Span, inside, trim

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
        outer[according.id] = _restated(text, according, [clause])
        freed = f"s{1 + max(int(key[1:]) for key in outer)}"
        outer[freed] = replace(_restated(text, told, _before(text, told.content, clause[0])), id=freed, within=None)
        # What else was found in the whole sentence is inside the one or the other, or falls with what was cut.
        parts = {freed: outer[freed].content, according.id: [clause]}
        inner = [
            replace(s, within=owner)
            for s in inner
            if s.id != told.id
            for owner in ([s.within] if s.within != according.id else _owners(s, parts))
        ]
    if len(outer) == len(statements):
        return list(statements), list(nested)
    return _numbered(list(outer.values()), inner)


def _restated(text: str, statement: Statement, content: list[Span]) -> Statement:
    """Return `statement` with less content, and that content's own form."""
    return replace(statement, content=content, quotation=quotation_of(Layout(text, content), content))


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


def _owners(statement: Statement, parts: Mapping[str, Sequence[Span]]) -> list[str]:
    """Return the one of `parts`, by its key, in which all of `statement` stands, if one is."""
    spans = [*statement.source, *statement.cue, *statement.content]
    return [owner for owner, part in parts.items() if all(inside(span, part) for span in spans)]
