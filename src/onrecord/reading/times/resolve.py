"""What a time expression means: a rule's match (`find`) to a TIMEX3 value, seen from the article's publication.

Relative expressions count from the publication ("last week", "two days ago"), or from the last time that the text
named ("the next day", "a year later"). What has no anchor gets no value.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from onrecord.article.dates import machine
from onrecord.reading.times.amounts import amount, duration, ordinal, unit
from onrecord.reading.times.find import Found
from onrecord.reading.times.model import Mod, TimeType
from onrecord.reading.times.periods import PARTS, Period, Unit, holiday, part_of_day, period, third
from onrecord.reading.times.tense import direction
from onrecord.reading.times.words import (
    CODES,
    DECADES,
    MONTHS,
    NUMBERS,
    OFTEN,
    SEASONS,
    WEEKDAYS,
    Tokens,
)


class Meaning(NamedTuple):
    """What tokens `first` to `end` mean; `period` is the stretch of the calendar that later expressions refer to."""

    first: int
    end: int
    type: TimeType
    value: str | None
    interval: tuple[str, str] | None = None
    mod: Mod | None = None
    period: Period | None = None


class Anchor:
    """From where times are counted: the publication, and what the text named so far."""

    def __init__(self, published: str | None) -> None:
        """Take the publication's time, ISO 8601; None, or one that cannot be read, leaves relative times open."""
        self.today: date | None = None
        self.clock: datetime | None = None
        try:
            moment = datetime.fromisoformat(published) if published else None
        except ValueError:
            moment = None
        if moment:
            self.today = moment.date()
            self.clock = moment if published and "T" in published else None
        self.last: Period | None = None
        self.quarter: Period | None = None

    def take(self, meaning: Meaning) -> None:
        """Keep what later expressions may count from."""
        if meaning.period and meaning.period.value:
            self.last = meaning.period
            if meaning.period.unit == "quarter":
                self.quarter = meaning.period
            elif meaning.period.unit in ("day", "week"):
                self.quarter = None if meaning.period.unit == "week" else self.quarter

    def now(self, of: Unit) -> Period | None:
        """The period of a unit that holds the publication."""
        return period(of, self.today) if self.today else None


class Match(NamedTuple):
    """A rule's match with the tokens it lies in."""

    tokens: Tokens
    first: int
    end: int

    def has(self, *names: str) -> bool:
        """Whether a word of one of the classes is in it."""
        classes = self.tokens.classes[self.first : self.end]
        return any(CODES[name] in classes for name in names)

    def at(self, *names: str) -> int:
        """The place of the first token of one of the classes, counted in the text's tokens; -1 for none."""
        codes = [CODES[name] for name in names]
        return next((at for at in range(self.first, self.end) if self.tokens.classes[at] in codes), -1)

    def word(self, *names: str) -> str | None:
        """The first word of one of the classes, in small letters."""
        at = self.at(*names)
        return self.tokens.words[at] if at >= 0 else None

    def before(self) -> str:
        """The word that stands before the match; empty at the start."""
        return self.tokens.words[self.first - 1] if self.first else ""

    def after(self) -> str:
        """The word that stands after the match; empty at the end."""
        return self.tokens.words[self.end] if self.end < len(self.tokens.words) else ""

    def direction(self) -> int:
        """Whether the verbs around it point ahead (1) or behind (-1)."""
        return direction(self.tokens, self.first, self.end)

    def pointer(self) -> int | None:
        """Where words like "last" (-1), "this" (0) and "next" (1) point; None without one."""
        if self.has("LAST", "PAST", "PREVIOUS"):
            return -1
        if self.has("NEXT", "COMING", "FOLLOWING"):
            return 1
        return 0 if self.has("THIS", "SAME", "THAT") else None

    def stage(self) -> Mod | None:
        """The modifier of "early", "mid-" and "late"; "earlier this month" has none in TIMEX3."""
        if self.has("EARLY", "BEGIN"):
            return "START"
        if self.has("MID", "MIDDLE"):
            return "MID"
        return "END" if self.has("LATE", "END") else None

    def about(self) -> Mod | None:
        """The modifier of "about", "more than" and their like."""
        if self.has("APPROX"):
            return "APPROX"
        less, more = self.has("LESS") or self.has("UP"), self.has("THAN", "OVER", "LEAST")
        if self.has("NO") and self.has("MORE"):
            return "EQUAL_OR_LESS"
        if self.has("AT"):
            return "EQUAL_OR_MORE" if self.has("LEAST") else "EQUAL_OR_LESS"
        if less:
            return "EQUAL_OR_LESS" if self.has("UP") else "LESS_THAN"
        return "MORE_THAN" if more else None

    def means(self, what: Period | None, mod: Mod | None = None) -> Meaning:
        """The meaning of a period as a date; one that is not known has no value."""
        mod = mod or self.stage()
        interval = what.interval if what else None
        if interval and mod in ("START", "MID", "END") and what and what.unit != "day":
            interval = third(interval, mod)
        return Meaning(self.first, self.end, "DATE", what.value if what else None, interval, mod, what)


