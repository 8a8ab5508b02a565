"""From candidates to statements: whole words and whole quotations, runs over paragraphs, conflicts, confidence."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from onrecord.reading.decode import Candidate
from onrecord.reading.model import Quotation, Statement
from onrecord.text.quotes import Quoted, quoted
from onrecord.text.spans import Span, covered, merge, trim

_STRAY = ",;:\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
_WORD = re.compile(r"[^\W_]+")
_THAT = re.compile(r"that,? (?=[\"\u201c\u2018\u00ab])", re.IGNORECASE)
_DANGLING = re.compile(r"(?:,? (?:and|or|but|the|an?)|, (which|who|whose|where))\Z", re.IGNORECASE)
_DANGLING_LENGTH = 8
_PARENTHESIS = re.compile(r"\s*[,(\u2013\u2014-].*\w.*[,)\u2013\u2014-]\s*", re.DOTALL)
_GAP = 24
"""Code points between two pieces of a content that are too few to part them."""
_CELL = 1024
"""Code points of the cells in which conflicts are looked for."""
FEATURES = ("bias", "cue", "source", "content", "weakest", "no_source", "quoted", "length")


class Layout:
    """The paragraphs an article is read in, and what is quoted in each."""

    def __init__(self, text: str, paragraphs: Sequence[Span]) -> None:
        self.text = text
        self.paragraphs = list(paragraphs)
        self._starts = [start for start, _ in paragraphs]
        self._ends = [end for _, end in paragraphs]
        self.quotes: list[list[Quoted]] = [quoted(text, p) for p in paragraphs]

    def paragraph_of(self, offset: int) -> int:
        """Return the index of the paragraph that holds `offset`, -1 if none does."""
        k = bisect_right(self._ends, offset)
        return k if k < len(self.paragraphs) and self.paragraphs[k][0] <= offset else -1

    def quotes_in(self, start: int, end: int) -> list[Quoted]:
        """Return the quotations that share a code point with the span from `start` to `end`."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return [q for found in self.quotes[first:last] for q in found if q.start < end and q.end > start]

    def doubles(self, paragraph: int) -> list[Quoted]:
        """Return what stands between double marks in a paragraph."""
        return [q for q in self.quotes[paragraph] if not q.single]


def whole_words(text: str, span: Span) -> Span:
    """Widen `span` to the ends of the words it cuts.

    >>> whole_words("unnamed officials", (2, 9))
    (0, 17)
    """
    start, end = span
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def tidy(layout: Layout, spans: Sequence[Span], stray: str = "") -> list[Span]:
    """Whole words, no white space or `stray` characters at the ends, and spans that only white space parts made one."""
    text = layout.text
    out: list[Span] = []
    for start, end in merge(whole_words(text, s) for s in spans):
        start, end = trim(text, (start, end))
        while start < end and (text[start] in stray or text[end - 1] in stray):
            start, end = trim(text, (start + (text[start] in stray), end - (text[end - 1] in stray)))
        if start >= end:
            continue
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def whole_quotations(layout: Layout, spans: Sequence[Span], beside: Sequence[Span] = ()) -> list[Span]:
    """Widen content spans to the quotations that they mostly cover, marks included, but not over `beside`.

    `beside` are the source and the cue, which a headline may set inside the marks: *Port 'says talks failed'*.
    """
    out = list(spans)
    for k, (start, end) in enumerate(out):
        paragraph = layout.paragraph_of(start)
        if paragraph < 0:
            continue
        for q in layout.quotes[paragraph]:
            if q.start >= end or q.end <= start:
                continue
            inside = min(end, q.end) - max(start, q.start)
            if inside * 2 > q.end - q.start:
                left = max((b for _, b in beside if b <= start), default=0)
                right = min((a for a, _ in beside if a >= end), default=len(layout.text))
                start, end = max(left, min(start, q.outer_start)), min(right, max(end, q.outer_end))
        out[k] = (start, end)
    return tidy(layout, out)


def tidied(layout: Layout, candidate: Candidate) -> Candidate:
    """Return the candidate with whole words, whole quotations, and a source without stray marks at its ends."""
    source, cue = tidy(layout, candidate.source, _STRAY), tidy(layout, candidate.cue)
    content = whole_quotations(layout, candidate.content, [*source, *cue])
    if content:
        content = without_gaps(layout.text, content, [*source, *cue])
        content = [*content[:-1], without_dangling(layout.text, content[-1], [*source, *cue])]
    return candidate._replace(source=source, cue=cue, content=content)


def without_gaps(text: str, content: Sequence[Span], beside: Sequence[Span], *, wide: bool = False) -> list[Span]:
    """Join pieces of a content that neither `beside`, the source and the cue, nor a paragraph's end parts.

    Unless `wide` gaps are to be closed, only short ones are, of which the network was not sure, and no parentheses.
    """
    out = list(content[:1])
    for start, end in content[1:]:
        last = out[-1]
        gap = text[last[1] : start]
        apart = "\n" in gap or any(a < start and b > last[1] for a, b in beside)
        if apart or (not wide and (len(gap) > _GAP or _PARENTHESIS.fullmatch(gap))):
            out.append((start, end))
        else:
            out[-1] = (last[0], end)
    return out


def without_dangling(text: str, span: Span, beside: Sequence[Span]) -> Span:
    """Cut a word from the end of `span` that only opens what is left out, an article or a conjunction.

    A relative pronoun is cut, too, but not before one of `beside`, the source and the cue: *a plan, which he said*.

    >>> without_dangling("to come in three phases, which would", (0, 30), [])
    (0, 23)
    """
    start, end = span
    found = _DANGLING.search(text, max(start, end - _DANGLING_LENGTH), end)
    if not found or found.start() <= start:
        return span
    if found.group(1) and any(a >= end and not text[end:a].strip() for a, _ in beside):
        return span
    return start, found.start()


