"""Contents that run on into paragraphs that are nothing but quotation.

Printers open a quotation again in every paragraph it runs over and close it in the last; many outlets also close each
one. And many tell what somebody says and then let them say it, in a paragraph of its own without another "she said".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from onrecord.reading.decode import Candidate
from onrecord.reading.layout import Layout
from onrecord.text.spans import Span, shared, trim

_SURE: Final = 0.7
"""The least confidence of a statement whose speaker is taken to say the paragraph after it as well."""
_FEWEST: Final = 4
"""The fewest words of such a paragraph: shorter ones are titles and headings."""
_ONE: Final = frozenset({"he", "she", "who"})
_MORE: Final = re.compile(r"(?:they|we|it|you|many|some|most|both|few|all|those|these|people|police)", re.I)
_WORD: Final = r"[^\W\d_a-z][\w’'.-]*"
_NAMED: Final = re.compile(rf"(?:(?:Mr|Mrs|Ms|Dr|Sir)\.? )?{_WORD}(?: {_WORD})+|{_WORD}[^\Ws]")
_MANY: Final = re.compile(r"(?:ans|als|ists|crats|ives|makers|tors|MPs)$")
_SINGLE: Final = re.compile(
    r"(?:an?|the|another|one) (?:[\w’'-]+ ){0,3}?[\w’'-]*[^\Ws](?= (?:for|of|from|at|who|in)\b|$)", re.I
)
_CREDIT: Final = re.compile(r"\W*[-–—―~]")
_ENDED: Final = re.compile(r"[.!?…][\"”’»)]*$")
_TURN: Final = re.compile(rf"\W*{_WORD}(?: {_WORD}){{0,3}}: ")
"""A speaker's name in a transcript."""


class Told(NamedTuple):
    """A statement that is kept, and how sure it is."""

    confidence: float
    candidate: Candidate


def run_on(layout: Layout, told: Sequence[Told], contents: list[list[Span]], attributed: list[bool]) -> None:
    """Carry contents on into following paragraphs that are nothing but quotation and belong to nobody else.

    `contents` holds the content spans of each of `told`, in order of their cues, and is extended in place;
    `attributed` says of each paragraph whether a content or a cue is in it already.
    """
    last_in: dict[int, int] = {}
    for k, spans in enumerate(contents):
        if spans:
            last_in[layout.paragraph_of(spans[-1][1] - 1)] = k
    cues: dict[int, list[int]] = {}
    for k, one in enumerate(told):
        cues.setdefault(layout.paragraph_of(one.candidate.cue[0][0]), []).append(k)
    for p in range(1, len(layout.paragraphs)):
        if attributed[p] or p - 1 not in last_in or not _only_quoted(layout, p):
            continue
        owner = last_in[p - 1]
        if _quotes_most(layout, p - 1, contents[owner]) or _goes_on(layout, p, told, owner, cues):
            contents[owner].append(trim(layout.text, layout.paragraphs[p]))
            attributed[p] = True
            last_in[p] = owner


def _only_quoted(layout: Layout, p: int) -> bool:
    start, end = layout.paragraphs[p]
    found = layout.doubles(p)
    return bool(found) and sum(q.outer_end - q.outer_start for q in found) >= 0.95 * len(layout.text[start:end].strip())


def _quotes_most(layout: Layout, p: int, spoken: Sequence[Span]) -> bool:
    """Return whether most of something that paragraph `p` quotes is in `spoken`, which ends in it."""
    first = bisect_left(spoken, layout.paragraphs[p][0], key=lambda span: span[1])
    here = spoken[first:]
    return any(shared(here, [(q.start, q.end)]) * 2 > q.end - q.start for q in layout.doubles(p))


def _goes_on(layout: Layout, p: int, told: Sequence[Told], owner: int, cues: dict[int, list[int]]) -> bool:
    """Return whether whom the paragraph before ends with surely says paragraph `p`, though nothing says so.

    They do where one person or body is told of to the paragraph's end, and what follows is not about somebody else:
    many a quotation has its speaker in the paragraph after it.
    """
    text, spoken = layout.text, told[owner].candidate
    start, end = layout.paragraphs[p]
    before = layout.paragraphs[p - 1]
    if told[owner].confidence < _SURE or layout.paragraph_of(spoken.cue[0][0]) != p - 1:
        return False
    told_to = max(span[1] for part in (spoken.source, spoken.cue, spoken.content) for span in part)
    if re.search(r"\w", text[told_to : before[1]]) or text[before[0] : before[1]].rstrip()[-1:] in ("", ":", ","):
        return False
    said = text[start:end].strip()
    if len(said.split()) < _FEWEST or not _ENDED.search(said) or said.isupper() or _TURN.match(said):
        return False
    name = " ".join(text[a:b] for a, b in spoken.source)
    if not _one(name):
        return False
    after = next(_after(layout, p), None)
    if after is None:
        return True
    following = text[slice(*layout.paragraphs[after])].strip()
    if _CREDIT.match(following) or not _ENDED.search(following):
        return False
    return all(_same(text, told[k].candidate, name) for k in cues.get(after, [])[:1])


def _after(layout: Layout, p: int) -> Iterator[int]:
    """Yield the paragraphs behind `p` that are more than quotation and space."""
    for k in range(p + 1, len(layout.paragraphs)):
        if layout.text[slice(*layout.paragraphs[k])].strip() and not _only_quoted(layout, k):
            yield k


def _one(source: str) -> bool:
    """Return whether the words of a source stand for one person or body."""
    parts = [part.strip() for part in re.split(r"[,(–—]", source)]
    if " and " in source or _MORE.fullmatch(source):
        return False
    named = any(_NAMED.fullmatch(part) and not _MANY.search(part) for part in parts)
    return named or source.lower() in _ONE or _SINGLE.match(parts[0]) is not None


def _same(text: str, other: Candidate, name: str) -> bool:
    """Return whether the source of `other` may be who is called `name`, whom it comes after."""
    source = " ".join(text[a:b] for a, b in other.source)
    if not source or source.lower() in _ONE:
        return True
    return bool(_names(source) & _names(name))


def _names(source: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]{2,}", source) if word[0].isupper()}