Meanings = list[Meaning]


def resolve(tokens: Tokens, found: Found, anchor: Anchor) -> Meanings:
    """Return what a match means: mostly one meaning, two for "3-5 June", none for what only looks like a time.

    Never raises for a date that does not exist or lies outside the calendar: its value is None.
    """
    match = Match(tokens, found.first, found.end)
    try:
        meanings = _HANDLERS[found.rule](match, anchor)
    except (ValueError, OverflowError):
        meanings = [Meaning(match.first, match.end, "DATE", None)]
    for meaning in meanings:
        anchor.take(meaning)
    return meanings


def _day(year: int, month: int, day: int) -> Period:
    return Period("day", date(year, month, day).toordinal())


def _pointed_year(m: Match, anchor: Anchor) -> int | None:
    """The year of "last year", "this year", "next year"; None without a publication."""
    step = m.pointer()
    if m.has("THAT", "SAME", "FOLLOWING", "PREVIOUS"):
        if anchor.last is None or anchor.last.first is None:
            return None
        return anchor.last.first.year + (step or 0)
    return anchor.today.year + (step or 0) if anchor.today else None


def _nearest_year(m: Match, anchor: Anchor, month: int, day: int | None) -> int | None:
    """The year of a month or day that names none: the nearest, unless the verbs point elsewhere."""
    today = anchor.today
    if today is None:
        return None
    step = m.pointer()
    here = (today.month, today.day) if day else (today.month,)
    there = (month, day) if day else (month,)
    if step is not None and (step or m.has("LAST", "NEXT")):
        if step < 0:
            return today.year - (there >= here)
        return today.year + (there <= here)
    if step == 0:
        return today.year
    away = (month - today.month + 6) % 12 - 6  # months from now, -6 to 5
    tense = m.direction()
    if tense < 0 and away >= 2:
        away -= 12
    elif tense > 0 and away < -1:
        away += 12
    return today.year + (today.month - 1 + away) // 12


def _year_in(m: Match) -> int | None:
    word = None
    for at in range(m.end - 1, m.first - 1, -1):
        if m.tokens.classes[at] in (CODES["YEAR"], CODES["OLDYEAR"]):
            word = m.tokens.words[at]
            break
    return int(word) if word and word.isdigit() else None


def _dated(m: Match, anchor: Anchor, month: int, day: int) -> tuple[Period | None, str]:
    """The day and its value; without a year and a publication the value is partial (``XXXX-08-07``)."""
    year = _year_in(m)
    if year is None and m.has("YEARU"):
        year = _pointed_year(m, anchor)
    elif year is None:
        year = _nearest_year(m, anchor, month, day)
    if year is None:
        date(2000, month, day)  # raises for a day that does not exist
        return None, f"XXXX-{month:02}-{day:02}"
    there = _day(year, month, day)
    return there, there.value or ""


def _calendar_day(m: Match, anchor: Anchor) -> Meanings:
    """Days with a month: "7 June", "Friday, Aug. 7, 1998", "June 3-5", "3 to 5 June"."""
    classes = m.tokens.classes
    month = MONTHS[m.word("MONTH", "MAY", "MABBR") or ""]
    days = [at for at in range(m.first, m.end) if classes[at] == CODES["DAY"]]
    if not days:
        number = ordinal(m.tokens, m.first, m.end)
        found, value = _dated(m, anchor, month, number or 0)
        return [Meaning(m.first, m.end, "DATE", value, found.interval if found else None, None, found)]
    out: Meanings = []
    name = m.at("MONTH", "MAY", "MABBR")
    for place, at in enumerate(days[:2]):
        first = m.first if place == 0 else at
        end = m.end
        if len(days) > 1 and place == 0:
            end = at + 1 + (classes[at + 1] == CODES["SUFFIX"])
        elif place == 1 and name < days[0]:
            first = at
        found, value = _dated(m, anchor, month, int(m.tokens.words[at]))
        out.append(Meaning(first, end, "DATE", value, found.interval if found else None, m.about(), found))
    return out


