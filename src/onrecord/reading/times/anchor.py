"""From where times are counted, what a rule matched, and what it means."""

from datetime import date, datetime
from typing import NamedTuple

from onrecord.reading.model import Mod, TimeType
from onrecord.reading.times.periods import Period, Unit, period, third
from onrecord.reading.times.tense import direction
from onrecord.reading.times.words import (
    CODES,
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
        self.years: dict[tuple[int, int], int] = {}
        """The years of days that the text named in full, by month and day."""

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
