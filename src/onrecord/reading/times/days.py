"""What names a day or a time of it: dates, weekdays, "yesterday", clock times, holidays."""

from datetime import date, datetime, timedelta

from onrecord.article.dates import machine
from onrecord.reading.model import Mod, TimeType
from onrecord.reading.times.amounts import ordinal
from onrecord.reading.times.anchor import Anchor, Match, Meaning, Meanings
from onrecord.reading.times.periods import PARTS, Period, holiday, part_of_day, period
from onrecord.reading.times.words import (
    CODES,
    MONTHS,
    NUMBERS,
    WEEKDAYS,
)
from onrecord.reading.times.years import nearest_year, pointed_year, year_in


def _day(year: int, month: int, day: int) -> Period:
    return Period("day", date(year, month, day).toordinal())


def _dated(m: Match, anchor: Anchor, month: int, day: int) -> tuple[Period | None, str]:
    """The day and its value; without a year and a publication the value is partial (``XXXX-08-07``)."""
    year = year_in(m)
    if year is None and m.has("YEARU"):
        year = pointed_year(m, anchor)
    elif year is None:
        year = anchor.years.get((month, day)) or nearest_year(m, anchor, month, day)
    elif m.has("YEAR", "OLDYEAR"):
        anchor.years[month, day] = year
    if year is None:
        date(2000, month, day)  # raises for a day that does not exist
        return None, f"XXXX-{month:02}-{day:02}"
    there = _day(year, month, day)
    return there, there.value or ""


def of_calendar_day(m: Match, anchor: Anchor) -> Meanings:
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


def of_numeric(m: Match, anchor: Anchor) -> Meanings:
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


def of_clock(m: Match, anchor: Anchor) -> Meanings:
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


def of_wday(m: Match, anchor: Anchor) -> Meanings:
    """Weekdays: "on Thursday", "next Friday", "Friday night", "Monday of last week"."""
    weekday = WEEKDAYS[m.word("WDAY", "WDABBR") or ""]
    if m.has("UNIT"):
        week = anchor.now("week")
        week = week.shift(m.pointer() or 0) if week else None
        return [m.means(Period("day", week.first.toordinal() + weekday) if week and week.first else None)]
    day = _weekday(m, anchor, weekday, m.pointer())
    if day is None and anchor.today is None:
        return [Meaning(m.first, m.end, "DATE", f"XXXX-WXX-{weekday + 1}")]
    return [_with_part(m, day)]


def of_wday_set(m: Match, anchor: Anchor) -> Meanings:
    """Read "Every Friday", "Mondays"."""
    word = m.word("WDAY", "WDAYS", "WDABBR") or ""
    part = m.word("PART")
    value = f"XXXX-WXX-{WEEKDAYS[word.removesuffix('s') if word not in WEEKDAYS else word] + 1}"
    return [Meaning(m.first, m.end, "SET", value + (f"T{PARTS[part]}" if part else ""))]


def of_near(m: Match, anchor: Anchor) -> Meanings:
    """Yesterday, today, tomorrow, tonight, "this morning", "last night"."""
    now = anchor.now("day")
    if now is None:
        return [m.means(None)]
    step = -1 if m.has("YESTERDAY", "LAST") else 1 if m.has("TOMORROW") else 0
    day = now.shift(step)
    if m.has("TONIGHT") and day.first:
        return [Meaning(m.first, m.end, "TIME", f"{day.value}TNI", part_of_day(day.first, "NI"), None, day)]
    return [_with_part(m, day)]


def of_around(m: Match, anchor: Anchor) -> Meanings:
    """Read "The day before yesterday", "the day after tomorrow"."""
    now = anchor.now("day")
    if m.word("UNIT") != "day":
        return []
    return [m.means(now.shift(-2 if m.has("BEFORE") else 2) if now else None)]


def of_part_named(m: Match, anchor: Anchor) -> Meanings:
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


def of_week_of(m: Match, anchor: Anchor) -> Meanings:
    """Read "The week of March 6"."""
    if m.word("UNIT") != "week":
        return []
    day = next(int(m.tokens.words[at]) for at in range(m.first, m.end) if m.tokens.classes[at] == CODES["DAY"])
    found, _ = _dated(m, anchor, MONTHS[m.word("MONTH", "MAY", "MABBR") or ""], day)
    return [m.means(period("week", found.first) if found and found.first else None)]


def of_holiday(m: Match, anchor: Anchor) -> Meanings:
    """Holidays: of the year named, else the nearest, unless "last" or the verbs point elsewhere."""
    name = m.word("HOLIDAY") or ""
    year = year_in(m)
    if year is None and m.has("YEARU"):
        year = pointed_year(m, anchor)
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