def _numeric(m: Match, anchor: Anchor) -> Meanings:
    """Days in figures; 04/06/2024 can be read two ways and gets no value."""
    numbers = [int(n) for at in range(m.first, m.end) for n in m.tokens.words[at].split(".") if n.isdigit()]
    if len(numbers) != 3:
        return []
    if numbers[0] > 31:
        return [m.means(_day(*numbers))]
    first, second, year = numbers
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    if first > 12 or m.has("DECIMAL") or first == second:
        return [m.means(_day(year, second, first))]
    return [m.means(_day(year, first, second) if second > 12 else None)]


def _clock(m: Match, anchor: Anchor) -> Meanings:
    """Times of the clock, with their day: "10 p.m. Wednesday", "noon", "4 a.m. EDT, 6 April"."""
    words, classes = m.tokens.words, m.tokens.classes
    at = m.first + m.has("APPROX")
    hour, minute, told = 0, "", m.has("AMPM", "OCLOCK", "NOON", "MIDNIGHT", "ZONE", "PART")
    tail = at + 1
    if m.has("NOON"):
        hour = 12
    elif m.has("MIDNIGHT"):
        hour = 24
    elif classes[at] == CODES["OLDYEAR"]:
        hour, minute = int(words[at][:2]), words[at][2:]
    elif classes[at] == CODES["DECIMAL"]:
        hour, _, minute = int(words[at].split(".")[0]), "", words[at].split(".")[1]
    else:
        hour = NUMBERS.get(words[at]) or int(words[at])
        if classes[at + 1 : at + 2] == CODES["COLON"]:
            minute, tail = words[at + 2], at + 3
    if (minute and (len(minute) != 2 or int(minute) > 59)) or hour > 24:
        return []
    if not told and m.before() not in ("at", "by", "until", "from", "around", "before", "after", "about", "since"):
        return []
    half = m.word("AMPM") or ""
    part = m.word("PART")
    if (half.startswith("p") or part in ("afternoon", "evening", "night")) and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    day = _clock_day(m, anchor, tail)
    stamp = f"{hour:02}:{minute or '00'}"
    value = f"{day.value}T{stamp}" if day and day.value else f"XXXX-XX-XXT{stamp}"
    interval = None
    if day and day.first:
        moment = datetime.combine(day.first, datetime.min.time()) + timedelta(hours=hour, minutes=int(minute or 0))
        text = moment.isoformat(timespec="minutes")
        zone = m.word("ZONE")
        zoned = machine(f"{text[:10]} {text[11:]} {zone.upper()}") if zone else None
        interval = (zoned or text, zoned or text)
    mod: Mod | None = "APPROX" if m.has("APPROX") else None
    return [Meaning(m.first, m.end, "TIME", value, interval, mod, day)]


def _clock_day(m: Match, anchor: Anchor, tail: int) -> Period | None:
    rest = Match(m.tokens, tail, m.end)
    if rest.has("MONTH", "MAY", "MABBR"):
        days = [at for at in range(tail, m.end) if m.tokens.classes[at] == CODES["DAY"]]
        if not days:
            return None
        return _dated(rest, anchor, MONTHS[rest.word("MONTH", "MAY", "MABBR") or ""], int(m.tokens.words[days[-1]]))[0]
    if rest.has("WDAY", "WDABBR"):
        return _weekday(Match(m.tokens, m.first, m.end), anchor, WEEKDAYS[rest.word("WDAY", "WDABBR") or ""], None)
    if rest.has("TODAY", "TOMORROW", "YESTERDAY"):
        now = anchor.now("day")
        return now.shift(1 if rest.has("TOMORROW") else -1 if rest.has("YESTERDAY") else 0) if now else None
    if anchor.last and anchor.last.unit == "day":
        return anchor.last
    return anchor.now("day")


