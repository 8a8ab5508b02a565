"""The words around a statement's cue that say how it was made: its sentence with all reported contents blanked out.

What stands in somebody's content ("…that he told the paper in March") is no part of how the content itself came
here, so it must not be found when a cue's surroundings are searched.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from onrecord.reading.model import Statement
from onrecord.reading.passages import Passage
from onrecord.text.listed import listed
from onrecord.text.sentences import sentence_ends
from onrecord.text.spans import Span

BLANK: Final = "\x00"
"""What stands in a frame for each code point of a reported content; no word, no white space."""
_REACH: Final = 500
"""Code points before and after a cue beyond which a sentence is not searched."""
_PIECES: Final = 40
"""Pieces of content before a sentence's end that are looked at; more than that in a sentence is no prose."""
_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LEFT: Final = re.compile(
    r"\b(?:after|since|before|when|while|until|because|who|which|whose|where|although|though|but|despite|following|as"
    r"|if|unless|that|something)\b|;",
    re.IGNORECASE,
)
"""What opens another clause, to which the words behind it belong."""


_DATELINE: Final = re.compile(
    r"[\"\u201c]?[A-Z][A-Z.' \u2019-]{2,30}(?:, [\w .,/]{2,40}?)?(?: ?\([\w /,.]{2,40}\))? ?(?:--?|\u2014|\u2013) "
    r"|\([\w /,.]{2,40}\) ?(?:--?|\u2014|\u2013) "
)
"""What a passage opens with that tells where and for which agency it was written: "PORT VALE, May 3 (Wire) - "."""


_SETS_OUT: Final = re.compile(
    r"[\W_]*(?:as (?:[\w.\u2019'-]+ ){1,5}(?:reports?|reported|writes?|wrote|notes|noted)|(?:when|as"
    r"|while) (?:\w+ ){0,2}(?:asked|pressed|questioned|speaking|appearing)|on|in|at|during|via"
    r"|through|earlier"
    r"|later|late|early|last|this|speaking|appearing|asked|pressed|questioned|writing|taking|also|just|only|and|but"
    r"|then|meanwhile"
    r"|according|yesterday|today|for|to|(?:mon|tues|wednes|thurs|fri|satur|sun)day|by|talking|addressing"
    r"|interviewed|posting"
    r"|responding|tweeting|sitting|reading|joining|calling|phoning|testifying|announcing|contacted|reached|from"
    r"|over|told|told|per|so|still|again|hours|days|weeks|first|since|from)\b",
    re.IGNORECASE,
)
"""What a phrase before the source begins with that tells the occasion: *In an interview on Monday, she said*."""
_AND: Final = re.compile(r"\A[\W_]*(?:but|and|as)\b", re.IGNORECASE)
_LED: Final = 100
"""Code points between what leads a sentence and its source beyond which it leads something else."""
_ASKED: Final = re.compile(r"\b(?:asked|pressed|questioned|speaking|appearing|interviewed|talking)\b", re.IGNORECASE)


_IN_WHICH: Final = re.compile(
    r"[^.;]{0,120}?(?:\b(?:in|during|on|at|for) which|,? where|,? when|\bthat)(?: also)? ?\Z", re.IGNORECASE
)
"""What ties a clause to the occasion before it: *in an interview with the Herald in which she said*."""
_OCCASION_BEHIND: Final = re.compile(
    r" (?:on|during|in) (?:(?:[A-Z][a-z]+day|[Tt]he|[Tt]his|today|yesterday"
    r"|[Ll]ast [\w-]+)(?:['\u2019]s)? )?(?:\w+ )?(?:broadcast"
    r"|edition|episode|airing) of [^.;\x00]{3,60}[.\"\u201d\u2019']*\Z"
)
"""The show on which something was said, where it stands behind what was said: *that it was over on Friday's
broadcast of “Harbour Tonight.”*"""
_TO_WHOM: Final = re.compile(r" to (?:[Tt]he )?[A-Z][^.,;\x00]{1,40}[.,\"\u201d\u2019']*\Z")
"""Whom something was said to, where it stands behind what was said: *confirmed her resignation to Anchor News*."""
_CONFIDES: Final = re.compile(
    r"\b(?:confirm|admit|acknowledg|reveal|den(?:y|ie)|disclos|explain|describ|defend|recount|express|voic|repeat|confess)"
)
_SHORT: Final = 100
"""Code points of a content that is but a noun phrase with its complements."""
_TAIL: Final = 110
"""Code points at a content's end in which that is looked for."""
_ASIDE: Final = re.compile(r", (?:who|which|whose|where|when)\b[^,;]{1,120},")
"""A clause between commas behind a name, which says nothing of the occasion."""
_CONTACTED: Final = re.compile(
    r"\b(?:when|after|while|once|where)(?: (?:later|first|being|he was|she was|they were))? (?=(?:asked|contacted"
    r"|reached"
    r"|interviewed|approached|pressed|questioned|speaking|appearing|talking)\b)"
)
"""What opens no clause of its own but tells the occasion: *said when contacted by the Herald*."""


