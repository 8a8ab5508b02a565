"""What a time expression means: a rule's match (`find`) to a TIMEX3 value, seen from the article's publication.

Relative expressions count from the publication ("last week", "two days ago"), or from the last time that the text
named ("the next day", "a year later"). What has no anchor gets no value.
"""

from collections.abc import Callable
from typing import Final

from onrecord.reading.times import days, lengths, stretches
from onrecord.reading.times.anchor import Anchor, Match, Meaning, Meanings
from onrecord.reading.times.find import Found
from onrecord.reading.times.words import CODES, Tokens


def resolve(tokens: Tokens, found: Found, anchor: Anchor) -> Meanings:
    """Return what a match means: mostly one meaning, two for "3-5 June", none for what only looks like a time.

    Never raises for a date that does not exist or lies outside the calendar: its value is None.
    """
    first, classes = found.first, tokens.classes
    if classes[first] == CODES["THE"] and found.end - first > 2 and classes[found.end - 2] == CODES["DASH"]:
        first += 1  # "the 24-hour strike": the article belongs to the strike
    match = Match(tokens, first, found.end)
    try:
        meanings = _HANDLERS[found.rule](match, anchor)
    except (ValueError, OverflowError):
        meanings = [Meaning(match.first, match.end, "DATE", None)]
    for meaning in meanings:
        anchor.take(meaning)
    return meanings


_HANDLERS: Final[dict[str, Callable[[Match, Anchor], Meanings]]] = {
    "iso": days.of_numeric,
    "slashed": days.of_numeric,
    "dotted": days.of_numeric,
    "clock": days.of_clock,
    "days_month": days.of_calendar_day,
    "month_day": days.of_calendar_day,
    "day_month": days.of_calendar_day,
    "week_of": days.of_week_of,
    "month": stretches.of_month,
    "wday_set": days.of_wday_set,
    "wday": days.of_wday,
    "around": days.of_around,
    "near": days.of_near,
    "part": days.of_part_named,
    "season": stretches.of_season,
    "cue": stretches.of_cue,
    "quarter": stretches.of_quarter,
    "half": stretches.of_half,
    "some_quarter": stretches.of_some_quarter,
    "year_ago": stretches.of_year_ago,
    "period": stretches.of_named_period,
    "ago": stretches.of_ago,
    "day_after": stretches.of_day_after,
    "last_n": lengths.of_last_n,
    "recent": lengths.of_recent,
    "decade": stretches.of_decade,
    "century": stretches.of_century,
    "weekend": stretches.of_weekend,
    "unit": stretches.of_pointed_unit,
    "the_year": stretches.of_the_year,
    "spelled": stretches.of_spelled,
    "years": stretches.of_years,
    "year": stretches.of_bare_year,
    "set": lengths.of_repeated,
    "often": lengths.of_often,
    "duration": lengths.of_lasting,
    "one": lengths.of_one,
    "bare": lengths.of_bare,
    "holiday": days.of_holiday,
    "now": lengths.reference("PRESENT_REF"),
    "then": lengths.reference("PAST_REF"),
    "past": lengths.reference("PAST_REF"),
    "future": lengths.reference("FUTURE_REF"),
    "moment": lengths.reference("PRESENT_REF"),
}
