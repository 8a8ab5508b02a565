"""A quotation in a draft held against what the archive has of it: are the words right, and are they whose it says?

Pure: it gets the statements that may carry the words, and says of each how, and of all what follows.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

from onrecord.record.lookup import StatementRow
from onrecord.record.names import key
from onrecord.story.align import Match, align
from onrecord.story.moments import Moment
from onrecord.story.words import MOST, Word, spoken, telling, words_of
from onrecord.text.listed import listed
from onrecord.text.quotes import Quoted, quoted
from onrecord.text.spans import Span

Verdict = Literal["verbatim", "cut", "ellipsis", "altered", "partly", "not_found", "too_short"]
"""How the archive has a quotation: word for word, as a part of a longer one, with what is left out marked, with other
words, only a part of it, not at all; or it is too short to be told by its words.
"""
Attribution = Literal["same", "different", "withheld", "not_given", "unknown"]
"""Whether it is given to the same person: to a `different` one, to somebody whom no page names (`withheld`), or the
draft does not say (`not_given`); `unknown` where there is nothing to compare.
"""

_TITLES: Final = listed("mr mrs ms miss dr prof professor judge sir dame lord lady president minister the")
_FEWEST: Final = 4
"""Words below which a quotation is a term rather than what somebody said."""
_MOST_QUOTATIONS: Final = 500
_WORD_FOR_WORD: Final[frozenset[Verdict]] = frozenset(("verbatim", "cut", "ellipsis"))
_RANK: Final[dict[Verdict, int]] = {"verbatim": 0, "cut": 0, "ellipsis": 1, "altered": 2, "partly": 3}


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """Words between quotation marks in a draft: `span` is of the words, without the marks, in code points of its text;
    `speaker` is who says them by the draft, None where it names nobody.
    """

    span: Span
    text: str
    speaker: str | None = None


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of the archive, as far as a check needs it."""

    ref: str
    content: str
    quotation: str
    speaker: str | None
    named: bool
    nested: bool = False


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A place where a draft has other words than the archive.

    `span` is in the draft's text, empty where the draft has nothing there; `kept_span` in the statement's content.
    """

    span: Span
    draft: str
    kept_span: Span
    kept: str


class Matched(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that carries a quotation's words, and how; `score` is the share of the quotation that it has."""

    ref: str
    verdict: Verdict
    score: float
    speaker: str | None
    same_speaker: bool | None
    indirect: bool
    changes: list[Changed]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive says of one quotation.

    `matches` are the statements that carry its words, the best first. `indirect` says that no page has them in
    quotation marks. `holds` sums it up: the words are right, and nobody else's.
    """

    quotation: Quotation
    verdict: Verdict
    attribution: Attribution
    indirect: bool
    holds: bool
    matches: list[Matched]


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """An article to cite: the statement in it, its outlet, headline and address, and since when it had the words."""

    ref: str
    outlet: str | None
    headline: str | None
    url: str | None
    when: Moment


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation, what the archive says of it, and where that stands.

    `best` is the statement it was held against. `first` is the first known appearance in this archive; `cite` what it
    goes back to, if the archive has that, and `origin` the outlet on whose word it rests, in the archive or not.
    `otherwise` is how `cite` has the quotation, where `best` has it word for word and `cite` does not: then it is a
    later page that changed the words. `independent` is how many independent origins the words have, None where that
    was not followed.
    """

    finding: Finding
    best: StatementRow | None
    first: Cited | None = None
    cite: Cited | None = None
    origin: str | None = None
    otherwise: Matched | None = None
    independent: int | None = None


def quotations(text: str, paragraphs: Iterable[Span]) -> list[Quotation]:
    """Return what stands between quotation marks in a draft, at most 500; single marks only where they hold speech."""
    out: list[Quotation] = []
    for paragraph in paragraphs:
        marks = quoted(text, paragraph)
        for one in marks:
            inside = any(other.start <= one.start and one.end <= other.end and other != one for other in marks)
            if inside or one.end <= one.start or (one.single and not _speech(text, one)):
                continue
            out.append(Quotation(span=(one.start, one.end), text=text[one.start : one.end]))
            if len(out) == _MOST_QUOTATIONS:
                return out
    return out


def checked(quotation: Quotation, candidates: Iterable[Kept]) -> Finding:
    """Return what `candidates` say of a quotation."""
    words = words_of(quotation.text)
    found = sorted(
        (made for one in candidates if (made := _matched(quotation, words, one)) is not None),
        key=lambda one: (_RANK[one.verdict], _fit(one), one.indirect, -one.score, one.ref),
    )
    if not found:
        short = len(words) < _FEWEST or telling(words) < 1
        verdict: Verdict = "too_short" if short else "not_found"
        return Finding(
            quotation=quotation, verdict=verdict, attribution="unknown", indirect=False, holds=False, matches=[]
        )
    verdict = found[0].verdict
    best = [one for one in found if _RANK[one.verdict] == _RANK[verdict]]
    attribution = _attribution(quotation, best)
    indirect = all(one.indirect for one in best)
    holds = verdict in _WORD_FOR_WORD and attribution in ("same", "not_given") and not indirect
    return Finding(
        quotation=quotation, verdict=verdict, attribution=attribution, indirect=indirect, holds=holds, matches=found
    )


