"""What changed on the way from one page to another: words, figures, the speaker, how sure the page is of it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from onrecord.record.names import key
from onrecord.story.appearances import Appearance, Occurrence, same_speaker
from onrecord.story.origins import Tie
from onrecord.story.words import MONTHS, spoken
from onrecord.text.spans import Span

What = Literal[
    "words",
    "figure",
    "cut",
    "fuller",
    "speaker",
    "naming",
    "form",
    "manner",
    "polarity",
    "channel",
    "qualifier",
    "gone",
]
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W_]+(?:['’-][^\W_]+)*|%")
_MOST_WORDS = 600
_PRONOUNS = frozenset(
    """i we he she it they me us him her them my our his its their mine ours hers theirs myself ourselves himself
    herself itself themselves""".split()  # noqa: SIM905
)
"""Words that are other ones where a page reports in its own words what was quoted."""
_NUMBERS = frozenset(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
    millions billion billions dozen dozens half third thirds quarter quarters percent""".split()  # noqa: SIM905
)


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is otherwise on the page of `ref` than on that of `against`, which it comes from or follows.

    `what` is ``cut`` where words are left out at either end of a quotation, or at a place that the page marks, and
    ``fuller`` where the page has more at an end; ``gone`` where a later version of the same article has it no more.

    `before` and `after` are the words of either page ('' where it has none); `before_span` and `after_span` are their
    places in the two contents, in code points of `Occurrence.content`, where they stand in them.
    """

    what: What
    ref: str
    against: str
    before: str
    after: str
    before_span: Span | None = None
    after_span: Span | None = None


def along(found: list[Appearance], ties: list[Tie]) -> list[Change]:
    """Return every change along the way, in time.

    Each appearance is held against the one that it comes from, or else the first known one; each later version of an
    article against the one before it.
    """
    by_ref = {one.ref: one for one in found}
    out: list[Change] = []
    for one, tie in zip(found, ties, strict=True):
        parent = by_ref.get(tie.of or "") or found[0]
        if parent.ref != one.ref:
            out += between(parent.occurrence, one.occurrence)
        out += _versions(one)
    return out


def between(old: Occurrence, new: Occurrence) -> list[Change]:
    """Return what is otherwise in `new` than in `old`."""
    out = list(_words(old, new))

    def add(what: What, before: str | None, after: str | None) -> None:
        if (before or "") != (after or ""):
            out.append(Change(what=what, ref=new.ref, against=old.ref, before=before or "", after=after or ""))

    if "named" in (old.naming, new.naming) and {old.naming, new.naming} & {"withheld", "none"}:
        add("naming", old.speaker or old.source, new.speaker or new.source)
    elif not same_speaker(old, new):
        add("speaker", old.speaker or old.source, new.speaker or new.source)
    nested = old.within or new.within  # its quotation marks are counted with what stands around it
    if not nested and old.quotation != new.quotation and "indirect" in (old.quotation, new.quotation):
        add("form", old.quotation, new.quotation)
    if old.manner != new.manner:
        add("manner", old.cue, new.cue)
    if old.polarity != new.polarity:
        add("polarity", old.polarity, new.polarity)
    if old.channel and new.channel and old.channel != new.channel:
        add("channel", old.channel, new.channel)
    if set(map(key, old.qualifiers)) != set(map(key, new.qualifiers)):
        add("qualifier", "; ".join(old.qualifiers), "; ".join(new.qualifiers))
    return out


def _versions(one: Appearance) -> Iterator[Change]:
    last = one.occurrence
    for other in one.again:
        if other.page.capture != last.page.capture:
            yield from between(last, other)
            last = other
    if one.gone is not None:
        yield Change(what="gone", ref=last.ref, against=last.ref, before=last.content, after="")


def _words(old: Occurrence, new: Occurrence) -> Iterator[Change]:
    """Yield the words that differ where both have the same passage, and what either has before or behind it."""
    one = list(_WORD.finditer(old.content))[:_MOST_WORDS]
    two = list(_WORD.finditer(new.content))[:_MOST_WORDS]
    left, right = [_fold(each[0]) for each in one], [_fold(each[0]) for each in two]
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    reported = old.quotation != new.quotation
    mine, theirs = spoken(old.content, old.quotation), spoken(new.content, new.quotation)
    for number, (kind, a, b, c, d) in enumerate(steps):
        if kind == "equal":
            continue
        words = {*left[a:b], *right[c:d]} - {"that"}
        if not words or (reported and words <= _PRONOUNS):
            continue  # it only opens the content, or "we" is "they" now
        before, after = _span(one, a, b), _span(two, c, d)
        at_end = number in (0, len(steps) - 1) and kind != "replace"
        what: What = "words"
        if kind == "delete" and (at_end or _left_out(new.content, two, c)):
            what = "cut"
        elif kind == "insert" and at_end:
            what = "fuller"
        elif any(_is_number(word) for word in (*left[a:b], *right[c:d])):
            what = "figure"
        if what != "figure" and not (_within(before, mine) or _within(after, theirs)):
            continue  # of a partly quoted content the words outside its marks are the page's own
        yield Change(
            what=what,
            ref=new.ref,
            against=old.ref,
            before=old.content[slice(*before)] if before else "",
            after=new.content[slice(*after)] if after else "",
            before_span=before,
            after_span=after,
        )


def _within(span: Span | None, spans: Sequence[Span]) -> bool:
    return span is not None and any(start < span[1] and span[0] < end for start, end in spans)


def _left_out(content: str, words: list[re.Match[str]], at: int) -> bool:
    """Say whether the page itself marks that something is left out here."""
    start = words[at - 1].end() if at else 0
    end = words[at].start() if at < len(words) else len(content)
    return "…" in content[start:end] or "..." in content[start:end]


def _span(words: list[re.Match[str]], start: int, end: int) -> Span | None:
    return (words[start].start(), words[end - 1].end()) if end > start else None


def _fold(word: str) -> str:
    return MONTHS.get(word) or key(word) or word


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word in _NUMBERS
