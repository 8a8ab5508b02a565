"""Find an article's figures: read each number, leave out what is none, say what it counts and whose it is."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.reading.contents import Contents
from onrecord.reading.figures.counted import counted
from onrecord.reading.figures.exclude import Around, excluded
from onrecord.reading.figures.holds import hold
from onrecord.reading.figures.numbers import SEEDS, Number, number_at
from onrecord.reading.figures.qualify import qualifier_of
from onrecord.reading.figures.units import sign_before, unit_after
from onrecord.reading.figures.whose import SHARES, attribute
from onrecord.reading.model import Entity, Figure, Statement, TimeExpression
from onrecord.text.sentences import sentence_ends
from onrecord.text.spans import Span

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_JOIN = re.compile(
    r"(?P<dash>[-\u2010-\u2014](?: ?to[- \u00a0])?)|[ \u00a0](?P<to>to)[ \u00a0]"
    r"|[ \u00a0](?P<or>or)[ \u00a0]|[ \u00a0](?P<and>and)[ \u00a0]"
)
_PHONE = re.compile(r"\d{3}-\d{4}")
_LISTED = re.compile(r"\d,[ \u00a0]$")
_RANGING = re.compile(r"\b(?:rang(?:es?|ed|ing)|anywhere|somewhere|estimates?|anything)\b")
_OF = re.compile(r"[ \u00a0]of(?=[ \u00a0])")
_SCALE = re.compile(r"(thousand|million|billion|trillion|mn|bn|tn|m|k)$", re.IGNORECASE)
_FACTOR = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_SCORE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|rul(?:ed|ing)|decision|decided|w[io]n(?:s"
    r"|ning)?|lost|los(?:es|ing)|beats?|beaten|defeat(?:ed|s)?|victory|"
    r"leads?|led|leading|margin|majority|scored?|tied?|draw|drew"
    r"|trail(?:s|ed|ing)?|split|divid(?:e|ed)|party-line|ahead|"
    r"approved|passed|upheld|by)\b",
    re.IGNORECASE,
)
_CONTEXT = 48
MOST = 4000
"""Numbers read in one article; what has more is a table or worse, and its rest is left unread."""


@dataclass(frozen=True)
class _Read:
    """A number with what stands right around it: its sign's start, unit and the end of both."""

    number: Number
    start: int
    unit: str | None
    end: int
    money: bool


class _Paragraph:
    """One paragraph while its numbers are read; `left` counts down how many more may be."""

    def __init__(self, text: str, span: Span, left: int) -> None:
        self.text, (self.start, self.end) = text, span
        self.tokens = [found.span() for found in _TOKEN.finditer(text, *span)]
        self._starts: list[int] | None = None
        self._titled: bool | None = None
        self.left = left

    def sentence(self, at: int) -> Span:
        """Return the sentence around an offset."""
        if self._starts is None:
            self._starts = [self.start, *sentence_ends(self.text, self.start, self.end)]
        k = bisect_right(self._starts, at) - 1
        return self._starts[k], self._starts[k + 1] if k + 1 < len(self._starts) else self.end

    def seeds(self) -> list[int]:
        """Return the places, among the tokens, of those that a number begins with, or just after."""
        words = [self.text[start:end] for start, end in self.tokens]
        return [k for k, word in enumerate(words) if word.lower() in SEEDS or word[0].isdecimal()]

    @property
    def titled(self) -> bool:
        """Whether most words are capitalised, as in headlines of many papers."""
        if self._titled is None:
            words = [w for start, end in self.tokens[:30] if end - start > 3 and (w := self.text[start:end]).isalpha()]
            self._titled = len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)
        return self._titled

    def read(self, at: int, floor: int) -> _Read | None:
        """Read the number at `at` with its sign and unit."""
        number = number_at(self.text, at, self.end, floor)
        if number is None:
            return None
        sign = sign_before(self.text, number.start, floor)
        of = _OF.match(self.text, number.end, self.end) if number.form == "vague" else None
        unit = unit_after(self.text, of.end() if of else number.end, self.end)
        minus = self.text[number.start - 1 : number.start] if number.start > floor else ""
        apart = self.text[max(floor, number.start - 2) : max(floor, number.start - 1)] in ("", " ", "(", "\u00a0")
        if minus and minus in "-−" and apart and unit and number.form == "digits":
            number = replace(number, start=number.start - 1, value=-number.value)
        if sign:
            return _Read(number, sign[1], sign[0], number.end, True)
        if unit and number.unit is None:
            return _Read(number, number.start, unit[0], unit[1], unit[0].isupper())
        return _Read(number, number.start, number.unit, number.end, False)

    def second(self, first: _Read) -> tuple[_Read, str] | None:
        """Return the number tied to `first` by a dash, "to", "or" or "and", and by which of them."""
        join = _JOIN.match(self.text, first.end, self.end)
        if not join or join.lastgroup is None:
            return None
        at = join.end()
        while at < self.end and at < join.end() + 3 and self.text[at] in "$£€US ":
            at += 1
        if at >= self.end or not self.text[at].isalnum():
            return None
        word = _TOKEN.match(self.text, at, self.end)
        if not word or not (
            self.text[at].isdecimal() or word.group().lower() in SEEDS or word.group().lower() in ("a", "an")
        ):
            return None
        if word.group().lower() in ("a", "an", "half") or first.number.form in ("vague", "fraction"):
            return None
        other = self.read(at, join.end())
        if other is None or other.number.form in ("vague", "fraction"):
            return None
        if (self.text[at].isdecimal()) != (self.text[first.number.start].isdecimal()) and join.lastgroup == "dash":
            return None
        return other, join.lastgroup


