"""Numbers as they are written: digits, words and both, to a span and a value.

Tried before this was written: text2num 3.1 and number-parser 0.3 (August 2026). Both read "twenty-five thousand", but
not "a million", "two dozen", "1.2 million", "half a million", "two-thirds" or "dozens", and neither says where in the
text a number stands; what is left for them is the sum of a run of number words, a dozen lines here.
"""

import re
from dataclasses import dataclass, replace

_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, "b": 10**9, "grand": 10**3}
_GROUPS = {"dozen": 12, "decade": 10, "decades": 10, "century": 100, "centuries": 100}
_MULTIPLIERS = {"hundred": 100, **_SCALES, **_GROUPS}
_VAGUE = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
    "trillions": 10**12,
    "decades": 10,
    "centuries": 100,
}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_PARTS |= {f"{word}s": value for word, value in _PARTS.items() if word != "half"}
_GLYPHS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3}

SEEDS = frozenset({*_SMALL, *_TENS, *_MULTIPLIERS, *_VAGUE, *_PARTS} - {"zero"})
"""Lower-case words with which, or just before which, a number in words begins."""

_DIGITS = re.compile(
    r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?!,?\d)(?:\.\d{1,9})?(?!\d"
    r"|[.,:/]\d)(?:(?P<glyph>\s?[½¼¾⅓⅔])|[ -](?P<n>[1-3])/(?P<d>[2-4])(?![\d/]))?"
)
_OVER = re.compile(r"([1-9])/([2-9]|10)(?![\d/,.]*\d)")
_AFTER = re.compile(
    r"[ \u00a0]?-?(?P<word>hundred|thousand|million|billion|trillion|dozen|grand|decades?|centur(?:y|ies))\b"
    r"|[ \u00a0]?(?P<short>mn|bn|tn)\b|(?P<letter>[kKmMbB])(?![\w'’])",
    re.IGNORECASE,
)
_GAP = re.compile(r"[ \u00a0]|-(?=\w)")
_WORD = re.compile(r"[^\W\d_]{1,12}")
_BEFORE = re.compile(
    r"\b(?:(?P<half>half an?)|(?P<some>(?:several|many|a few|few))|"
    r"(?P<couple>a couple(?: of)?)|(?P<a>an?))[ \u00a0-]$",
    re.IGNORECASE,
)
_OF = re.compile(r"[ \u00a0](?:of|upon|and)[ \u00a0](hundreds|thousands|millions|billions|trillions)\b", re.IGNORECASE)
_SCORES_OF = re.compile(r"[ \u00a0]of[ \u00a0]", re.IGNORECASE)
_HALF = re.compile(r"(?:[ \u00a0]and[ \u00a0]|-and-)a[ \u00a0-](half|quarter|third)\b", re.IGNORECASE)
_IN = re.compile(
    r"[ \u00a0](?:in(?: every)?|out of(?: every)?|of(?: every|(?=[ \u00a0](?:10|ten|100)\b)))[ \u00a0]", re.IGNORECASE
)
_OF_ONE = re.compile(r"[ \u00a0]of[ \u00a0](?:1|one|a)(?=[ \u00a0](?:percent|per cent|percentage))", re.IGNORECASE)
_PART_OF_A = re.compile(r"[ \u00a0]of[ \u00a0]an?[ \u00a0]|[ -](?=centur)", re.IGNORECASE)
_HALF_A = re.compile(r"[ \u00a0-](?:an?[ \u00a0-])?", re.IGNORECASE)
_LONGEST = 16
"""Words in a number: "nine hundred and ninety-nine million nine hundred …" goes no further."""


@dataclass(frozen=True)
class Number:
    """A number as written: where it stands, its value, and how it is put.

    `form` is ``digits``, ``words``, ``vague`` (the value is the base of "dozens", "several hundred") or ``fraction``.
    `unit` is ``year`` where a decade or century is part of the number.
    """

    start: int
    end: int
    value: float
    form: str
    unit: str | None = None
    rough: bool = False


def _unit(word: str) -> str | None:
    return "year" if word.startswith(("decade", "centur")) else "USD" if word == "grand" else None


def _digits(text: str, start: int, end: int) -> Number | None:
    over = _OVER.match(text, start, end)
    if over and int(over[1]) < int(over[2]):
        return Number(start, over.end(), int(over[1]) / int(over[2]), "fraction")
    found = _DIGITS.match(text, start, end)
    if not found:
        return None
    plain = found.end() if found["glyph"] is None and found["n"] is None else found.start("glyph")
    if found["n"] is not None:
        plain = found.start("n") - 1
    value = float(text[start:plain].replace(",", ""))
    if found["glyph"]:
        value += _GLYPHS[found["glyph"].strip()]
    elif found["n"]:
        value += int(found["n"]) / int(found["d"])
    at, unit = found.end(), None
    after = _AFTER.match(text, at, end)
    if after:
        word = (after["word"] or after["short"] or after["letter"]).lower()
        value *= _MULTIPLIERS.get(word) or _SHORT[word]
        at, unit = after.end(), _unit(word)
    return Number(start, at, value, "digits", unit)


