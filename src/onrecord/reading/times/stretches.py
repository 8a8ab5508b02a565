"""What names a longer stretch of the calendar: months, seasons, quarters, years, "last week", "two years ago"."""

from datetime import timedelta
from typing import Final

from onrecord.reading.model import Mod
from onrecord.reading.times.amounts import amount, duration, ordinal, unit
from onrecord.reading.times.anchor import Anchor, Match, Meaning, Meanings
from onrecord.reading.times.lengths import stretch
from onrecord.reading.times.periods import Period, Unit, period
from onrecord.reading.times.words import (
    CODES,
    DECADES,
    MONTHS,
    NUMBERS,
    SEASONS,
)
from onrecord.reading.times.years import nearest_year, pointed_year, year_in

_each: Final = str.split


def of_month(m: Match, anchor: Anchor) -> Meanings:
    """Months, with their year or near the publication: "March", "last October", "late November 1999"."""
    at = m.at("MONTH", "MAY", "MABBR")
    word = m.tokens.words[at]
    alone = m.end - m.first == 1 + (m.tokens.classes[m.end - 1] == CODES["DOT"])
    if alone and not _is_month(m, at):
        return []
    month = MONTHS[word]
    year = year_in(m)
    if year is None and m.has("YEARU"):
        year = pointed_year(m, anchor)
    elif year is None and m.has("SAME", "THAT", "FOLLOWING", "PREVIOUS") and anchor.last and anchor.last.first:
        then = anchor.last.first
        year = then.year + (
            month <= then.month if m.has("FOLLOWING") else -(month >= then.month) if m.has("PREVIOUS") else 0
        )
    elif year is None:
        year = nearest_year(m, anchor, month, None)
    if year is None:
        return [Meaning(m.first, m.end, "DATE", f"XXXX-{month:02}", None, m.stage())]
    return [m.means(Period("month", year * 12 + month - 1))]


def _is_month(m: Match, at: int) -> bool:
    """Whether a lone month's name is the month: "May" and "March" begin sentences, "April" is a woman too."""
    before, code = m.before(), m.tokens.classes[at]
    if code == CODES["MABBR"]:
        return m.end - m.first > 1 and before in _LEADS
    if code == CODES["MAY"]:
        return before in _LEADS
    nearby = m.tokens.raw[m.first - 1] if m.first else ""
    following = m.tokens.raw[m.end] if m.end < len(m.tokens.raw) else ""
    if m.tokens.words[at] in ("march", "april", "june", "august"):
        named = following[:1].isupper() and before not in _STRONG  # "June Sparrow"
        return not named and ((bool(nearby) and not nearby[:1].isupper() and nearby not in '.!?"') or before in _LEADS)
    return not (following[:1].isupper() and nearby[:1].isupper() and before not in _LEADS)


_STRONG: Final = frozenset(_each("in of since until by before after during from last next this late early mid till"))
_LEADS: Final = _STRONG | {"to", "for", "and", "through", "between"}
"""Words that a month or a year follows; the strong ones leave little doubt."""


_SEASONS: Final = ("SP", "SU", "FA", "WI")


def of_season(m: Match, anchor: Anchor) -> Meanings:
    """Seasons: "last summer", "the winter of 1994"; "fall" alone may be a verb or a collapse."""
    season = SEASONS[m.word("SEASON") or ""]
    year = year_in(m) or _spelled_year(m)
    if year is None and m.has("YEARU"):
        year = pointed_year(m, anchor)
    if year is not None:
        return [m.means(Period("season", year * 4 + season))]
    if m.has("THE") and m.pointer() is None and m.word("SEASON") == "fall":
        return []
    if m.end - m.first == 1:  # "in winter": each year's, or one that nothing tells
        season_led = m.before() in ("in", "until", "by") and m.word("SEASON") != "fall"
        return [Meaning(m.first, m.end, "DATE", f"XXXX-{_SEASONS[season]}")] if season_led else []
    now = anchor.now("season")
    if now is None:
        return [m.means(None)]
    here = now.at % 4
    step = m.pointer()
    if step == -1:
        return [m.means(now.shift(-((here - season) % 4 or 4)))]
    if step == 1:
        return [m.means(now.shift((season - here) % 4 or 4))]
    ahead = m.direction() > 0
    return [m.means(now.shift((season - here) % 4) if ahead else now.shift(-((here - season) % 4)))]