def otherwise(finding: Finding, ref: str, others: Iterable[Kept]) -> Matched | None:
    """Return how a page has a quotation that was found word for word elsewhere; `others` are its statements.

    None where it has it word for word too, or where nothing was found so. Where it has nothing of it, the verdict is
    ``not_found``, of its statement `ref`.
    """
    if finding.verdict not in _WORD_FOR_WORD:
        return None
    words = words_of(finding.quotation.text)
    found = [made for one in others if (made := _matched(finding.quotation, words, one)) is not None]
    if not found:
        return Matched(
            ref=ref, verdict="not_found", score=0.0, speaker=None, same_speaker=None, indirect=False, changes=[]
        )
    best = min(found, key=lambda one: _RANK[one.verdict])
    return None if best.verdict in _WORD_FOR_WORD else best


def _fit(one: Matched) -> int:
    """Order the statements of the speaker whom the draft names first, those of somebody else last."""
    if one.same_speaker is None:
        return 1 if one.speaker else 2
    return 0 if one.same_speaker else 3


def same_name(one: str, other: str) -> bool:
    """Say whether two names may be one person's: the words of one are among those of the other.

    >>> same_name("Mr Falk", "Anders Falk"), same_name("Ilse Marquardt", "Jonas Marquardt")
    (True, False)
    """
    left, right = (set(key(name).split()) - _TITLES for name in (one, other))
    return bool(left and right) and (left <= right or right <= left)


def _matched(quotation: Quotation, words: list[Word], one: Kept) -> Matched | None:
    theirs = words_of(one.content, spoken(one.content, one.quotation))
    # Whoever puts words between marks means these words: that they are few is no reason to find nothing.
    match = align(words, theirs, same_speaker=True)
    if match is None and [word.text for word in words] == [word.text for word in theirs] and len(words) > 1:
        match = Match("verbatim", (0, len(words)), (0, len(words)), [], 1.0)
    if match is None:
        return None
    carried = match.one[1] - match.one[0]
    verdict: Verdict = match.kind
    cut_off = carried < len(words) or len(words) >= MOST  # what follows the most words was not looked at
    if cut_off or (match.kind == "ellipsis" and _left_out(words, theirs, match)):
        verdict = "partly"
    elif match.kind == "cut" and len(theirs) == len(words):
        verdict = "verbatim"
    same = None
    if quotation.speaker and one.speaker and one.named:
        same = same_name(quotation.speaker, one.speaker)
    return Matched(
        ref=one.ref,
        verdict=verdict,
        score=round(match.score * carried / len(words), 4),
        speaker=one.speaker if one.named else None,
        same_speaker=same,
        indirect=one.quotation == "indirect" and not one.nested,
        changes=_changes(quotation, words, one, theirs, match),
    )


def _left_out(words: Sequence[Word], theirs: Sequence[Word], match: Match) -> bool:
    """Say whether the draft has words where the page only marks that it leaves some out: that vouches for nothing."""
    marked = any(theirs[at].after_gap for at in range(match.other[0] + 1, match.other[1]))
    left, right = (range(*stretch) for stretch in (match.one, match.other))
    return marked and len([at for at in left if not words[at].inserted]) > len(right)


def _changes(
    quotation: Quotation, words: Sequence[Word], one: Kept, theirs: Sequence[Word], match: Match
) -> list[Changed]:
    start = quotation.span[0]
    out = []
    for each in match.differences:
        mine, other = _place(words, each.one), _place(theirs, each.other)
        out.append(
            Changed(
                span=(start + mine[0], start + mine[1]),
                draft=quotation.text[slice(*mine)],
                kept_span=other,
                kept=one.content[slice(*other)],
            )
        )
    return out


def _place(words: Sequence[Word], numbers: Span) -> Span:
    """Return where words stand, by their numbers; an empty place behind the word before where there are none."""
    first, last = numbers
    if last > first:
        return words[first].start, words[last - 1].end
    at = words[first - 1].end if first else words[0].start
    return at, at


def _attribution(quotation: Quotation, best: Sequence[Matched]) -> Attribution:
    if not any(one.speaker for one in best):
        return "withheld" if quotation.speaker else "not_given"
    if quotation.speaker is None:
        return "not_given"
    return "same" if any(one.same_speaker for one in best) else "different"


def _speech(text: str, one: Quoted) -> bool:
    return len(words_of(text[one.start : one.end])) >= _FEWEST
