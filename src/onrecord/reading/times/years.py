"""The year of a day or month that names none, or names it as "last year"."""

from onrecord.reading.times.anchor import Anchor, Match
from onrecord.reading.times.tense import just_behind
from onrecord.reading.times.words import CODES


def pointed_year(m: Match, anchor: Anchor) -> int | None:
    """The year of "last year", "this year", "next year"; None without a publication."""
    step = m.pointer()
    if m.has("THAT", "SAME", "FOLLOWING", "PREVIOUS"):
        if anchor.last is None or anchor.last.first is None:
            return None
        return anchor.last.first.year + (step or 0)
    return anchor.today.year + (step or 0) if anchor.today else None


def nearest_year(m: Match, anchor: Anchor, month: int, day: int | None) -> int | None:
    """The year of a month or day that names none: the nearest, unless the verbs point elsewhere.

    None where verbs in the past stand by a day months ahead, too far off to be sure that they speak of it.
    """
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
    if tense < 0 and away >= (4 if day else 3):
        away -= 12
    elif tense < 0 and day and away >= 2:  # "the truce that held until October 7", read in August
        if not (just_behind(m.tokens, m.first) or m.before() in ("since", "before", "after")):
            return None
        away -= 12
    elif tense > 0 and away < -1:
        away += 12
    return today.year + (today.month - 1 + away) // 12


def year_in(m: Match) -> int | None:
    """Return the last year written in figures in a match; None for none."""
    word = None
    for at in range(m.end - 1, m.first - 1, -1):
        if m.tokens.classes[at] in (CODES["YEAR"], CODES["OLDYEAR"]):
            word = m.tokens.words[at]
            break
    return int(word) if word and word.isdigit() else None