def of_quarter(m: Match, anchor: Anchor) -> Meanings:
    """Quarters by their number; without a year the latest that has ended, or the one ahead where verbs say so."""
    number = ordinal(m.tokens, m.first, m.end)
    if number is None:
        return of_some_quarter(m, anchor)
    return [_fiscal(m, m.means(_numbered(m, anchor, number)))] if 1 <= number <= 4 else []


def _numbered(m: Match, anchor: Anchor, number: int) -> Period | None:
    year = year_in(m)
    if year is None and m.has("YEARU") and (m.pointer() is not None or m.has("THE")):
        year = pointed_year(m, anchor)
    if year is not None:
        return Period("quarter", year * 4 + number - 1)
    now = anchor.now("quarter")
    if now is None:
        return None
    gap = (now.at - number + 1) % 4
    if (m.direction() > 0 and gap != 1) or gap == 0:
        return now.shift((4 - gap) % 4)
    return now.shift(-gap)


def of_cue(m: Match, anchor: Anchor) -> Meanings:
    """Read "Q3", "Q3 2024"."""
    number = int(m.word("DAY") or 0)
    return [_fiscal(m, m.means(_numbered(m, anchor, number)))] if 1 <= number <= 4 else []


def of_half(m: Match, anchor: Anchor) -> Meanings:
    """Read "The first half of 1989", "the last half of the year"."""
    year = year_in(m) or pointed_year(m, anchor)
    second = m.has("SECOND", "LAST", "LATE") and ordinal(m.tokens, m.first, m.end) != 1
    return [m.means(Period("half", year * 2 + second) if year else None)]


def of_some_quarter(m: Match, anchor: Anchor) -> Meanings:
    """Quarters without a number: "the quarter", "the latest quarter", "the year-ago quarter", "last quarter"."""
    if m.has("PERIOD", "AGO", "EARLIER"):
        base = anchor.quarter
        return [m.means(base.years(-1) if base else None)._replace(period=None)]
    if m.end - m.first == 1:
        return []
    now = anchor.now("quarter")
    step = m.pointer()
    if m.has("THIS") and step == 0:
        return [m.means(now)]
    if step is not None and not m.has("THAT", "SAME"):
        return [m.means(now.shift(step) if now else None)]
    return [m.means(anchor.quarter or (now.shift(-1) if now else None))]


def of_year_ago(m: Match, anchor: Anchor) -> Meanings:
    """Read "Year-earlier results": a year before the quarter last named, else last year."""
    if anchor.quarter:
        return [m.means(anchor.quarter.years(-1))._replace(period=None)]
    year = anchor.now("year")
    return [m.means(year.shift(-1) if year else None)]


def of_named_period(m: Match, anchor: Anchor) -> Meanings:
    """Read "The 1988 period", "the latest fiscal year", "the latest period"."""
    year = year_in(m)
    if year:
        return [_fiscal(m, m.means(Period("year", year)))]
    if m.has("YEARU"):
        return [_fiscal(m, m.means(anchor.now("year")))]
    return [m.means(anchor.quarter)] if anchor.quarter else []


_UNITS: Final[dict[str, Unit]] = {
    "day": "day", "night": "day", "week": "week", "fortnight": "week", "month": "month", "quarter": "quarter",
    "year": "year", "decade": "decade", "century": "century", "weekend": "weekend",
}  # fmt: skip


def of_ago(m: Match, anchor: Anchor) -> Meanings:
    """So many units before or after the publication ("ago", "from now") or the time last named ("later")."""
    of = unit(m.tokens, m.first, m.end)
    if of is None:
        return []
    count = amount(m.tokens, m.first, m.end - 1)
    mod = m.about()
    ahead = m.has("LATER", "NOW")
    if of in ("minute", "hour", "second"):
        return _clock_shift(m, anchor, of, count, ahead)
    if count is None:
        value = "FUTURE_REF" if ahead else "PAST_REF"
        return [Meaning(m.first, m.end, "DATE", value, None, mod)]
    if of == "fortnight":
        count *= 2
    if of in ("decade", "century"):
        count, of = count * (10 if of == "decade" else 100), "year"
    elif count != int(count) and of == "year":
        count, of = count * 12, "month"
    base: Period | None
    yearly = of == "year" and count == 1
    if m.has("AGO", "NOW"):
        base = anchor.now(_UNITS[of])
        if yearly and anchor.quarter and not m.has("NOW"):
            base = anchor.quarter
    else:
        base = anchor.last
        if yearly and anchor.quarter and not ahead:
            base = anchor.quarter
        elif not ahead and base is None:
            base = anchor.now(_UNITS[of])
    if base is None:
        return [Meaning(m.first, m.end, "DATE", None, None, mod)]
    step = int(count) if ahead else -int(count)
    if of == "year":
        if base.unit not in ("quarter", "month", "half", "year", "season") and base.first:
            base = period("year", base.first)
        return [m.means(base.years(step), mod)._replace(period=None if yearly else base.years(step))]
    if base.unit != _UNITS[of]:
        if base.first is None or _UNITS[of] == "day" or base.unit not in ("day", "week"):
            return [Meaning(m.first, m.end, "DATE", None, None, mod)]
        base = period(_UNITS[of], base.first)
    return [m.means(base.shift(step), mod)]