def _around(paragraph: _Paragraph, k: int, read: _Read, earlier: set[float], hedged: bool) -> Around:
    """Gather the neighbours of the number whose first token is the k-th."""
    text, sentence = paragraph.text, paragraph.sentence(read.number.start)
    while k and paragraph.tokens[k - 1][1] > read.start:
        k -= 1
    before: list[str] = []
    right, lead = read.start, ""
    while k and len(before) < 4:
        token = paragraph.tokens[k - 1]
        if token[0] < sentence[0]:
            break
        gap = text[token[1] : right]
        if not before:
            lead = gap
        elif gap not in (" ", "\u00a0", "-", ". ", "  "):
            break
        before.append(text[slice(*token)])
        right, k = token[0], k - 1
    return Around(
        text=text,
        number=read.number,
        sentence=sentence,
        before=tuple(before),
        lead=lead,
        money=read.money,
        unit=read.unit,
        unit_end=read.end,
        hedged=hedged,
        titled=paragraph.titled,
        earlier=earlier,
    )


def _range(paragraph: _Paragraph, first: _Read, other: _Read, join: str, word: str) -> str:
    """Say whether two tied numbers are a ``range``, a ``pair`` of figures, ``apart`` or ``none`` at all."""
    low, high = first.number.value, other.number.value
    if join == "and":
        return "range" if word == "between" and low < high else "apart"
    if first.unit and other.unit and first.unit != other.unit:
        return "apart"
    if join == "dash" and first.unit and first.unit == other.unit == "percent":
        return "pair"
    if join == "dash" and first.unit and not first.money:
        return "apart"
    if join == "to" and high == 1:
        return "none"
    text = paragraph.text
    near = text[max(paragraph.start, first.start - _CONTEXT) : first.start] + text[other.end : other.end + 24]
    ranging = bool(_RANGING.search(near[:_CONTEXT]))
    if join == "or":
        if _LISTED.search(text, max(paragraph.start, first.start - 6), first.start):
            return "apart"
        return "range" if low < high <= 10 * max(low, 1) and first.unit in (None, other.unit) else "apart"
    if join == "to":
        if (word == "from" and not ranging) or low >= high:
            return "pair"
        shares = first.unit == other.unit == "percent"
        return "pair" if shares and (_SCORE.search(near) or text[first.start - 1 : first.start] == "(") else "range"
    if low == high or (low, high) in ((24, 7), (9, 11)) or _PHONE.fullmatch(text, first.number.start, other.number.end):
        return "none"
    score = _SCORE.search(near)
    if (
        first.unit is None
        and other.unit is None
        and high == 1
        and not re.search(r"\b(?:vot|rul|decision|panel|w[io]n|lost|beat|scor)", near)
    ):
        return "none"
    if low > high or (score and first.number.form == "digits" and other.unit in (None, "percent")):
        return "pair"
    return "range"


