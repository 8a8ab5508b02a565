"""From words that a person gives to the place in the page that is meant."""

import re
from collections.abc import Sequence

from onrecord.record.corrections.anchor import Finder, folded
from onrecord.record.model import AmbiguousError, NotFoundError
from onrecord.text.spans import Span, merge

_OFFSETS = re.compile(r"(\d{1,9})-(\d{1,9})")
_MARKED = re.compile(r"(.*?)\[\[(.+?)\]\](.*)", re.DOTALL)
_PIECES = re.compile(r"\s+(?:\u2026|\.\.\.)\s+")
_AROUND = 30
"""Code points of context with which a place is told to a person."""
_SHOWN = 5


def spans_of(finder: Finder, words: Sequence[str], near: Span | None = None) -> list[Span]:
    """Return where `words` stand, in order of the text; each may hold several pieces, parted by " … ".

    Words are matched whole, white space and the style of quotation marks aside. Of several places the only one in
    `near` is meant, else the only one in the paragraphs of `near`. Words may be marked in a longer stretch, "after
    [[he]] left", or given as offsets, "120-122". Raises `NotFoundError`, or `AmbiguousError` with the places.
    """
    found = [
        _span(finder, piece, near)
        for one in words
        for piece in ([one] if finder.places(one.strip()) else _PIECES.split(one.strip()))
    ]
    return merge(found, -1)


def _span(finder: Finder, words: str, near: Span | None) -> Span:
    text = finder.text
    offsets = _OFFSETS.fullmatch(words)
    if offsets:
        start, end = int(offsets.group(1)), int(offsets.group(2))
        if not start < end <= len(text):
            raise NotFoundError(f"There are no words from {start} to {end}; the text has {len(text)} characters.")
        return start, end
    marked = _MARKED.fullmatch(words)
    before, inner = (marked.group(1), marked.group(2)) if marked else ("", words)
    whole = "".join(marked.groups()) if marked else words
    places = [place for place in finder.places(whole.strip()) if _whole(text, place)]
    if not places:
        raise NotFoundError(f"The words “{whole}” do not stand in the text.")
    close = [place for place in places if near and near[0] <= place[0] and place[1] <= near[1]]
    close = close or [place for place in places if near and _beside(text, place, near)]
    if len(close) == 1 or len(places) == 1:
        return _inner(text, (close or places)[0], before, inner) if marked else (close or places)[0]
    told = [_told(text, place) for place in (close or places)]
    raise AmbiguousError(
        f"The words “{whole}” stand in {len(told)} places: {'; '.join(told[:_SHOWN])}"
        f"{'; …' if len(told) > _SHOWN else ''}. Give more words around them with the ones that are meant in double "
        "brackets, as in “after [[he]] left”, or their offsets.",
        [f"{a}-{b}" for a, b in (close or places)],
    )


def _whole(text: str, place: Span) -> bool:
    start, end = place
    cut = (start > 0 and text[start - 1].isalnum() and text[start].isalnum()) or (
        end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    )
    return not cut


def _beside(text: str, place: Span, near: Span) -> bool:
    first = text.rfind("\n", 0, near[0]) + 1
    last = text.find("\n", near[1])
    return first <= place[0] and (last < 0 or place[1] <= last)


def _inner(text: str, place: Span, before: str, inner: str) -> Span:
    """Return where the marked words stand in a `place` found for all of them, white space aside."""
    letters = [at for at in range(*place) if not text[at].isspace()]
    first = len(folded(before))
    return letters[first], letters[first + len(folded(inner)) - 1] + 1


def _told(text: str, place: Span) -> str:
    start, end = place
    before = " ".join(text[max(0, start - _AROUND) : start].split("\n")[-1].split(" ")[1:])
    after = " ".join(text[end : end + _AROUND].split("\n")[0].split(" ")[:-1])
    return f"{start}-{end} “{before}[[{text[start:end]}]]{after}”"