def _clock_shift(m: Match, anchor: Anchor, of: str, count: float | None, ahead: bool) -> Meanings:
    """Hours and minutes are counted from the publication's own time only; "two hours later" stays a distance."""
    if m.has("AGO", "NOW") and anchor.clock and count is not None:
        step = timedelta(**{of + "s": count if ahead else -count})
        text = (anchor.clock + step).isoformat(timespec="minutes")
        return [Meaning(m.first, m.end, "TIME", text[:16], (text, text), m.about())]
    if m.has("AGO", "NOW"):
        return [Meaning(m.first, m.end, "TIME", None, None, m.about())]
    return [Meaning(m.first, m.end - 1, "DURATION", duration(count, of), None, m.about())]


def of_day_after(m: Match, anchor: Anchor) -> Meanings:
    """Read "The day before.", "the year after,": counted from the time last named."""
    of = m.word("UNIT", "YEARU") or ""
    step = -1 if m.has("BEFORE") else 1
    base = anchor.last
    if of not in _UNITS or base is None or base.unit != _UNITS[of]:
        return [Meaning(m.first, m.end, "DATE", None)]
    return [m.means(base.shift(step))]


def of_decade(m: Match, anchor: Anchor) -> Meanings:
    """Read "The 1990s", "the late '80s", "the nineties"."""
    word = m.word("NINETIES")
    if word:
        number = 1900 + DECADES[word]
    else:
        figure = m.word("YEAR", "OLDYEAR", "DAY", "INT") or ""
        if not figure.isdigit() or int(figure) % 10:
            return []
        number = int(figure)
        if number < 100:
            number += 1900 if number >= 30 else 2000
    return [m.means(Period("decade", number // 10))]


def of_century(m: Match, anchor: Anchor) -> Meanings:
    """Read "The 20th century": TIMEX3 gives its years' first two figures, 19."""
    number = ordinal(m.tokens, m.first, m.end)
    return [m.means(Period("century", number - 1))] if number and number <= 30 else []


def of_weekend(m: Match, anchor: Anchor) -> Meanings:
    """Read "The weekend", "last weekend", "every weekend"."""
    if m.has("EVERY"):
        return [Meaning(m.first, m.end, "SET", "XXXX-WXX-WE")]
    now = anchor.now("weekend")
    if now is None or anchor.today is None:
        return [m.means(None)]
    step = m.pointer()
    late = anchor.today.weekday() >= 5
    if m.has("SAME", "THAT", "FOLLOWING") and anchor.last and anchor.last.first:
        return [m.means(period("weekend", anchor.last.first).shift(step or 0))]
    if step == -1:
        return [m.means(now.shift(-1))]
    if step == 1:
        return [m.means(now.shift(1 if late or not m.has("COMING") else 0))]
    behind = m.direction() <= 0 if step is None else m.direction() < 0
    return [m.means(now.shift(-1) if behind and not late and anchor.today.weekday() < 4 else now)]


def of_pointed_unit(m: Match, anchor: Anchor) -> Meanings:
    """This, last, next, that and the following day, week, month, year…"""
    if m.has("END") and m.has("YEARU") and m.pointer() is None:
        now = anchor.now("year")
        if now is None:
            return [m.means(None)]
        mod: Mod | None = "APPROX" if m.has("APPROX") else None
        last = now.last
        return [m.means(Period("day", last.toordinal()) if last else None, mod)]
    of = unit(m.tokens, m.first, m.end)
    if of in ("minute", "hour"):
        return [Meaning(m.first, m.end, "DATE", "PRESENT_REF")] if m.has("THIS") else []
    if of is None or of not in _UNITS:
        return []
    step = m.pointer() or 0
    if m.has("THAT", "SAME", "FOLLOWING", "PREVIOUS") or (m.has("NEXT") and of == "day"):
        base = anchor.last
        if (
            base is None
            or base.first is None
            or base.unit not in ("day", "week", "month", "quarter", "year", "weekend", "season")
        ):
            return [m.means(None)]
        size = ("day", "weekend", "week", "month", "season", "quarter", "year", "decade", "century")
        if size.index(base.unit) > size.index(_UNITS[of]):
            return [m.means(None)]
        return [m.means(period(_UNITS[of], base.first).shift(step))]
    if m.has("PAST") and of not in ("week", "month", "year"):
        count = 1
        return [
            Meaning(
                m.first,
                m.end,
                "DURATION",
                duration(count, of),
                stretch(anchor.today, of, -1) if anchor.today else None,
            )
        ]
    now_ = anchor.now(_UNITS[of])
    return [m.means(now_.shift(step) if now_ else None)]


def of_the_year(m: Match, anchor: Anchor) -> Meanings:
    """Read "The end of the year", and "the year" where a clause ends: the current one."""
    of = unit(m.tokens, m.first, m.end)
    if of is None or of not in _UNITS or of == "night":
        return []
    if of == "day" and anchor.last and anchor.last.unit == "day":
        return [m.means(anchor.last)]
    return [m.means(anchor.now(_UNITS[of]))]


def _spelled_year(m: Match) -> int | None:
    numbers = [NUMBERS[w] for w in m.tokens.words[m.first : m.end] if w in NUMBERS]
    if m.has("HUNDRED") and numbers:
        return 2000 if numbers == [2] and "thousand" in m.tokens.words[m.first : m.end] else None
    if len(numbers) < 2 or numbers[0] not in (17, 18, 19):
        return None
    return numbers[0] * 100 + sum(numbers[1:])


def of_spelled(m: Match, anchor: Anchor) -> Meanings:
    """Years in words: "nineteen ninety-four", "the year two thousand"."""
    year = _spelled_year(m)
    if m.has("HUNDRED") and not m.has("YEARU"):
        return []
    return [m.means(Period("year", year))] if year else []


def of_years(m: Match, anchor: Anchor) -> Meanings:
    """Read "1994-98": two years. A season or tax year ("1994/95") is also told by its two years."""
    first, last = m.tokens.words[m.first], m.tokens.words[m.end - 1]
    if not last.isdigit() or len(last) not in (2, 4):
        return []
    year = int(last) if len(last) == 4 else int(first) // 100 * 100 + int(last)
    if year <= int(first):
        return []
    return [
        Match(m.tokens, m.first, m.first + 1).means(Period("year", int(first))),
        Match(m.tokens, m.end - 1, m.end).means(Period("year", year)),
    ]


_COUNTED: Final = frozenset(
    _each("percent people points troops miles feet dollars soldiers jobs men women km kilometers meters pounds")
)


def of_bare_year(m: Match, anchor: Anchor) -> Meanings:
    """A year in figures; one that could as well be a count needs a word like "in" before it."""
    year = year_in(m)
    if year is None or m.after() in _COUNTED or m.after() == "%" or m.before() in ("$", "#", "no"):
        return []
    if m.end - m.first == 1:
        led = m.before() in _STRONG or m.before() in ("the", "around", "about", "both", "(", "'s", "s", "year")
        old = m.tokens.classes[m.first] == CODES["OLDYEAR"]
        following = m.after()
        plural = following.endswith("s") and following not in ("'s", "s", "was", "is", "as", "has")
        if (old and m.before() not in ("in", "since", "of", "(")) or (
            not led and (plural or following == "of" or year % 100 == 0 or old)
        ):
            return []
        joined = m.first > 0 and m.tokens.ends[m.first - 1] == m.tokens.starts[m.first]
        prefixed = m.before() == "-" and m.first > 1 and m.tokens.words[m.first - 2] in ("post", "pre")
        if joined and m.before() in (".", ",", ":", "-", "/") and not prefixed:
            return []  # a part of a longer number, not "post-1959"
    return [_fiscal(m, m.means(Period("year", year)))]


def _fiscal(m: Match, meaning: Meaning) -> Meaning:
    """The same without an interval where a fiscal year is meant: when it begins is not told."""
    return meaning._replace(interval=None) if m.has("FISCAL") else meaning