def _tokens(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return the words from `start`, lower-cased with their ends, that stand a space or hyphen apart."""
    out: list[tuple[str, int, int]] = []
    at = start
    while len(out) < _LONGEST:
        word = _WORD.match(text, at, end)
        if not word:
            break
        out.append((word.group().lower(), word.start(), word.end()))
        gap = _GAP.match(text, word.end(), end)
        if not gap:
            break
        at = gap.end()
    return out


def _sum(words: list[tuple[str, int, int]], value: float | None = None) -> tuple[float, int] | None:
    """Return the value of the longest run of `words` that is one number, and how many words it has.

    `value` stands for an article before them ("a" hundred). The sum is the usual one: what is below a thousand is
    gathered, then multiplied by the next scale.
    """
    total, group, done = 0.0, value, 0
    scale = float("inf")
    last = "scale" if value is not None else ""
    for k, (word, _, _) in enumerate(words):
        if word in _SMALL and (last in ("", "hundred", "scale", "and") or (last == "tens" and 0 < _SMALL[word] < 10)):
            if last == "scale" and group is not None:
                break
            group, last = (group or 0) + _SMALL[word], "small"
        elif word in _TENS and last in ("", "hundred", "scale", "and"):
            if last == "scale" and group is not None:
                break
            group, last = (group or 0) + _TENS[word], "tens"
        elif word == "hundred" and group is not None and 0 < group < 100:
            group, last = group * 100, "hundred"
        elif word in _SCALES and group is not None and group > 0 and _SCALES[word] < scale:
            scale = _SCALES[word]
            total, group, last = total + group * scale, None, "scale"
        elif word in _GROUPS and (group is not None or total):
            return (total + (group or 0)) * _GROUPS[word], k + 1
        elif word == "and" and (last == "hundred" or (last == "scale" and group is None and scale == 1000)):
            last = "and"
            continue
        else:
            break
        done = k + 1
    return (total + (group or 0), done) if done else None


def _fraction(text: str, words: list[tuple[str, int, int]]) -> Number | None:
    """Read "two-thirds" and "one quarter" at the first of `words`."""
    (first, start, _), (second, _, end) = words[:2]
    upper = _SMALL.get(first, 0)
    part = _PARTS.get(second)
    if part is None or not 0 < upper < part or (upper > 1) != second.endswith("s"):
        return None
    return Number(start, end, upper / part, "fraction")


def _words(text: str, start: int, end: int, floor: int) -> Number | None:
    """Read a number in words whose first number word is at `start`; words before it count from `floor` on."""
    words = _tokens(text, start, end)
    if not words:
        return None
    first = words[0][0]
    before = _BEFORE.search(text, max(floor, start - 16), start)
    if first in _PARTS:
        if first != "half" and not (before and before["a"] and not first.endswith("s")):
            return None
        scaled = (_HALF_A if first == "half" else _PART_OF_A).match(text, words[0][2], end)
        if scaled:
            rest = _tokens(text, scaled.end(), end)
            inner = _sum(rest, 1) if rest and rest[0][0] in _MULTIPLIERS else None
            if inner:
                last = rest[inner[1] - 1]
                at = before.start() if before and before["a"] else start
                return Number(at, last[2], inner[0] / _PARTS[first], "words", _unit(last[0]))
        return Number(
            before.start() if first != "half" and before else start, words[0][2], 1 / _PARTS[first], "fraction"
        )
    if first in _VAGUE and (first not in _GROUPS or not before):
        of = _OF.match(text, words[0][2], end)
        scale = _VAGUE[of[1].lower()] if of and _VAGUE[first] <= 1000 else 1
        stop = of.end() if of and scale > 1 else words[0][2]
        same = of is not None and of[1].lower() == first
        if (first == "tens" and not of) or (first == "scores" and not _SCORES_OF.match(text, words[0][2], end)):
            return None
        return Number(start, stop, float(_VAGUE[first] * (1 if same else scale)), "vague", _unit(first))
    if first in _MULTIPLIERS:
        if not before:
            return None
        opening = 2.0 if before["couple"] else 1.0
        run = _sum(words, opening)
        if not run:
            return None
        value, count = run
        factor = 0.5 if before["half"] else 1
        at, unit = before.start(), _unit(words[count - 1][0])
        if before["some"]:
            return Number(at, words[count - 1][2], value, "vague", unit)
        return Number(at, words[count - 1][2], value * factor, "words", unit, rough=bool(before["couple"]))
    if len(words) > 1:
        fraction = _fraction(text, words)
        if fraction:
            return fraction
    run = _sum(words)
    if not run:
        return None
    value, count = run
    stop, unit = words[count - 1][2], _unit(words[count - 1][0])
    if unit is None:
        half = _HALF.match(text, stop, end)
        if half:
            value, stop = value + 1 / _PARTS[half[1].lower()], half.end()
            after = _AFTER.match(text, stop, end)
            if after and after["word"]:
                value *= _MULTIPLIERS.get(after["word"].lower(), 1000)
                stop, unit = after.end(), _unit(after["word"].lower())
    return Number(start, stop, value, "words", unit)


def number_at(text: str, start: int, end: int, floor: int = 0) -> Number | None:
    """Read the number whose first digit or number word is at `start`, looking no further than `end`.

    An article or half before it ("a dozen", "half a million") belongs to it, from `floor` on. None where no number
    can be read there, or one of more digits than any count of the world has.

    >>> number_at("some 1.2 million people", 5, 23)
    Number(start=5, end=16, value=1200000.0, form='digits', unit=None, rough=False)
    >>> number_at("half a dozen boats", 0, 18).value
    6.0
    """
    number = _digits(text, start, end) if text[start].isdecimal() else _words(text, start, end, floor)
    if number is None:
        return None
    if number.form == "fraction":
        whole_percent = _OF_ONE.match(text, number.end, end)
        return replace(number, end=whole_percent.end()) if whole_percent else number
    share = _IN.match(text, number.end, end)
    if share and number.form in ("digits", "words") and number.value.is_integer() and number.value < 100:
        at = share.end()
        whole = number_at(text, at, min(end, at + 12), at) if at < end and text[at].isalnum() else None
        if whole and whole.form in ("digits", "words") and whole.unit is None and number.value < whole.value <= 1000:
            return Number(number.start, whole.end, number.value / whole.value, "fraction")
    return number
