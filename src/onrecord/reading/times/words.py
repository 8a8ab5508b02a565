"""The words that time expressions are made of, each in one class; a text becomes a string of class letters.

The grammar (`find`) is written over the names of these classes. Only words that stand here can be part of an
expression, so that ordinary prose is passed over fast.
"""

import re
from itertools import count
from typing import Final, NamedTuple

from onrecord.reading.times.periods import HOLIDAYS
from onrecord.text.spans import Span

_each: Final = str.split

MONTHS: Final = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
    "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
    "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
WEEKDAYS: Final = {
    "monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "wednesday": 2, "wed": 2, "thursday": 3, "thurs": 3,
    "thur": 3, "thu": 3, "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
}  # fmt: skip
SEASONS: Final = {"spring": 0, "summer": 1, "autumn": 2, "fall": 2, "winter": 3}
ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        _each("""
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""),
        start=1,
    )
} | {"twenty-first": 21}
_ONES: Final = _each("one two three four five six seven eight nine")
_TEENS: Final = _each("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS: Final = _each("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBERS: Final = (
    {word: number for number, word in enumerate(_ONES, 1)}
    | {word: number for number, word in enumerate(_TEENS, 10)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
)
SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
DECADES: Final = {f"{name[:-1]}ies": 10 * number for number, name in enumerate(_TENS, 2)}
UNITS: Final = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "NI", "week": "W", "fortnight": "W", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "Y", "century": "Y", "millennium": "Y", "weekend": "WE",
}  # fmt: skip
"""Units and their letters in TIMEX3 durations."""
SINGULAR: Final = {
    "seconds": "second", "minutes": "minute", "mins": "minute", "hours": "hour", "hrs": "hour", "days": "day",
    "nights": "night", "weeks": "week", "fortnights": "fortnight", "months": "month", "quarters": "quarter",
    "years": "year", "yrs": "year", "decades": "decade", "centuries": "century", "weekends": "weekend",
}  # fmt: skip
OFTEN: Final = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W", "biweekly": "P2W",
    "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y",
}  # fmt: skip
ZONES: Final = frozenset(
    _each("gmt utc bst cet cest eet est edt et cst cdt ct mst mdt mt pst pdt pt msk jst aest aedt ist")
)

_WORDS: Final = {
    "THE": "the", "AN": "a an", "THIS": "this", "THAT": "that", "LAST": "last", "PAST": "past",
    "PREVIOUS": "previous preceding prior", "NEXT": "next", "COMING": "coming upcoming", "FOLLOWING": "following",
    "SAME": "same", "EVERY": "every each", "OTHER": "other", "LATEST": "latest current corresponding comparable",
    "RECENT": "recent", "FINAL": "final", "ENTIRE": "entire whole full", "EARLY": "early", "MID": "mid", "LATE": "late",
    "LATER": "later", "EARLIER": "earlier", "BEGIN": "beginning start", "MIDDLE": "middle", "END": "end close",
    "OF": "of", "IN": "in", "ON": "on", "AT": "at", "TO": "to", "UP": "up", "FROM": "from", "AND": "and", "OR": "or",
    "SO": "so", "THROUGH": "through until till", "PER": "per", "AGO": "ago", "BEFORE": "before", "AFTER": "after",
    "NOW": "now", "PRESENT": "currently presently nowadays", "LATELY": "recently lately",
    "ONCE": "once twice", "FUTURE": "future", "NEAR": "near foreseeable distant", "TERM": "term",
    "TIME": "time", "MOMENT": "moment", "SHORT": "short",
    "YESTERDAY": "yesterday", "TODAY": "today", "TOMORROW": "tomorrow", "TONIGHT": "tonight", "OVERNIGHT": "overnight",
    "PART": "morning afternoon evening night", "NOON": "noon midday", "MIDNIGHT": "midnight", "OCLOCK": "oclock",
    "UNIT": "minute hour day week fortnight month", "YEARU": "year",
    "UNITS": "minutes mins hours hrs days nights weeks fortnights months years yrs decades seconds centuries",
    "QUARTER": "quarter", "QUARTERS": "quarters", "HALF": "half", "PERIOD": "period",
    "DECADE": "decade", "CENTURY": "century", "WEEKEND": "weekend",
    "FISCAL": "fiscal financial",
    "SECOND": "second", "FEW": "few", "COUPLE": "couple", "SEVERAL": "several many some", "NUMBER": "number",
    "HUNDRED": " ".join(SCALES), "ONE": " ".join(_ONES), "TEEN": " ".join(_TEENS), "TEN": " ".join(_TENS),
    "NINETIES": " ".join(DECADES), "ORDINAL": " ".join(word for word in ORDINALS if word != "second"),
    "SEASON": " ".join(SEASONS), "OFTEN": " ".join(OFTEN), "ZONE": " ".join(ZONES),
    "MORE": "more another additional", "LESS": "less fewer", "THAN": "than", "LEAST": "least", "MOST": "most",
    "NO": "no", "OVER": "over under", "APPROX": "about around nearly almost roughly approximately",
    "LONG": "long", "OLD": "old",
}  # fmt: skip
_CAPITAL: Final = {
    "MONTH": "January February March April June July August September October November December",
    "MAY": "May", "MABBR": "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec",
    "WDAY": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "WDAYS": "Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays",
    "WDABBR": "Mon Tues Tue Wed Thurs Thur Thu Fri Sat Sun",
}  # fmt: skip
"""Words that count only with a capital ("march", "may", "sat" are others)."""
_MARKS: Final = {"COMMA": ",", "DOT": ".", "DASH": "-–—‑", "COLON": ":", "SLASH": "/", "APOS": "'’‘`"}
_MADE: Final = ("DAY", "INT", "DECIMAL", "YEAR", "OLDYEAR", "SUFFIX", "ESS", "AMPM", "CUE", "HOLIDAY")
"""Classes that are not told by the word alone: numbers, "1st", "1990s", "Q3"."""

OTHER: Final = "_"
CODES: Final[dict[str, str]] = {
    name: chr(code) for name, code in zip([*_WORDS, *_CAPITAL, *_MARKS, *_MADE], count(0xA1), strict=False)
}
"""The letter of each class."""
_LOWER: Final = {word: CODES[name] for name, words in _WORDS.items() for word in words.split()}
_UPPER: Final = {
    form: CODES[name] for name, words in _CAPITAL.items() for word in words.split() for form in (word, word.upper())
}
_MARK: Final = {mark: CODES[name] for name, marks in _MARKS.items() for mark in marks}

_TOKEN: Final = re.compile(
    r"[apAP]\.\s?[mM]\b\.?|[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|[oO]['’][cC][lL][oO][cC][kK]\b|[^\W\d_]+|[^\w\s]"
)
_HOLIDAY: Final = re.compile(
    r"(?:"
    + "|".join(re.escape(name).replace("'", "['’]") for name in sorted(HOLIDAYS, key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
_HOLIDAY_HEADS: Final = frozenset(re.match(r"\w+", name)[0] for name in HOLIDAYS)  # type: ignore[index]
_CURRENCY: Final = frozenset("$£€¥#")
_DIGITS: Final = frozenset("0123456789")
_SUFFIXES: Final = frozenset(_each("s st nd rd th"))
_ASK: Final = "?"
"""Stands for the class of a token until what is around it has been asked."""
_CLASS: Final = (
    _MARK
    | _LOWER
    | dict.fromkeys([form.lower() for form in _UPPER if form.lower() not in _LOWER], _ASK)
    | dict.fromkeys([*_SUFFIXES, *ZONES, "q"], _ASK)
    | {f"{half}.{gap}m{dot}": CODES["AMPM"] for half in "ap" for gap in ("", " ", "\u00a0", "\n") for dot in ("", ".")}
    | dict.fromkeys(["am", "pm"], CODES["AMPM"])
    | dict.fromkeys(["o'clock", "o\u2019clock"], CODES["OCLOCK"])
    | dict.fromkeys(_HOLIDAY_HEADS, _ASK)
)
"""The class of each word, or that it has to be asked for."""


class Tokens(NamedTuple):
    """A stretch of text cut into words, numbers and marks: where each stands, how it reads, and their classes.

    `words` are in small letters; `classes` has one letter a token. `raw` are the words as written.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    raw: list[str]
    classes: str


def tokens(text: str, span: Span) -> Tokens:
    """Cut the part of `text` under `span` into tokens; offsets are code points into `text`.

    >>> found = tokens("By Friday, 7 June", (0, 17))
    >>> found.words, found.classes[1] == CODES["WDAY"]
    (['by', 'friday', ',', '7', 'june'], True)
    """
    spans = [found.span() for found in _TOKEN.finditer(text, *span)]
    raws = [text[start:end] for start, end in spans]
    words = [raw.lower() for raw in raws]
    # All digits, and of the marks those that tell nothing, sort before the colon.
    classes = [_CLASS.get(word, OTHER) if word >= ":" else _CLASS.get(word, _ASK) for word in words]
    holidays: list[tuple[int, int]] = []
    at = -1
    for _ in range(classes.count(_ASK)):
        at = classes.index(_ASK, at + 1)
        if holidays and spans[at][0] < holidays[-1][1]:
            continue
        word, raw, start = words[at], raws[at], spans[at][0]
        name = _HOLIDAY.match(text, start, span[1]) if word in _HOLIDAY_HEADS and raw[0].isupper() else None
        if name:
            holidays.append((at, name.end()))
        else:
            classes[at] = _class(raw, word, raws[at - 1] if at and spans[at - 1][1] == start else "")
    for at, end in reversed(holidays):
        over = at + 1
        while over < len(spans) and spans[over][0] < end:
            over += 1
        raw = text[spans[at][0] : end]
        spans[at:over] = [(spans[at][0], end)]
        raws[at:over], words[at:over] = [raw], [raw.lower().replace("\u2019", "'")]
        classes[at:over] = [CODES["HOLIDAY"]]
    return Tokens([start for start, _ in spans], [end for _, end in spans], words, raws, "".join(classes))


def _class(raw: str, word: str, touched: str) -> str:
    """The class of a token that its word alone does not tell; `touched` is the token that touches it in front."""
    if raw[0] in _DIGITS:
        return _number(raw, touched)
    if touched and word in _SUFFIXES and touched[-1] in "0123456789'\u2019":
        return CODES["ESS"] if word == "s" else CODES["SUFFIX"]
    if raw == "Q":
        return CODES["CUE"]
    plain = _LOWER.get(word) or _UPPER.get(raw) or OTHER
    return OTHER if plain == CODES["ZONE"] and not raw.isupper() else plain


def _number(raw: str, before: str) -> str:
    """The class of a number, by its size and by what touches it in front."""
    if before and (before in _CURRENCY or (before[-1].isalpha() and before != "Q")):
        return OTHER
    if len(raw) > 9:
        return OTHER
    if "." in raw:
        return CODES["DECIMAL"]
    if len(raw) == 4 and raw.isdigit():
        year = int(raw)
        return CODES["YEAR"] if 1900 <= year < 2100 else CODES["OLDYEAR"] if 1000 <= year < 2300 else OTHER
    return CODES["DAY"] if len(raw) <= 2 and 1 <= int(raw) <= 31 else CODES["INT"]