def _weekday(m: Match, anchor: Anchor, weekday: int, step: int | None) -> Period | None:
    """The day of a weekday's name: the last one up to the publication, or the next where verbs point ahead."""
    today = anchor.today
    if today is None:
        return None
    back = (today.weekday() - weekday) % 7
    now = Period("day", today.toordinal())
    if (
        m.has("PREVIOUS", "FOLLOWING", "SAME", "THAT")
        and anchor.last
        and anchor.last.unit == "day"
        and anchor.last.first
    ):
        gap = (weekday - anchor.last.first.weekday()) % 7
        if m.has("FOLLOWING"):
            return anchor.last.shift(gap or 7)
        if m.has("PREVIOUS"):
            return anchor.last.shift(-((7 - gap) % 7 or 7))
        return anchor.last.shift(gap if gap <= 3 else gap - 7)
    if step == -1:
        return now.shift(-(back or 7))
    if step == 1:
        return now.shift((7 - back) % 7 or 7)
    tense = m.direction()
    if step == 0:  # "this Friday": the one of this week
        return now.shift(-back) if tense < 0 else now.shift((7 - back) % 7)
    return now.shift((7 - back) % 7) if tense > 0 else now.shift(-back)


def _with_part(m: Match, day: Period | None, type_: TimeType = "TIME") -> Meaning:
    """A day, or the part of it that the match names."""
    word = m.word("PART")
    if word is None or day is None or day.value is None or day.first is None:
        return m.means(day)
    part = PARTS[word]
    return Meaning(m.first, m.end, type_, f"{day.value}T{part}", part_of_day(day.first, part), m.stage(), day)


def _wday(m: Match, anchor: Anchor) -> Meanings:
    weekday = WEEKDAYS[m.word("WDAY", "WDABBR") or ""]
    if m.has("UNIT"):
        week = anchor.now("week")
        week = week.shift(m.pointer() or 0) if week else None
        return [m.means(Period("day", week.first.toordinal() + weekday) if week and week.first else None)]
    day = _weekday(m, anchor, weekday, m.pointer())
    if day is None and anchor.today is None:
        return [Meaning(m.first, m.end, "DATE", f"XXXX-WXX-{weekday + 1}")]
    return [_with_part(m, day)]


def _wday_set(m: Match, anchor: Anchor) -> Meanings:
    word = m.word("WDAY", "WDAYS", "WDABBR") or ""
    part = m.word("PART")
    value = f"XXXX-WXX-{WEEKDAYS[word.removesuffix('s') if word not in WEEKDAYS else word] + 1}"
    return [Meaning(m.first, m.end, "SET", value + (f"T{PARTS[part]}" if part else ""))]


def _near(m: Match, anchor: Anchor) -> Meanings:
    """Yesterday, today, tomorrow, tonight, "this morning", "last night"."""
    now = anchor.now("day")
    if now is None:
        return [m.means(None)]
    step = -1 if m.has("YESTERDAY", "LAST") else 1 if m.has("TOMORROW") else 0
    day = now.shift(step)
    if m.has("TONIGHT") and day.first:
        return [Meaning(m.first, m.end, "TIME", f"{day.value}TNI", part_of_day(day.first, "NI"), None, day)]
    return [_with_part(m, day)]


def _around(m: Match, anchor: Anchor) -> Meanings:
    now = anchor.now("day")
    if m.word("UNIT") != "day":
        return []
    return [m.means(now.shift(-2 if m.has("BEFORE") else 2) if now else None)]


def _part(m: Match, anchor: Anchor) -> Meanings:
    """Parts of a day that was named before: "the next morning", "in the afternoon"."""
    day = anchor.last if anchor.last and anchor.last.unit == "day" else None
    if m.has("OVERNIGHT"):
        now = anchor.now("day")
        day = day or now
        if day is None or day.first is None:
            return [Meaning(m.first, m.end, "TIME", None)]
        return [Meaning(m.first, m.end, "TIME", f"{day.value}TNI", part_of_day(day.first, "NI"), None, day)]
    step = m.pointer() or 0
    if step == 0 and day is None:
        day = anchor.now("day")
    if day is None:
        return [Meaning(m.first, m.end, "TIME", None)]
    inner = Match(m.tokens, m.first + (2 if m.has("IN") else 0), m.end)
    if m.has("IN"):
        inner = Match(m.tokens, m.first + 1, m.end)
    return [_with_part(inner, day.shift(step))]


