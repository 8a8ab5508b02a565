"""What is said of an article, and in which order: its own words sentence by sentence, and on whose authority they are.

Before a sentence with a quotation, or with words told "according to" somebody, it is announced who says them and by
which way they came. Within a sentence the pieces in quotation marks are utterances of their own, so that a voice can
set them apart, for marks cannot be heard.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from onrecord.export.listen.announcing import announced, named_in, who
from onrecord.export.listen.model import Chapter, Script, Utterance, UtteranceKind
from onrecord.export.terminal.layout import listed, when
from onrecord.reading.model import Reading, Statement
from onrecord.text.quotes import quoted
from onrecord.text.sentences import sentence_ends
from onrecord.text.spans import Span, merge, trim

LONGEST = 60_000
"""Code points of an article that are read out, about an hour; what is beyond is not, and that is said."""
PIECE = 600
"""Code points of one utterance at most: what has no end of a sentence is cut between words."""
_TITLE = 80
_NEXT, _PARAGRAPH, _PART = 0.35, 0.65, 0.9
"""Silences in seconds: before a sentence, a paragraph, a part."""


def script(reading: Reading) -> Script:
    """Return what is said of the article of `reading`, whose corrections, if it has any, are applied.

    A page that is no article has nothing to be read out: its script has no utterances.
    """
    about = reading.article
    headline = " ".join(_sayable(about.headline or "").split())
    title = headline or "Untitled article"
    if reading.kind != "article":
        return Script(title=title, language=about.language, utterances=[], chapters=[])
    utterances = list(_opening(reading))
    chapters = [Chapter(title=_short(title), first=0)]
    paragraphs, whole = _paragraphs(reading)
    plan = _Plan(reading, paragraphs)
    subheadings = any(kind == "subheading" for kind, _ in paragraphs)
    last = ""
    for number, (kind, span) in enumerate(paragraphs):
        for spoken in _paragraph(plan, number, kind, span):
            begins = ""
            if spoken.kind == "subheading":
                begins = spoken.said
            elif spoken.kind == "announcement" and not subheadings:
                begins = plan.speaker(spoken.statements[0])
            if begins and begins != last:
                chapters.append(Chapter(title=_short(_capital(begins)), first=len(utterances)))
                last = begins
            utterances.append(spoken)
    utterances.extend(_closing(reading, whole))
    return Script(title=title, language=about.language, utterances=utterances, chapters=chapters, whole=whole)


def _opening(reading: Reading) -> Iterator[Utterance]:
    """What comes before the article's first words: whose article it is, and of when."""
    about = reading.article
    parts = []
    if about.publisher:
        parts.append(" ".join(about.publisher.split()))
    if about.published:
        parts.append(when(about.published[:10]))
    if about.authors:
        parts.append(f"by {listed([' '.join(one.split()) for one in about.authors[:4]])}")
    if parts:
        yield Utterance(kind="opening", said=f"{_sayable(_short(_capital(', '.join(parts)), 300))}.")


def _closing(reading: Reading, whole: bool) -> Iterator[Utterance]:
    said = "End of the article." if whole else "The article goes on; the rest is too long to be read out."
    if reading.statements:
        said += " Who says what was worked out by a program; check it on the page before you rely on it."
    yield Utterance(kind="closing", said=said, pause=_PART)


def _paragraphs(reading: Reading) -> tuple[list[tuple[UtteranceKind, Span]], bool]:
    """Return the article's parts in the order in which they are said, and whether these are all of them."""
    kinds: dict[str, UtteranceKind] = {"headline": "headline", "standfirst": "standfirst", "subheading": "subheading"}
    body = set(reading.article.body)
    out: list[tuple[UtteranceKind, Span]] = []
    left, seen = LONGEST, set[str]()
    for block in sorted(reading.page.blocks, key=lambda one: _order(one.role)):
        span = block.start, block.end
        if block.role not in ("headline", "standfirst") and span not in body:
            continue
        kind = kinds.get(block.role, "text")
        if kind in ("headline", "standfirst"):
            words = reading.text[block.start : block.end].casefold()
            if words in seen:  # the same line twice, as the title and as the heading
                continue
            seen.add(words)
        start, end = trim(reading.text, span)
        if start == end:
            continue
        if end - start > left:
            return out, False
        left -= end - start
        out.append((kind, (start, end)))
    return out, True


def _order(role: str) -> int:
    return {"headline": 0, "standfirst": 1}.get(role, 2)


class _Start(NamedTuple):
    """Where words of a statement begin that are announced; `again` if they go on after a paragraph."""

    at: int
    statement: Statement
    again: bool


