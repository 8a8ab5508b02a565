"""Attributions told by the page's form, without a verb: transcripts, and quotations signed with a dash.

``KELLY: Is that so?`` and ``“We had no warning.” — Ana Vale, harbour master`` are conventions of print. They stand
beside what the network finds, and the surer of two that claim the same words is kept.
"""

import re
from collections.abc import Sequence

from onrecord.reading.decode import Candidate
from onrecord.text.quotes import Quoted
from onrecord.text.spans import Span, trim

_NAME_WORD = r"(?:[A-Z][A-Z.'\u2019-]+|[A-Z]\.)"
_LABEL = re.compile(rf"[\"\u201c\u2018']?\s*({_NAME_WORD}(?:,? {_NAME_WORD}){{0,4}})\s?(:)\s+(?=\S)")
_LABEL_LENGTH = 60
_SIGNATURE = re.compile(
    r"\s*([\u2015\u2014\u2013]|--?|~)\s?"
    r"((?:[^\W\d_]|\d)(?:[^\n.!?:;\"\u201c\u201d]|(?<=\b[A-Z])\.){2,80}?)\.?\s*\Z"
)
_TURNS = 2
"""A speaker's label counts where labels open this many paragraphs: one alone may be a heading of any kind."""
_SURE = 0.95


def _candidate(source: Span, cue: Span, content: Span) -> Candidate:
    return Candidate([source], [cue], [content], _SURE, _SURE, _SURE, _SURE)


def transcript_turns(text: str, paragraphs: Sequence[Span]) -> list[Candidate]:
    """Find paragraphs that open with a speaker's name in capitals and a colon, where several do.

    >>> text = "VALE: It is over.\\nORR: Not at all, it goes on."
    >>> [text[slice(*c.content[0])] for c in transcript_turns(text, [(0, 17), (18, 46)])]
    ['It is over.', 'Not at all, it goes on.']
    """
    found = []
    for start, end in paragraphs:
        label = _LABEL.match(text, start, min(end, start + _LABEL_LENGTH))
        if label:
            found.append((label, trim(text, (label.end(), end))))
    if len(found) < _TURNS:
        return []
    return [_candidate(label.span(1), label.span(2), content) for label, content in found if content[0] < content[1]]


def signed_quotations(text: str, paragraphs: Sequence[Span], quotes: Sequence[Sequence[Quoted]]) -> list[Candidate]:
    """Find paragraphs that are a quotation, then a dash and a name.

    `quotes` holds what is quoted in each paragraph.
    """
    out = []
    for (start, end), found in zip(paragraphs, quotes, strict=True):
        doubles = [q for q in found if not q.single and q.closed]
        if not doubles or text[start : doubles[0].outer_start].strip():
            continue
        last = doubles[-1].outer_end
        signature = _SIGNATURE.match(text, last, end)
        if signature and signature.group(2)[0].isupper():
            out.append(_candidate(trim(text, signature.span(2)), signature.span(1), (doubles[0].outer_start, last)))
    return out


def by_form(text: str, paragraphs: Sequence[Span], quotes: Sequence[Sequence[Quoted]]) -> list[Candidate]:
    """Return the attributions that the form of `paragraphs` tells, in order of the text."""
    turns = transcript_turns(text, paragraphs)
    signed = signed_quotations(text, paragraphs, quotes)
    return sorted([*turns, *signed], key=lambda c: c.content)