_ADDRESSEE: Final = re.compile(
    r"(?:\w+ ){0,3}(?:(?:told|tells?|telling|informed|reminded|assured)(?: \w+ly)?"
    r"|(?:said|spoke|speaking|speaks|added|explained) to) ((?:[\w.'\u2019&-]+ ?){1,8})"
)
_PHRASE_END: Final = re.compile(
    r"\b(?:that|in|on|at|during|after|before|of|for|when|while|by|with|if|how|what|why|who|to|about|and|from|as"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last|this|earlier|later|recently|yesterday|today)\b|,"
)
_ASKED_BY: Final = re.compile(
    r"\b(?:[Aa]sked|[Pp]ressed|[Qq]uestioned|[Cc]hallenged"
    r"|[Ii]nterviewed) (?:\w+ ){0,3}?by (?:[A-Z][\w.'\u2019-]* ){0,2}([A-Z][\w-]+)"
)
_ASKERS: Final = listed(
    "him her them us me it you himself herself newspaper paper network magazine broadcaster agency station outlet host "
    "hosts interviewer co-host moderator anchor presenter programme program show site website reporter journalist"
)


class Frame(NamedTuple):
    """A statement's sentence without what is reported in it.

    `words` is the sentence, as long as it is in the text, contents blanked; `start` is its first code point in the
    text. `before` is the sentence before it, if that makes no statement, else an empty span. `cue` and `source`
    are the spans of the statement's first cue and source in the text (`source` is the cue's
    beginning, empty, for an implicit one). `passage` is the index of the passage it stands in, -1 for none.
    """

    statement: Statement
    passage: int
    start: int
    words: str
    before: Span
    cue: Span
    source: Span

    @property
    def end(self) -> int:
        """Return one past the sentence's last code point in the text."""
        return self.start + len(self.words)

    def vocabulary(self) -> frozenset[str]:
        """Return the sentence's words in lower case, for quick tests of whether a search is worth while."""
        return frozenset(_WORD.findall(self.words.lower()))

    def blank(self, start: int, end: int) -> bool:
        """Whether `start` to `end`, code points of the text, touches a reported content or leaves the frame."""
        return start < self.start or end > self.end or BLANK in self.words[start - self.start : end - self.start]

    def distance(self, start: int, end: int) -> int | None:
        """Return how far the span from `start` to `end` is from the cue, in code points that are not reported.

        None where it belongs to another clause: *said it after a rally on Monday* says nothing about when it was
        said.
        """
        low, high = self.cue
        if start < high and end > low:
            return 0
        leads = end <= self.source[0] < low
        if leads and _IN_WHICH.search(self.words, max(end - self.start, 0), self.source[0] - self.start):
            return self._far(end, self.source[0])
        if leads and not self._sets_out(start):
            return None
        if start >= high and self._relative() and "," in self.words[high - self.start : start - self.start]:
            return None
        if start >= high:
            between = [(high, start)]
        elif leads:
            between = [(end, self.source[0])]
        else:
            between = [(end, low), (self.source[1], start)]
        far = 0
        for a, b in between:
            words = self.words[max(a - self.start, 0) : max(b - self.start, 0)].replace(BLANK, "")
            if not leads and _LEFT.search(_CONTACTED.sub("", _ASIDE.sub(",", words))):
                return None
            far += len(words)
        if leads and far > _LED:
            return None
        return far

    def _far(self, start: int, end: int) -> int:
        return len(self.words[max(start - self.start, 0) : max(end - self.start, 0)].replace(BLANK, ""))

    def _relative(self) -> bool:
        """Whether the source is a relative pronoun, whose clause ends with the next comma."""
        (low, high), cue = self.source, self.cue[0] - self.start
        source = self.words[low - self.start : high - self.start].lower()
        return source in ("who", "which", "that") or self.words[cue : cue + 6].lower().startswith(("who ", "which "))

    def _sets_out(self, at: int) -> bool:
        """Whether the phrase around `at`, which stands before the source, tells the occasion of what was said."""
        before = self.words[: max(at - self.start, 0)]
        first = max(before.rfind(","), before.rfind(BLANK), before.rfind(" \u2014 ")) + 1
        segment = before[first:]
        if not segment.strip(' "\u201c'):
            return True
        if not _SETS_OUT.match(segment):
            return False
        return bool(_ASKED.search(segment)) or not _LEFT.search(_AND.sub("", segment))


def asker(frame: Frame) -> str:
    """Return the last name of whoever asked, where the sentence of `frame` says who: *pressed by Tom Orr, she said*."""
    found = _ASKED_BY.search(frame.words) if " by " in frame.words else None
    return found[1] if found else ""


