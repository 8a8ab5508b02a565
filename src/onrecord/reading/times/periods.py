"""Stretches of the calendar that language counts in, and their TIMEX3 values.

A period is a unit and a running number, so that "three quarters ago" is a subtraction. Weeks are ISO 8601's.
"""

from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]

_PER_YEAR: Final = {"month": 12, "quarter": 4, "half": 2, "season": 4, "year": 1}
_YEARS: Final = {"decade": 10, "century": 100}
_SEASONS: Final = ("SP", "SU", "FA", "WI")
_LAST_YEAR: Final = 9999
PARTS: Final = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
_HOURS: Final = {"MO": ("00:00", "11:59"), "AF": ("12:00", "17:59"), "EV": ("18:00", "23:59")}


class Period(NamedTuple):
    """One day, week, month… of the calendar: its unit and how many of them came before it since year 0 (or 1)."""

    unit: Unit
    at: int

    def shift(self, count: int) -> "Period":
        """Return the period `count` units later (earlier if negative); it may fall outside the calendar."""
        return Period(self.unit, self.at + count)

    def years(self, count: int) -> "Period | None":
        """Return the same period `count` years later; for days, weeks and weekends their nearest likeness.

        >>> Period("quarter", 1989 * 4 + 2).years(-1).value
        '1988-Q3'
        """
        if self.unit in _PER_YEAR:
            return self.shift(count * _PER_YEAR[self.unit])
        first = self.first
        if first is None or self.unit in _YEARS:
            return None
        try:
            return period(self.unit, first.replace(year=first.year + count))
        except ValueError:  # the 29th of February, or a year out of range
            return None

    @property
    def value(self) -> str | None:
        """The TIMEX3 value; None outside the years 1 to 9999.

        >>> [Period("week", (date(1998, 2, 13).toordinal() - 1) // 7).value, Period("decade", 196).value]
        ['1998-W07', '196']
        """
        first = self.first
        if first is None:
            return None
        year, unit = f"{first.year:04}", self.unit
        if unit == "day":
            return first.isoformat()
        if unit in ("week", "weekend"):
            iso = first.isocalendar()
            return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if unit == "weekend" else "")
        if unit == "month":
            return f"{year}-{first.month:02}"
        if unit in _PER_YEAR and unit != "year":
            place = self.at % _PER_YEAR[unit]
            return f"{self.at // _PER_YEAR[unit]:04}-" + (
                _SEASONS[place] if unit == "season" else f"{unit[0].upper()}{place + 1}"
            )
        return year[: {"year": 4, "decade": 3, "century": 2}[unit]]

    @property
    def first(self) -> date | None:
        """The first day; None outside the years 1 to 9999. Seasons are the northern ones, winter begins in December.

        The first day of a decade or century is taken as of its year with a nought, as TIMEX3 does.
        """
        try:
            if self.unit == "day":
                return date.fromordinal(self.at)
            if self.unit == "week":
                return date.fromordinal(self.at * 7 + 1)
            if self.unit == "weekend":
                return date.fromordinal(self.at * 7 + 6)
            if self.unit in _YEARS:
                if self.at < 0:
                    return None
                return date(max(1, self.at * _YEARS[self.unit]), 1, 1)
            per = _PER_YEAR[self.unit]
            month = self.at % per * (12 // per) + (3 if self.unit == "season" else 1)
            return date(self.at // per, month, 1)
        except (ValueError, OverflowError):
            return None

    @property
    def last(self) -> date | None:
        """The last day; None outside the years 1 to 9999."""
        if self.unit == "weekend":
            first = self.first
            try:
                return first + timedelta(days=1) if first else None
            except OverflowError:
                return None
        following = self.shift(1).first
        if self.first is None:
            return None
        if following is None:
            return date.max
        return following - timedelta(days=1)

    @property
    def interval(self) -> tuple[str, str] | None:
        """The first and the last day as ISO 8601 dates.

        >>> Period("month", 2024 * 12 + 1).interval
        ('2024-02-01', '2024-02-29')
        """
        first, last = self.first, self.last
        return (first.isoformat(), last.isoformat()) if first and last else None


def period(unit: Unit, day: date) -> Period:
    """Return the period of a unit in which a day lies.

    >>> period("season", date(2024, 1, 5)).value
    '2023-WI'
    """
    if unit == "day":
        return Period(unit, day.toordinal())
    if unit in ("week", "weekend"):
        return Period(unit, (day.toordinal() - 1) // 7)
    if unit in _YEARS:
        return Period(unit, day.year // _YEARS[unit])
    if unit == "season":
        return Period(unit, (day.year * 12 + day.month - 3) // 3)
    per = _PER_YEAR[unit]
    return Period(unit, day.year * per + (day.month - 1) * per // 12)


def part_of_day(day: date, part: str) -> tuple[str, str]:
    """Return the first and the last minute of a part of a day (``MO``, ``AF``, ``EV``, ``NI``).

    >>> part_of_day(date(2024, 8, 15), "EV")
    ('2024-08-15T18:00', '2024-08-15T23:59')
    """
    if part == "NI":
        end = day + timedelta(days=1) if day < date.max else day
        return f"{day.isoformat()}T20:00", f"{end.isoformat()}T05:59"
    first, last = _HOURS[part]
    return f"{day.isoformat()}T{first}", f"{day.isoformat()}T{last}"


def third(interval: tuple[str, str], which: Literal["START", "MID", "END"]) -> tuple[str, str]:
    """Return the first, middle or last third of an interval of days: what "early", "mid" and "late" are taken for.

    >>> third(("2024-11-01", "2024-11-30"), "END")
    ('2024-11-21', '2024-11-30')
    """
    first, last = (date.fromisoformat(day) for day in interval)
    length = (last - first).days + 1
    one, two = first + timedelta(days=length // 3), first + timedelta(days=length * 2 // 3)
    if which == "START":
        return first.isoformat(), max(first, one - timedelta(days=1)).isoformat()
    if which == "MID":
        return one.isoformat(), max(one, two - timedelta(days=1)).isoformat()
    return two.isoformat(), last.isoformat()


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (the anonymous Gregorian algorithm).

    >>> easter(2000)
    datetime.date(2000, 4, 23)
    """
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` Monday (0), … of a month; the last one for ``nth=-1``."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


_FIXED: Final = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "new year": (1, 1), "new year's": (1, 1),
    "halloween": (10, 31), "independence day": (7, 4), "fourth of july": (7, 4), "veterans day": (11, 11),
    "valentine's day": (2, 14), "st. patrick's day": (3, 17), "st patrick's day": (3, 17), "bastille day": (7, 14),
    "armistice day": (11, 11), "may day": (5, 1), "juneteenth": (6, 19), "inauguration day": (1, 20),
    "international women's day": (3, 8), "anzac day": (4, 25), "canada day": (7, 1),
}  # fmt: skip
_MOVING: Final = {
    "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1),
    "martin luther king day": (1, 0, 3), "presidents day": (2, 0, 3), "presidents' day": (2, 0, 3),
    "columbus day": (10, 0, 2), "mother's day": (5, 6, 2), "father's day": (6, 6, 3),
}  # fmt: skip
_EASTER: Final = {
    "good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1, "palm sunday": -7, "ash wednesday": -46,
    "maundy thursday": -3, "shrove tuesday": -47, "pentecost": 49, "ascension day": 39,
}  # fmt: skip
HOLIDAYS: Final = frozenset([*_FIXED, *_MOVING, *_EASTER, "election day", "black friday"])
"""The names that are known, in small letters. Thanksgiving and other American ones are the United States'."""


def holiday(name: str, year: int) -> date | None:
    """Return the day of a holiday (a name of `HOLIDAYS`) in a year; None for a year out of range.

    >>> holiday("thanksgiving", 1999), holiday("election day", 1998)
    (datetime.date(1999, 11, 25), datetime.date(1998, 11, 3))
    """
    if not 1583 <= year < _LAST_YEAR:
        return None
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _EASTER:
        return easter(year) + timedelta(days=_EASTER[name])
    if name == "election day":
        return _nth(year, 11, 0, 1) + timedelta(days=1)
    if name == "black friday":
        return _nth(year, 11, 3, 4) + timedelta(days=1)
    return _nth(year, *_MOVING[name])