def _month(m: Match, anchor: Anchor) -> Meanings:
    at = m.at("MONTH", "MAY", "MABBR")
    word = m.tokens.words[at]
    alone = m.end - m.first == 1 + (m.tokens.classes[m.end - 1] == CODES["DOT"])
    if alone and not _is_month(m, at):
        return []
    month = MONTHS[word]
    year = _year_in(m)
    if year is None and m.has("YEARU"):
        year = _pointed_year(m, anchor)
    elif year is None and m.has("SAME", "THAT", "FOLLOWING", "PREVIOUS") and anchor.last and anchor.last.first:
        then = anchor.last.first
        year = then.year + (
            month <= then.month if m.has("FOLLOWING") else -(month >= then.month) if m.has("PREVIOUS") else 0
        )
    elif year is None:
        year = _nearest_year(m, anchor, month, None)
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
        return (bool(nearby) and not nearby[:1].isupper() and nearby not in '.!?"') or before in _LEADS
    return not (following[:1].isupper() and nearby[:1].isupper() and before not in _LEADS)


_LEADS: Final = frozenset(
    [
        "in",
        "of",
        "since",
        "until",
        "by",
        "before",
        "after",
        "during",
        "from",
        "to",
        "for",
        "and",
        "through",
        "between",
        "last",
        "next",
        "this",
        "late",
        "early",
        "mid",
        "till",
    ]
)


def _week_of(m: Match, anchor: Anchor) -> Meanings:
    if m.word("UNIT") != "week":
        return []
    day = next(int(m.tokens.words[at]) for at in range(m.first, m.end) if m.tokens.classes[at] == CODES["DAY"])
    found, _ = _dated(m, anchor, MONTHS[m.word("MONTH", "MAY", "MABBR") or ""], day)
    return [m.means(period("week", found.first) if found and found.first else None)]


def _season(m: Match, anchor: Anchor) -> Meanings:
    season = SEASONS[m.word("SEASON") or ""]
    year = _year_in(m) or _spelled_year(m)
    if year is None and m.has("YEARU"):
        year = _pointed_year(m, anchor)
    if year is not None:
        return [m.means(Period("season", year * 4 + season))]
    if m.has("THE") and m.pointer() is None and m.word("SEASON") == "fall":
        return []
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


def _quarter(m: Match, anchor: Anchor) -> Meanings:
    """Quarters by their number; without a year the latest that has ended, or the one ahead where verbs say so."""
    number = ordinal(m.tokens, m.first, m.end)
    if number is None:
        return _some_quarter(m, anchor)
    return [m.means(_numbered(m, anchor, number))] if 1 <= number <= 4 else []


def _numbered(m: Match, anchor: Anchor, number: int) -> Period | None:
    year = _year_in(m)
    if year is None and m.has("YEARU") and (m.pointer() is not None or m.has("THE")):
        year = _pointed_year(m, anchor)
    if year is not None:
        return Period("quarter", year * 4 + number - 1)
    now = anchor.now("quarter")
    if now is None:
        return None
    gap = (now.at - number + 1) % 4
    if m.direction() > 0 or gap == 0:
        return now.shift((4 - gap) % 4)
    return now.shift(-gap)


def _cue(m: Match, anchor: Anchor) -> Meanings:
    number = int(m.word("DAY") or 0)
    return [m.means(_numbered(m, anchor, number))] if 1 <= number <= 4 else []


def _half(m: Match, anchor: Anchor) -> Meanings:
    year = _year_in(m) or _pointed_year(m, anchor)
    second = m.has("SECOND", "LAST", "LATE") and ordinal(m.tokens, m.first, m.end) != 1
    return [m.means(Period("half", year * 2 + second) if year else None)]


def _some_quarter(m: Match, anchor: Anchor) -> Meanings:
    """Quarters without a number: "the quarter", "the latest quarter", "the year-ago quarter", "last quarter"."""
    if m.has("PERIOD", "AGO", "EARLIER"):
        base = anchor.quarter
        return [m.means(base.years(-1) if base else None)]
    if m.end - m.first == 1:
        return []
    now = anchor.now("quarter")
    step = m.pointer()
    if m.has("THIS") and step == 0:
        return [m.means(now)]
    if step is not None and not m.has("THAT", "SAME"):
        return [m.means(now.shift(step) if now else None)]
    return [m.means(anchor.quarter or (now.shift(-1) if now else None))]