def addressee(frame: Frame) -> str:
    """Return the head of whom the statement of `frame` was told, "" if nobody is named or it is who asks.

    *told the inquiry* gives "inquiry", *told him* and *told the newspaper* nothing.
    """
    found = _ADDRESSEE.match(frame.words, max(frame.cue[0] - frame.start, 0))
    if not found:
        return ""
    words = _PHRASE_END.split(found[1], maxsplit=1)[0].split()
    if not words or not _ASKERS.isdisjoint(word.lower() for word in words):
        return ""
    return words[-1].removesuffix("'s").removesuffix("\u2019s")


def frames(text: str, passages: Sequence[Passage], statements: Sequence[Statement]) -> Iterator[Frame]:
    """Yield the frame of each of `statements`, in their order."""
    starts = [p.start for p in passages]
    pieces = sorted((a, b) for s in statements for a, b in s.content)
    firsts = [a for a, _ in pieces]
    confided = {s.content[0][1] for s in statements if len(s.content) == 1 and _confided(text, s)}
    edges: dict[int, list[int]] = {}
    marks = sorted(a for s in statements for role in (s.source, s.cue, s.content) for a, _ in role)
    for statement in statements:
        anchor = (statement.cue or statement.source or statement.content or [(0, 0)])[0]
        source = statement.source[0] if statement.source else (anchor[0], anchor[0])
        k = bisect_right(starts, anchor[0]) - 1
        if k < 0 or anchor[0] >= passages[k].end:
            yield Frame(statement, -1, anchor[0], text[slice(*anchor)], (0, 0), anchor, source)
            continue
        low = passages[k].start
        cut = _cut(text, edges, k, passages[k].span)
        first = min(anchor[0], source[0]) if source[0] >= low else anchor[0]
        start = max(cut[max(bisect_right(cut, first) - 1, 0)], anchor[0] - _REACH)
        end = min(cut[min(bisect_left(cut, anchor[1]), len(cut) - 1)], anchor[1] + _REACH)
        start, end = min(start, anchor[0]), max(end, anchor[1])
        words = text[start:end]
        line = _DATELINE.match(words) if start == low else None
        if line and start + line.end() <= min(anchor[0], source[0]):
            words = BLANK * line.end() + words[line.end() :]
        last = bisect_left(firsts, end)
        for a, b in pieces[max(0, last - _PIECES) : last]:
            if b <= start or a <= anchor[0] < b:  # the second: what this statement is itself reported in
                continue
            whole = b
            a, b = max(a, start) - start, min(b, end) - start
            tail = _OCCASION_BEHIND.search(words, max(a, b - _TAIL), b)
            if whole in confided and not tail:
                tail = _TO_WHOM.search(words, max(a, b - _TAIL), b)
            b = tail.start() if tail else b
            words = words[:a] + BLANK * (b - a) + words[b:]
        opens = min([first, *(a for a, _ in statement.content[:1] if a >= low)])
        yield Frame(statement, k, start, words, _before(text, k, edges, opens, passages, marks), anchor, source)


def _confided(text: str, statement: Statement) -> bool:
    """Whether the content of `statement` is what somebody confirmed or admitted to whoever stands at its end."""
    low, high = statement.content[0]
    return high - low <= _SHORT and bool(statement.cue and _CONFIDES.search(text, *statement.cue[0]))


def _before(
    text: str, k: int, edges: dict[int, list[int]], at: int, passages: Sequence[Passage], marks: Sequence[int]
) -> Span:
    """Return the sentence before the one at `at`, in its passage or the one before, if no statement's part is in it.

    `edges` are the sentences of the passages so far, `marks` where parts of statements begin. Where the
    statement itself
    opens with its content, the sentence before the content is meant.
    """
    cut = _cut(text, edges, k, passages[k].span)
    here = max(bisect_right(cut, at) - 1, 0)
    while here > 0 and _marked(marks, cut[here - 1], cut[here]):
        here -= 1
        if at - cut[here] > _REACH:
            return 0, 0
    if here > 0:
        return cut[here - 1], cut[here]
    if k == 0 or passages[k - 1].role != passages[k].role:
        return 0, 0
    start, end = _cut(text, edges, k - 1, passages[k - 1].span)[-2:]
    return start, end


def _cut(text: str, edges: dict[int, list[int]], k: int, passage: Span) -> list[int]:
    """Return where the sentences of passage `k` begin, and its end; `edges` remembers them."""
    if k not in edges:
        edges[k] = [passage[0], *sentence_ends(text, *passage), passage[1]]
    return edges[k]


def _marked(marks: Sequence[int], start: int, end: int) -> bool:
    k = bisect_left(marks, start)
    return k < len(marks) and marks[k] < end