class _Plan:
    """Where in the article which statement is announced, and which of its words are quoted."""

    def __init__(self, reading: Reading, paragraphs: list[tuple[UtteranceKind, Span]]) -> None:
        self.reading = reading
        self.named = named_in(reading)
        self._by_id = {one.id: one for one in reading.statements}
        spans = sorted(span for _, span in paragraphs)
        self._starts_of = [start for start, _ in spans]
        self._spans = spans
        self.quotations: dict[Span, list[Span]] = {}
        own = merge(span for one in reading.statements if one.quotation != "indirect" for span in one.content)
        edges = [start for start, _ in own]
        for paragraph in spans:
            inside = [
                (each.outer_start, each.outer_end)
                for each in quoted(reading.text, paragraph)
                if _meets(own, edges, (each.start, each.end))
            ]
            self.quotations[paragraph] = merge(inside)
        starts = [start for one in reading.statements for start in self._announced(one)]
        starts.sort(key=lambda one: (one.at, one.statement.id))
        self._starts = starts
        self._at = [one.at for one in starts]

    def _announced(self, one: Statement) -> Iterator[_Start]:
        """Yield where the words of a statement are announced: a quotation in each paragraph, others once, if at all."""
        if not one.content or not _is_announced(one):
            return
        seen: set[int] = set()
        for start, _ in sorted(one.content):
            place = bisect_right(self._starts_of, start) - 1
            if place < 0 or start >= self._spans[place][1] or place in seen:
                continue
            again = bool(seen)
            seen.add(place)
            if not again or one.quotation != "indirect":
                yield _Start(start, one, again)

    def starts(self, span: Span) -> list[_Start]:
        """Return what is announced before the sentence at `span`, those of one statement once."""
        found = self._starts[bisect_right(self._at, span[0] - 1) : bisect_right(self._at, span[1] - 1)]
        return list({one.statement.id: one for one in reversed(found)}.values())[::-1]

    def speaker(self, ident: str) -> str:
        """Return who says a statement."""
        return who(self.reading, self._by_id[ident], self.named) or "No source named"


def _is_announced(one: Statement) -> bool:
    """Whether a statement is announced: every quotation is, and what rests on somebody of whom the words tell late.

    That is what came through other outlets, whose source has a qualifier or wants no name, and what is said before it
    is said who says it. Of the rest the sentence itself tells in time who speaks.
    """
    if one.quotation != "indirect":
        return True
    if one.via or one.qualifiers or one.anonymity:
        return True
    if not one.source:
        return False
    return min(one.content)[0] < min(one.source)[0]


def _paragraph(plan: _Plan, number: int, kind: UtteranceKind, span: Span) -> Iterator[Utterance]:
    """Yield what is said of one paragraph."""
    first = _PART if kind in ("headline", "subheading") or number == 0 else _PARAGRAPH
    pause = first if number or plan.reading.article.publisher else 0.0
    for sentence in _sentences(plan.reading.text, span):
        # A headline has too few words to be sure whose they are, and what it quotes comes again below.
        for start in plan.starts(sentence) if kind != "headline" else ():
            yield Utterance(
                kind="announcement",
                said=_sayable(announced(plan.reading, start.statement, plan.named, again=start.again)),
                sentence=sentence,
                statements=[start.statement.id],
                pause=pause,
            )
            pause = _NEXT
        for piece, is_quoted in _pieces(plan.reading.text, sentence, plan.quotations[span]):
            for part in _cut(plan.reading.text, piece):
                said = _sayable(plan.reading.text[part[0] : part[1]])
                if not said.strip():
                    continue
                yield Utterance(
                    kind=kind,
                    said=said,
                    span=part,
                    sentence=sentence,
                    quoted=is_quoted,
                    pause=pause,
                )
                pause = 0.0
        pause = _NEXT


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start = span[0]
    for end in [*sentence_ends(text, *span), span[1]]:
        one = trim(text, (start, end))
        if one[0] < one[1]:
            yield one
        start = end


def _pieces(text: str, sentence: Span, quotations: list[Span]) -> list[tuple[Span, bool]]:
    """Cut a sentence at the borders of what is quoted in it; together the pieces are the sentence.

    A piece without a letter or digit, as the stop after a quotation, goes with the one before it.
    """
    cut: list[tuple[Span, bool]] = []
    at = sentence[0]
    first = bisect_right(quotations, (at, at)) - 1
    for start, end in quotations[max(0, first) :]:
        if start >= sentence[1]:
            break
        start, end = max(start, at), min(end, sentence[1])
        if start < end:
            cut += [((at, start), False), ((start, end), True)]
            at = end
    cut.append(((at, sentence[1]), False))
    out: list[tuple[Span, bool]] = []
    for (start, end), is_quoted in cut:
        if start == end:
            continue
        if out and not any(one.isalnum() for one in text[start:end]):
            out[-1] = (out[-1][0][0], end), out[-1][1]
        else:
            out.append(((start, end), is_quoted))
    return out


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Cut what is longer than `PIECE` between words."""
    start, end = span
    while end - start > PIECE:
        at = text.rfind(" ", start + PIECE // 2, start + PIECE)
        at = at if at > 0 else start + PIECE
        yield start, at
        start = at
    yield start, end


def _sayable(words: str) -> str:
    """Return `words` code point for code point, with what cannot be said as spaces."""
    return "".join(one if one.isprintable() else " " for one in words)


def _meets(spans: list[Span], starts: list[int], span: Span) -> bool:
    """Whether one of `spans`, which are in order and apart, shares a code point with `span`."""
    place = bisect_right(starts, span[1] - 1) - 1
    return place >= 0 and spans[place][1] > span[0]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _short(words: str, most: int = _TITLE) -> str:
    line = " ".join(_sayable(words).split())
    return line if len(line) <= most else (line[:most].rpartition(" ")[0] or line[:most]) + "…"