def _scaled(first: _Read, other: _Read, text: str) -> _Read:
    """Give the first of two tied numbers the multiplier and unit that only the second bears: "2-3 million"."""
    number = first.number
    scale = _SCALE.search(text, other.number.start, other.number.end)
    if scale and number.value < min(1000, other.number.value) and not _SCALE.search(text, number.start, number.end):
        scaled = number.value * _FACTOR[scale[1].lower()]
        number = replace(number, value=scaled) if scaled <= other.number.value else number
    return replace(first, number=number, unit=first.unit or other.unit, money=first.money or other.money)


def _figure(paragraph: _Paragraph, read: _Read, high: float | None = None, stop: _Read | None = None) -> Figure:
    """Make a figure of a number, or of a range that ends with `stop`."""
    text, number, last = paragraph.text, read.number, stop or read
    sentence = paragraph.sentence(number.start)
    unit = read.unit or last.unit
    qualifier = qualifier_of(text, read.start, (last.number.end, last.end), sentence[0], unit)
    vague = number.form == "vague"
    if qualifier is None and number.rough:
        qualifier = "approximately"
    of_only = number.form == "fraction" or (unit is not None and text[last.number.end : last.number.end + 1] != "-")
    return Figure(
        start=number.start,
        end=last.number.end,
        low=number.value,
        high=number.value if high is None else high,
        unit=unit,
        counted=counted(text, last.end, sentence[1], of_only, read.money),
        qualifier="at_least" if vague else qualifier,
        vague=vague,
    )


def _in_paragraph(paragraph: _Paragraph, earlier: set[float]) -> Iterator[Figure]:
    """Yield the figures of one paragraph; `earlier` gathers the values of all numbers on the way."""
    text, done = paragraph.text, paragraph.start
    for k in paragraph.seeds():
        at = paragraph.tokens[k][0]
        if at < done:
            continue
        if paragraph.left <= 0:
            return
        paragraph.left -= 1
        read = paragraph.read(at, done)
        if read is None:
            continue
        done = max(read.number.end, done)
        sentence = paragraph.sentence(read.number.start)
        hedge = qualifier_of(text, read.start, (), sentence[0], read.unit)
        tied = paragraph.second(read)
        how = "apart"
        around = _around(paragraph, k, read, earlier, hedge is not None)
        if tied:
            how = _range(paragraph, read, tied[0], tied[1], around.word(0))
            if how != "apart":
                read = _scaled(read, tied[0], text)
                done = tied[0].number.end
                around = replace(
                    around, unit=read.unit, money=read.money, number=read.number, tied=True, unit_end=tied[0].end
                )
        if tied and how == "apart" and tied[1] == "and" and read.unit is None and tied[0].unit in SHARES:
            read = replace(read, unit=tied[0].unit)
        why = excluded(around)
        out = how == "none" or why is not None
        if why in ("age", "date") and tied:
            done = max(done, tied[0].number.end)
        earlier.add(read.number.value)
        if out:
            continue
        if tied and how == "range":
            yield _figure(paragraph, read, tied[0].number.value, tied[0])
        elif tied and how == "pair":
            yield _figure(paragraph, read)
            yield _figure(paragraph, replace(tied[0], unit=tied[0].unit or read.unit))
        else:
            yield _figure(paragraph, read)


def figures(
    text: str,
    paragraphs: Sequence[Span],
    statements: Sequence[Statement],
    dates: Sequence[TimeExpression] = (),
    entities: Sequence[Entity] = (),
) -> list[Figure]:
    """Return the figures in `paragraphs`, spans of `text` in order, each with the id of the statement it rests on.

    `statements` are all of the article's, nested ones too; `dates` and `entities` its times and whom and what it
    names, for when and where a figure holds. The time taken grows with the length of the text; nothing
    is raised, whatever the text.

    >>> [(text[f.start:f.end], f.high, f.qualifier) for text in ["At least 1.2 million people fled in 2019."]
    ...  for f in figures(text, [(0, len(text))], [])]
    [('1.2 million', 1200000.0, 'at_least')]
    """
    earlier: set[float] = set()
    left = MOST
    found: list[tuple[Figure, Span, Span]] = []
    for span in paragraphs:
        if left <= 0:
            break
        paragraph = _Paragraph(text, span, left)
        for figure in _in_paragraph(paragraph, earlier):
            found.append((figure, paragraph.sentence(figure.start), span))
        left = paragraph.left
    contents = Contents(statements)
    owned = attribute(text, found, statements, contents)
    if not dates and not entities:
        return owned
    held = [(figure, sentence, span) for figure, (_, sentence, span) in zip(owned, found, strict=True)]
    return hold(text, held, contents, dates, entities)