def quotation_of(layout: Layout, content: Sequence[Span]) -> Quotation:
    """Say how much of the content stands in quotation marks: all of its words, none, or some.

    A "that" before an opening mark only leads up to the quotation.
    """
    inside = words = 0
    for start, end in content:
        near = [(q.start, q.end) for q in layout.quotes_in(start, end)]
        led = _THAT.match(layout.text, start, end)
        for word in _WORD.finditer(layout.text, led.end() if led else start, end):
            words += 1
            if near:
                a, b = word.span()
                inside += any(low <= a and b <= high for low, high in near)
    if not inside:
        return "indirect"
    return "direct" if inside == words else "mixed"


def features(layout: Layout, candidate: Candidate) -> dict[str, float]:
    """What speaks for a candidate, as numbers of about unit size, keyed by `FEATURES`."""

    def logit(p: float) -> float:
        p = min(max(p, 1e-4), 1 - 1e-4)
        return math.log(p / (1 - p)) / 4

    return {
        "bias": 1.0,
        "cue": logit(candidate.cue_p),
        "source": logit(candidate.source_p) if candidate.source else 0.0,
        "content": logit(candidate.content_p),
        "weakest": logit(candidate.weakest),
        "no_source": 0.0 if candidate.source else 1.0,
        "quoted": 1.0 if quotation_of(layout, candidate.content) == "direct" else 0.0,
        "length": math.log1p(covered(candidate.content)) / 4 - 1,
    }


def confidence(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    """Logistic regression over `features`: the probability that source and content are both right."""
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in found.items())))


def without_conflicts(ranked: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Keep the best of candidates that claim the same content, and of those with a cue inside another's content."""
    kept: list[tuple[float, Candidate]] = []
    near: dict[int, list[Candidate]] = {}
    """What is kept, by the cells of the text that it touches: only neighbours can be in conflict."""
    for score, candidate in sorted(ranked, key=lambda r: (-r[0], r[1].cue, r[1].content)):
        cells = {
            cell
            for start, end in (*candidate.cue, *candidate.content)
            for cell in range(start // _CELL, (end - 1) // _CELL + 1)
        }
        if not any(_conflict(candidate, other) for cell in sorted(cells) for other in near.get(cell, ())):
            kept.append((score, candidate))
            for cell in cells:
                near.setdefault(cell, []).append(candidate)
    return kept


def _conflict(one: Candidate, other: Candidate) -> bool:
    shared = _overlap(one.content, other.content)
    if shared and shared * 2 > min(covered(one.content), covered(other.content)):
        return True
    return bool(_overlap(one.cue, other.content) or _overlap(other.cue, one.content))


def _overlap(a: Sequence[Span], b: Sequence[Span]) -> int:
    if not a or not b or a[0][0] >= b[-1][1] or b[0][0] >= a[-1][1]:
        return 0
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def run_on(layout: Layout, statements: list[list[Span]], attributed: list[bool]) -> None:
    """Carry contents on into following paragraphs that are nothing but quotation and belong to nobody else.

    `statements` holds the content spans of each statement, in order of their cues, and is extended in place;
    `attributed` says of each paragraph whether a content already claims it. Printers open a quotation again in every
    paragraph it runs over and close it in the last; many outlets also close each one.
    """
    last_in: dict[int, int] = {}
    for k, spans in enumerate(statements):
        if spans:
            last_in[layout.paragraph_of(spans[-1][1] - 1)] = k
    for p in range(1, len(layout.paragraphs)):
        if attributed[p] or p - 1 not in last_in:
            continue
        owner = last_in[p - 1]
        start, end = layout.paragraphs[p]
        found = layout.doubles(p)
        size = len(layout.text[start:end].strip())
        if not found or sum(q.outer_end - q.outer_start for q in found) < 0.95 * size:
            continue
        before = layout.doubles(p - 1)
        last = statements[owner][-1]
        speaks = any(q.start < last[1] and q.end > last[0] for q in before)
        if not speaks:
            continue
        statements[owner].append(trim(layout.text, (start, end)))
        attributed[p] = True
        last_in[p] = owner


def statements_of(
    layout: Layout, candidates: Sequence[Candidate], weights: Mapping[str, float], threshold: float
) -> list[Statement]:
    """Turn candidates into the statements of an article, those below `threshold` left out, in order of the text."""
    ranked = []
    for raw in candidates:
        if not raw.content:
            continue
        candidate = tidied(layout, raw)
        score = confidence(weights, features(layout, candidate))
        if score >= threshold:
            ranked.append((score, candidate))
    kept = without_conflicts(ranked)
    kept.sort(key=lambda r: (r[1].cue, r[1].content))
    contents = [list(c.content) for _, c in kept]
    attributed = [False] * len(layout.paragraphs)
    for spans in [s for _, c in kept for s in (c.content, c.cue)]:
        for start, end in spans:  # a span may itself run over paragraphs
            for paragraph in range(layout.paragraph_of(start), layout.paragraph_of(end - 1) + 1):
                attributed[paragraph] = True
    run_on(layout, contents, attributed)
    return [
        Statement(
            id=f"s{number}",
            source=candidate.source,
            cue=candidate.cue,
            content=content,
            quotation=quotation_of(layout, content),
            confidence=round(score, 3),
        )
        for number, ((score, candidate), content) in enumerate(zip(kept, contents, strict=True), 1)
    ]
