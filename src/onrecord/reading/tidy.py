"""From the network's spans to words of the text: whole words, names and quotations, nothing that dangles or strays."""

import re
from collections.abc import Sequence

from onrecord.reading.decode import Candidate
from onrecord.reading.layout import Layout
from onrecord.reading.sources import hearsay, only_about, own_subject, same_sentence, whole_source
from onrecord.text.listed import listed
from onrecord.text.sentences import sentence_ends
from onrecord.text.spans import Span, merge, trim

_STRAY = ",;:\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"
_DANGLING = re.compile(r"(?:,? (?:and|or|but|the|an?)|, (which|who|whose|where))\Z", re.IGNORECASE)
_DANGLING_LENGTH = 8
_PARENTHESIS = re.compile(r"\s*[,(\u2013\u2014-].*\w.*[,)\u2013\u2014-]\s*", re.DOTALL)
_GOES_ON = re.compile(r",\s(?:[\"\u201c]|'')\s?[a-z]")
_CONNECTIVES = listed(
    "but and yet still however nevertheless nonetheless moreover meanwhile also besides now then later earlier",
    "separately afterwards today yesterday recently",
)
_LEAD = 400
"""Code points before a source in which its sentence begins."""
_IN_NUMBERS = frozenset(".,:")
_LETTER = re.compile(r"(?:\A|[^\w])\w\.")
_GAP = 24
"""Code points between two pieces of a content that are too few to part them."""


def whole_words(text: str, span: Span) -> Span:
    """Widen `span` to the ends of the words, numbers and abbreviations it cuts.

    >>> whole_words("unnamed officials", (2, 9))
    (0, 17)
    >>> whole_words("paid $2,700 to the U.S. in May", (5, 7)), whole_words("paid $2,700 to the U.S. in May", (12, 22))
    ((5, 11), (12, 23))
    """
    start, end = span
    while _in_word(text, start):
        start -= 1
    while _in_word(text, end):
        end += 1
    return start, end


def _in_word(text: str, at: int) -> bool:
    """Whether the place before `at` is inside a word, a number (*2,700*) or an abbreviation (*U.S.*)."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if left.isalnum():
        if right.isalnum():
            return True
        after = text[at + 1 : at + 2]
        if left.isdigit():
            return right in _IN_NUMBERS and after.isdigit()
        lettered = right == "." and not text[max(0, at - 2) : at - 1].isalnum()
        return lettered and (text[max(0, at - 2) : at - 1] == "." or (after.isalpha() and text.startswith(".", at + 2)))
    if right.isdigit():
        return left in _IN_NUMBERS and at > 1 and text[at - 2].isdigit()
    return left == "." and right.isalpha() and text.startswith(".", at + 1) and bool(_LETTER.search(text, at - 3, at))


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
    """Return the candidate with whole words, names and quotations, and a source without stray marks at its ends.

    Whom the words are only about is taken out of the source, and into a content that lacks its subject.
    """
    text = layout.text
    source, cue = tidy(layout, candidate.source, _STRAY), tidy(layout, candidate.cue)
    content = candidate.content
    source = same_sentence(text, whole_source(text, own_subject(text, source, cue), [*cue, *content]), cue)
    adverb = hearsay(text, source, cue)
    if adverb:
        verb = trim(text, (adverb[1], cue[0][1]))
        content = [*content, verb] if verb[0] < verb[1] else content
        cue = [adverb]
    if adverb or only_about(text, source, cue):
        content, source = sorted([*source, *content]), []
    content = with_opening(layout, source, cue, whole_quotations(layout, content, [*source, *cue]))
    if content:
        content = without_gaps(text, content, [*source, *cue])
        content = [*content[:-1], without_dangling(text, content[-1], [*source, *cue])]
    return candidate._replace(source=source, cue=cue, content=content)


def with_opening(layout: Layout, source: Sequence[Span], cue: Sequence[Span], content: list[Span]) -> list[Span]:
    """Return a content with the beginning of its sentence, where the quotation behind the cue only goes on with it.

    *That, the council said, "would be the end of it"*: a quotation that begins in lower case behind *said,* has its
    subject, or its condition, before the source.
    """
    text = layout.text
    if not source or not cue or not content:
        return content
    start, first = source[0][0], content[0][0]
    goes_on = _GOES_ON.match(text, cue[-1][1]) if start < cue[0][0] and first >= cue[-1][1] else None
    if not goes_on or goes_on.end() - 1 < first or not text.startswith(", ", start - 2):
        return content
    low = max(layout.paragraphs[layout.paragraph_of(start)][0] if layout.paragraph_of(start) >= 0 else 0, start - _LEAD)
    begin = max([low, *(e for e in sentence_ends(text, low, start) if e < start)])
    opening = trim(text, (begin, start - 2))
    if opening[0] == opening[1] or any(q.end > opening[0] for q in layout.quotes_in(*opening)):
        return content
    if text[slice(*opening)].lower() in _CONNECTIVES or begin == start - _LEAD:
        return content
    return [opening, *content]


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