def _year_ago(m: Match, anchor: Anchor) -> Meanings:
    if anchor.quarter:
        return [m.means(anchor.quarter.years(-1))]
    year = anchor.now("year")
    return [m.means(year.shift(-1) if year else None)]


def _named_period(m: Match, anchor: Anchor) -> Meanings:
    year = _year_in(m)
    if year:
        return [m.means(Period("year", year))]
    if m.has("YEARU"):
        now = anchor.now("year")
        return [m.means(now)]
    return [m.means(anchor.quarter)] if anchor.quarter else []


_UNITS: Final[dict[str, Unit]] = {
    "day": "day", "night": "day", "week": "week", "fortnight": "week", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade", "century": "century", "weekend": "weekend",
}  # fmt: skip


def _ago(m: Match, anchor: Anchor) -> Meanings:
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
        return [m.means(base.years(step), mod)]
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


def _day_after(m: Match, anchor: Anchor) -> Meanings:
    of = m.word("UNIT", "YEARU") or ""
    step = -1 if m.has("BEFORE") else 1
    base = anchor.last
    if of not in _UNITS or base is None or base.unit != _UNITS[of]:
        return [Meaning(m.first, m.end, "DATE", None)]
    return [m.means(base.shift(step))]


def _last_n(m: Match, anchor: Anchor) -> Meanings:
    """ "The past two months": a duration, and the stretch that ends, or begins, with the publication."""
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
        interval = _stretch(anchor.today, of, step * count)
    return [Meaning(m.first, end, "DURATION", duration(count, of), interval)]


def _stretch(today: date, of: str, count: float) -> tuple[str, str] | None:
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


def _recent(m: Match, anchor: Anchor) -> Meanings:
    of = unit(m.tokens, m.first, m.end)
    if of is None:
        return []
    if m.has("YEARU"):
        return []
    return [Meaning(m.first, m.end, "DURATION", duration(None, of))]


def _decade(m: Match, anchor: Anchor) -> Meanings:
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


def _century(m: Match, anchor: Anchor) -> Meanings:
    number = ordinal(m.tokens, m.first, m.end)
    return [m.means(Period("century", number - 1))] if number and number <= 30 else []


def _weekend(m: Match, anchor: Anchor) -> Meanings:
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


def _unit(m: Match, anchor: Anchor) -> Meanings:
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
                _stretch(anchor.today, of, -1) if anchor.today else None,
            )
        ]
    now_ = anchor.now(_UNITS[of])
    return [m.means(now_.shift(step) if now_ else None)]


def _the_year(m: Match, anchor: Anchor) -> Meanings:
    """ "The end of the year", and "the year" where a clause ends: the current one."""
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


def _spelled(m: Match, anchor: Anchor) -> Meanings:
    year = _spelled_year(m)
    if m.has("HUNDRED") and not m.has("YEARU"):
        return []
    return [m.means(Period("year", year))] if year else []


def _years(m: Match, anchor: Anchor) -> Meanings:
    """ "1994-98": two years. A season or tax year ("1994/95") is also told by its two years."""
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
    [
        "percent",
        "people",
        "points",
        "troops",
        "miles",
        "feet",
        "dollars",
        "soldiers",
        "jobs",
        "men",
        "women",
        "km",
        "kilometers",
        "meters",
        "pounds",
    ]
)


def _year(m: Match, anchor: Anchor) -> Meanings:
    """A year in figures; one that could as well be a count needs a word like "in" before it."""
    year = _year_in(m)
    if year is None or m.after() in _COUNTED or m.after() == "%" or m.before() in ("$", "#", "no"):
        return []
    if m.end - m.first == 1:
        led = m.before() in _LEADS or m.before() in ("the", "around", "about", "both", "(", "'s", "s", "year")
        old = m.tokens.classes[m.first] == CODES["OLDYEAR"]
        following = m.after()
        plural = following.endswith("s") and following not in ("'s", "s", "was", "is", "as", "has")
        if (old and m.before() not in ("in", "since", "of", "(")) or (not led and (plural or year % 100 == 0 or old)):
            return []
        if m.before() in (".", ",", ":", "-", "/") and m.tokens.ends[m.first - 1] == m.tokens.starts[m.first]:
            if m.before() != "-" or m.first < 2 or m.tokens.words[m.first - 2] not in ("post", "pre"):
                return []
    return [m.means(Period("year", year))]


