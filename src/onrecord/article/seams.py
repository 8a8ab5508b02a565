"""Where a run of inline elements is several blocks: a title and its kicker, a byline and its date, a list of links.

Sites set such elements apart by style alone, which a saved page need not hold; written one after the other their
texts would read as one line. That they are siblings with nothing but a separator between them, and that they differ
as to class or link, tells them from prose, in which text stands around the elements.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from onrecord.article.dates import names_time

_MOST: Final = 200
"""Inline elements of a block beyond which it is not cut."""
_LEVELS: Final = 8
"""Elements that may stand one in the other, with nothing else in them, around the siblings."""
_LINE: Final = 150
"""Code points beyond which what stands beside a time or another line is prose."""
_NAME: Final = 60
"""Code points beyond which a text is no name for the time after it."""
_SENTENCE: Final = 60
"""Code points beyond which what ends like a sentence is prose, outside headings and links."""
_APART: Final = frozenset(("a", "span", "small", "label", "strong", "b", "time"))
"""Elements that sites make lines of their own; others mark words within a line."""
_SEPARATORS: Final = re.compile(r"(?:[\s|·•›»>/→▸▪–—-]|&gt;|&nbsp;)*")
_ENTITY: Final = re.compile(r"&[a-z]+;")
_LETTERS: Final = re.compile(r"[^\W\d_](?:[^\W_]|\W+[^\W\d_])")
_CLASS: Final = re.compile(r' class="([^"]*)"')
_LINKED: Final = re.compile(r' href="([^"]+)"')
_UNSEEN: Final = re.compile(r"hidden|sr-only|screen-?reader|off-?screen|implied|assistive", re.IGNORECASE)
_LABEL: Final = re.compile(
    r".*:|(?:.*\s)?(?:by|von|vom|par|por|di|da|door|av|af|van|de|foto|photo|bild|text|in|am|on|at|um|and|und|et|y|og|och)",
    re.IGNORECASE,
)
_HOUR: Final = re.compile(r"\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m\b).{0,12}", re.IGNORECASE)
_YEAR: Final = re.compile(r"\d{4}")
_QUOTES: Final = "\"'“„«‘‚»"
_DIGIT: Final = re.compile(r"\d")


class Inline(NamedTuple):
    """An inline element of a block: its number, and the parts of the block's text from its start to its end."""

    element: int
    start: int
    end: int


class Piece(NamedTuple):
    """A block of its own: its element, -1 for that of the whole, and the parts of the text that it has."""

    element: int
    start: int
    end: int


class _Sibling(NamedTuple):
    """An inline element as it tells itself from its neighbours."""

    tag: str
    attrs: str
    text: str

    def style(self) -> str:
        """Its classes."""
        found = _CLASS.search(self.attrs)
        return found[1] if found else ""

    def link(self) -> str:
        """Where it leads."""
        found = _LINKED.search(self.attrs)
        return found[1] if found else ""


def pieces(
    inlines: Sequence[Inline],
    parts: Sequence[str],
    tags: Sequence[str],
    attrs: Sequence[str],
    *,
    titled: bool,
    prose: bool,
) -> list[Piece]:
    """Return the blocks that one is cut into, which share its parts out among them; [] where it is one.

    `inlines` are its elements in order. `titled` says that it stands in a heading or a link, where elements that
    differ are a kicker and a title; `prose` that it stands in a paragraph, which is cut only into links and times.
    """
    if len(inlines) > _MOST:
        return []
    around, inlines = _siblings(inlines, parts)
    if len(inlines) < 2:
        return []
    names = {tags[inline.element] for inline in inlines}
    titled = titled or any(tags[element] == "a" for element in around)
    if not _APART.issuperset(names) or (prose and not titled and names != {"a"} and "time" not in names):
        return []
    siblings = [_sibling(inline, parts, tags, attrs) for inline in inlines]
    are_links = names == {"a"} and len({link for s in siblings if (link := s.link())}) == len(siblings)
    is_timed = "time" in names and all(len(s.text) <= _LINE for s in siblings)
    if prose and not titled and not are_links and not is_timed:
        return []
    cuts: list[int] = []
    before: _Sibling | None = None  # the last one with words
    for k, sibling in enumerate(siblings):
        if sibling.tag != "time" and not _LETTERS.search(sibling.text):
            continue  # a number or a sign goes with what is before it
        if before is not None:
            if are_links:
                is_cut = True
            elif is_timed and "time" in (before.tag, sibling.tag):
                both = before.tag == sibling.tag
                is_cut = not both or (_YEAR.search(sibling.text) is not None and not before.text.endswith(","))
            else:
                is_cut = (titled or not prose) and _differ(before, sibling, titled=titled)
            if is_cut and (are_links or not _goes_on(before, sibling)):
                cuts.append(k)
        before = sibling
    out = []
    for first, after in zip([0, *cuts], [*cuts, len(siblings)], strict=True) if cuts else ():
        worded = [k for k in range(first, after) if siblings[k].text]
        start = inlines[first].start if first else 0
        end = inlines[after].start if after < len(inlines) else len(parts)
        out.append(Piece(inlines[worded[0]].element if len(worded) == 1 else -1, start, end))
    return out


def _sibling(inline: Inline, parts: Sequence[str], tags: Sequence[str], attrs: Sequence[str]) -> _Sibling:
    text = "".join(parts[inline.start : inline.end])
    if "&" in text:
        text = _ENTITY.sub(" ", text)
    return _Sibling(tags[inline.element], attrs[inline.element], " ".join(text.split()))


def _differ(one: _Sibling, other: _Sibling, *, titled: bool) -> bool:
    """Whether two siblings look different, and the second does not go on in mid-sentence."""
    begin = other.text[0]
    if one.text.endswith(",") or (begin not in _QUOTES and (not begin.isalnum() or begin.islower())):
        return False
    styles = one.style(), other.style()
    if one.tag == other.tag and styles[0] == styles[1]:
        return False
    if titled:
        return any(styles)
    is_prose = len(other.text) > (_SENTENCE if other.text[-1] in ".!?…" else _LINE)
    return all(styles) and not is_prose


def _siblings(inlines: Sequence[Inline], parts: Sequence[str]) -> tuple[list[int], list[Inline]]:
    """Return the elements around the first that have siblings, and these; [] where text stands beside them."""
    has_words = [not part.isspace() for part in parts]
    around: list[int] = []
    start, end = 0, len(parts)
    for _ in range(_LEVELS):
        siblings: list[Inline] = []
        between: list[str] = []
        at = start
        for inline in inlines:
            if inline.start >= at and inline.end <= end and any(has_words[inline.start : inline.end]):
                between += parts[at : inline.start]
                siblings.append(inline)
                at = inline.end
        between += parts[at:end]
        if not _SEPARATORS.fullmatch("".join(between)):
            return around, []
        if len(siblings) != 1:
            return around, siblings
        only = siblings[0]
        around.append(only.element)
        start, end = only.start, only.end
        inlines = [inline for inline in inlines if inline.element > only.element and inline.end <= end]
    return around, []


def _goes_on(one: _Sibling, other: _Sibling) -> bool:
    """Whether a text goes on after its end: with what it names ("By", "Published", "Photo:"), or with a day's hour.

    So does one beside which the other is for screen readers only.
    """
    if _UNSEEN.search(one.style()) or _UNSEEN.search(other.style()):
        return True
    if _LABEL.fullmatch(one.text) or (_HOUR.fullmatch(other.text) and not _YEAR.search(other.text)):
        return True
    if len(one.text) > _NAME or not _DIGIT.search(other.text) or _DIGIT.search(one.text):
        return False
    return names_time(one.text)
