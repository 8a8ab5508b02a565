"""How long and how often: "the past two months", "a 16-hour flight", "every day"; and "now" and "recently"."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from onrecord.reading.model import TimeType
from onrecord.reading.times.amounts import amount, duration, ordinal, unit
from onrecord.reading.times.anchor import Anchor, Match, Meaning, Meanings
from onrecord.reading.times.periods import PARTS, Period, period
from onrecord.reading.times.words import (
    CODES,
    OFTEN,
    OTHER,
)

_each: Final = str.split


def of_last_n(m: Match, anchor: Anchor) -> Meanings:
    """Read "The past two months": a duration, and the stretch that ends, or begins, with the publication."""
    of = unit(m.tokens, m.first, m.end)
    if of is None:
        return []
    start = m.first + m.has("THE") + 1
    if m.has("SUFFIX"):
        start += 1
    units = m.at("UNIT", "UNITS", "YEARU", "DECADE", "CENTURY", "QUARTER", "QUARTERS")
    count = amount(m.tokens, start, units)
    step = m.pointer()
    end = units + 1
    interval = None
    if (
        step
        and count
        and anchor.today
        and not m.has("PREVIOUS", "FOLLOWING")
        and of not in ("hour", "minute", "second")
    ):
        interval = stretch(anchor.today, of, step * count)
    return [Meaning(m.first, end, "DURATION", duration(count, of), interval)]


def stretch(today: date, of: str, count: float) -> tuple[str, str] | None:
    """The days from today so many units back (a negative `count`) or ahead."""
    days = {"day": 1, "night": 1, "week": 7, "fortnight": 14}.get(of)
    if days:
        other = Period("day", today.toordinal() + int(count * days)).first
    else:
        months = int(count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(of, 0))
        month = Period("month", period("month", today).at + months)
        first, last = month.first, month.last
        other = min(first.replace(day=1) + timedelta(days=today.day - 1), last) if first and last else None
    if other is None:
        return None
    first, last = sorted((today, other))
    return first.isoformat(), last.isoformat()


def of_recent(m: Match, anchor: Anchor) -> Meanings:
    """Read "Recent weeks", "the coming months": durations whose count is not told."""
    of = unit(m.tokens, m.first, m.end)
    if of is None:
        return []
    if m.has("YEARU"):
        return []
    return [Meaning(m.first, m.end, "DURATION", duration(None, of))]


def of_repeated(m: Match, anchor: Anchor) -> Meanings:
    """Read "Every two weeks", "each year", "once a month"."""
    of = unit(m.tokens, m.first, m.end)
    part = m.word("PART")
    if of is None:
        value = f"XXXX-XX-XXT{PARTS[part]}" if part else None
        return [Meaning(m.first, m.end, "SET", value)] if part else []
    start = m.first + (2 if m.has("ONCE") and m.has("EVERY") else 1)
    count = amount(m.tokens, start, m.at("UNIT", "UNITS", "YEARU", "DECADE", "CENTURY", "QUARTER"))
    if m.has("OTHER"):
        count = 2
    elif ordinal(m.tokens, start, m.end):
        count = ordinal(m.tokens, start, m.end)
    return [Meaning(m.first, m.end, "SET", duration(count or 1, of))]


def of_often(m: Match, anchor: Anchor) -> Meanings:
    """Read "Daily", "annually"."""
    word = m.tokens.words[m.first]
    if m.tokens.raw[m.first][0].isupper() and m.end < len(m.tokens.raw) and m.tokens.raw[m.end][0].isupper():
        return []  # a newspaper's name
    if word in ("annual", "quarterly") and m.tokens.classes[m.end : m.end + 1] == OTHER and m.after().isalpha():
        return []  # "the annual meeting", "its quarterly dividend" tell no time
    return [Meaning(m.first, m.end, "SET", OFTEN[word])]


def of_lasting(m: Match, anchor: Anchor) -> Meanings:
    """Read "Three days", "a 16-hour flight", "more than two years"."""
    of = unit(m.tokens, m.first, m.end)
    if of is None or m.before() in ("$", "€", "£"):
        return []
    units = m.at("UNIT", "UNITS", "YEARU", "DECADE", "CENTURY")
    figures = [
        at for at in range(m.first, units) if m.tokens.classes[at] not in (CODES["THE"], CODES["LESS"], CODES["THAN"])
    ]
    skip = m.first
    while skip < units and m.tokens.classes[skip] in "".join(
        CODES[name]
        for name in ("THE", "NO", "MORE", "LESS", "THAN", "AT", "LEAST", "MOST", "UP", "TO", "OVER", "APPROX")
    ):
        skip += 1
    count = amount(m.tokens, skip, units) if figures else None
    if m.has("HALF") and m.tokens.classes[units + 1 : units + 2] == CODES["AND"] and count is not None:
        count += 0.5
    if m.tokens.words[skip] == "half":
        count = 0.5
    return [Meaning(m.first, m.end, "DURATION", duration(count, of), None, m.about())]


def of_one(m: Match, anchor: Anchor) -> Meanings:
    """Read "A week": a duration; "$3 a week", "twice a day": how often."""
    of = unit(m.tokens, m.first, m.end)
    if of is None or of == "night":
        return []
    before = m.first - 1
    code = m.tokens.classes[before] if before >= 0 else ""
    rate = not m.has("APPROX", "OVER", "THAN", "MORE", "ENTIRE") and (
        code in _RATED
        or m.before() in ("times", "%", "percent", "million", "billion", "dollars", "cents", "hours", "people")
    )
    type_: TimeType = "SET" if rate else "DURATION"
    if not rate and of == "day" and not m.about() and m.before() not in _SPANNED:
        return []
    count: float | None = 1
    if m.has("HALF"):
        count = 1.5
    elif m.has("OR") and not m.has("SO"):
        count = None
    return [Meaning(m.first, m.end, type_, duration(count, of), None, m.about())]


_RATED: Final = (
    "".join(
        CODES[name] for name in ("DAY", "INT", "DECIMAL", "YEAR", "OLDYEAR", "HUNDRED", "ONCE", "ONE", "TEN", "TEEN")
    )
    + "\0"
)


_SPANNED: Final = frozenset(_each("in for within over after than about just only of during lasted took"))


_BARE: Final = frozenset(_each("for in within over of after took many spent the past recent coming few early"))


def of_bare(m: Match, anchor: Anchor) -> Meanings:
    """Read "For weeks", "decades-long"; a bare plural is no time without such a word before it."""
    of = unit(m.tokens, m.first, m.end)
    if of is None:
        return []
    if m.has("UNIT"):
        return [Meaning(m.first, m.end, "DURATION", duration(1, of))]
    if not m.has("LONG") and m.before() not in _BARE:
        return []
    return [Meaning(m.first, m.end, "DURATION", duration(None, of))]


def reference(value: str) -> "Callable[[Match, Anchor], Meanings]":
    """Return the handler of words that point at the present, the past or the future as such."""

    def meaning(m: Match, anchor: Anchor) -> Meanings:
        if m.has("RECENT") and m.before() not in ("the", "a", "his", "her", "their", "its", "most", "to"):
            return []
        return [Meaning(m.first, m.end, "DATE", value)]

    return meaning