def _set(m: Match, anchor: Anchor) -> Meanings:
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


def _often(m: Match, anchor: Anchor) -> Meanings:
    return [Meaning(m.first, m.end, "SET", OFTEN[m.tokens.words[m.first]])]


def _duration(m: Match, anchor: Anchor) -> Meanings:
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


def _one(m: Match, anchor: Anchor) -> Meanings:
    """ "A week": a duration; "$3 a week", "twice a day": how often."""
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
_SPANNED: Final = frozenset(
    ["in", "for", "within", "over", "after", "than", "about", "just", "only", "of", "during", "lasted", "took"]
)
_BARE: Final = frozenset(
    [
        "for",
        "in",
        "within",
        "over",
        "of",
        "after",
        "took",
        "many",
        "spent",
        "the",
        "past",
        "recent",
        "coming",
        "few",
        "early",
    ]
)


def _bare(m: Match, anchor: Anchor) -> Meanings:
    """ "For weeks", "decades-long"; a bare plural is no time without such a word before it."""
    of = unit(m.tokens, m.first, m.end)
    if of is None:
        return []
    if m.has("UNIT"):
        return [Meaning(m.first, m.end, "DURATION", duration(1, of))]
    if not m.has("LONG") and m.before() not in _BARE:
        return []
    return [Meaning(m.first, m.end, "DURATION", duration(None, of))]


def _holiday(m: Match, anchor: Anchor) -> Meanings:
    name = m.word("HOLIDAY") or ""
    year = _year_in(m)
    if year is None and m.has("YEARU"):
        year = _pointed_year(m, anchor)
    today = anchor.today
    if year is None and today is not None:
        this = holiday(name, today.year)
        step = m.pointer()
        if this and step == -1:
            year = today.year - (this >= today)
        elif this and step == 1:
            year = today.year + (this <= today)
        elif this:
            tense = m.direction()
            candidates = [d for y in (-1, 0, 1) if (d := holiday(name, today.year + y))]
            ahead = [d for d in candidates if d >= today]
            behind = [d for d in candidates if d <= today]
            wanted = ahead if tense > 0 and ahead else behind if tense < 0 and behind else candidates
            year = min(wanted, key=lambda d: abs((d - today).days)).year
    day = holiday(name, year) if year is not None else None
    if m.has("WEEKEND") and day:
        return [m.means(period("weekend", day))]
    return [_with_part(m, Period("day", day.toordinal()) if day else None)]


def _reference(value: str) -> "Callable[[Match, Anchor], Meanings]":
    def meaning(m: Match, anchor: Anchor) -> Meanings:
        if m.has("RECENT") and m.before() not in ("the", "a", "his", "her", "their", "its", "most", "to"):
            return []
        return [Meaning(m.first, m.end, "DATE", value)]

    return meaning


_HANDLERS: Final[dict[str, Callable[[Match, Anchor], Meanings]]] = {
    "iso": _numeric, "slashed": _numeric, "dotted": _numeric, "clock": _clock, "days_month": _calendar_day,
    "month_day": _calendar_day, "day_month": _calendar_day, "week_of": _week_of, "month": _month,
    "wday_set": _wday_set, "wday": _wday, "around": _around, "near": _near, "part": _part, "season": _season,
    "cue": _cue, "quarter": _quarter, "half": _half, "some_quarter": _some_quarter, "year_ago": _year_ago,
    "period": _named_period, "ago": _ago, "day_after": _day_after, "last_n": _last_n, "recent": _recent,
    "decade": _decade, "century": _century, "weekend": _weekend, "unit": _unit, "the_year": _the_year,
    "spelled": _spelled, "years": _years, "year": _year, "set": _set, "often": _often, "duration": _duration,
    "one": _one, "bare": _bare, "holiday": _holiday, "now": _reference("PRESENT_REF"), "then": _reference("PAST_REF"),
    "past": _reference("PAST_REF"), "future": _reference("FUTURE_REF"), "moment": _reference("PRESENT_REF"),
}  # fmt: skip
