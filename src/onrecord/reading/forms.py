"""Attributions told by the page's form, without a verb: transcripts, signed quotations, fears that nobody owns.

``KELLY: Is that so?`` and ``“We had no warning.” — Ana Vale, harbour master`` are conventions of print, and so are
the *growing fears of a flood* amid which things happen in the news. They stand beside what the network finds, and the
surer of two that claim the same words is kept.
"""

import re
from collections.abc import Sequence

from onrecord.reading.decode import Candidate
from onrecord.text.quotes import Quoted
from onrecord.text.sentences import sentence_ends
from onrecord.text.spans import Span, trim

_NAME_WORD = r"(?:[A-Z][A-Z.'\u2019-]+|[A-Z]\.)"
_LABEL = re.compile(rf"[\"\u201c\u2018']?\s*({_NAME_WORD}(?:,? {_NAME_WORD}){{0,4}})\s?(:)\s+(?=\S)")
_LABEL_LENGTH = 60
_SIGNATURE = re.compile(
    r"\s*([\u2015\u2014\u2013]|--?|~)\s?"
    r"((?:[^\W\d_]|\d)(?:[^\n.!?:;\"\u201c\u201d]|(?<=\b[A-Z])\.){2,80}?)\.?\s*\Z"
)
_UNOWNED = re.compile(
    r"\b(?:amid|as|over|on|despite|because of|due to|following|after|in the face of|fac(?:e|es|ed|ing)|"
    r"there (?:is|are|was|were|have been|had been)|(?:stok|fuel|fann|spark|prompt|rais|heighten|allay|quash)\w{1,3})"
    r"(?: (?:a|new|renewed|fresh|growing|rising|mounting|increasing|widespread|heightened|serious|deep|real)){0,2} "
    r"((?:fears?|concerns?|worries|worry|anxiety|speculation|suspicions?|rumou?rs|allegations|accusations)"
    r"(?: (?:of|about|over)\b| (?=that\b)))\s?(?=\w)",
    re.IGNORECASE,
)
_UNOWNED_END = re.compile(
    r"[;:)\u2014]|,(?= (?:and|but|which|when|while|as|after|with)\b)| \u2013 |"
    r" (?:(?:is|are|was|were) (?:growing|rising|mounting|spreading)|"
    r"grows?|grew|rises?|rose|mount(?:s|ed)?|spread|swirl(?:s|ed)?|linger(?:s|ed)?|persist(?:s|ed)?)\b|"
    r" (?:in retaliation|after|while|amid)\b"
)
_UNOWNED_LENGTH = 300
_TURNS = 2
"""A speaker's label counts where labels open this many paragraphs: one alone may be a heading of any kind."""
_SURE = 0.95
_DOUBT = 0.5
_LIKELY = 0.97
"""Gives fears without an owner a confidence of a half: PolNeAR marks 14 of the 23 that its train and dev hold."""


def _candidate(source: Span, cue: Span, content: Span) -> Candidate:
    return Candidate([source], [cue], [content], _SURE, _SURE, _SURE, _SURE, _SURE, _DOUBT)


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


def unowned_fears(text: str, paragraphs: Sequence[Span]) -> list[Candidate]:
    """Find what is feared, suspected or rumoured by nobody in particular; these have no source.

    >>> text = "Ferries stayed in port amid growing fears of a second storm, the third this year."
    >>> [text[slice(*c.content[0])] for c in unowned_fears(text, [(0, len(text))])]
    ['a second storm']
    """
    out = []
    for start, end in paragraphs:
        for found in _UNOWNED.finditer(text, start, end):
            limit = min(end, found.end() + _UNOWNED_LENGTH)
            limit = next((e for e in sentence_ends(text, found.end(), limit)), limit)
            stop = _UNOWNED_END.search(text, found.end(), limit)
            ends = stop.start() if stop else limit
            if not text.startswith("that", found.end()):  # what is feared is a phrase, not a clause with its own commas
                comma = text.find(",", found.end(), ends)
                ends = comma if comma >= 0 else ends
            first, last = trim(text, (found.end(), ends))
            if text[last - 1] in ".!?,":
                last -= 1
            cue = trim(text, found.span(1))
            if first < last:
                out.append(Candidate([], [cue], [(first, last)], _LIKELY, _LIKELY, _LIKELY, _LIKELY, 0.0, _DOUBT))
    return out


def by_form(text: str, paragraphs: Sequence[Span], quotes: Sequence[Sequence[Quoted]]) -> list[Candidate]:
    """Return the attributions that the form of `paragraphs` tells, in order of the text."""
    turns = transcript_turns(text, paragraphs)
    signed = signed_quotations(text, paragraphs, quotes)
    return sorted([*turns, *signed, *unowned_fears(text, paragraphs)], key=lambda c: c.content)
