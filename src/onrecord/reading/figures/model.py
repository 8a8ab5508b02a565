"""What a figure is: a number about the world, with what it counts and whose it is."""

from typing import Literal

import msgspec

from onrecord.text.spans import Span

Qualifier = Literal["at_least", "more_than", "at_most", "less_than", "up_to", "approximately"]
"""How the text hedges a number: *at least* 5, *over* 5, *no more than* 5, *under* 5, *as many as* 5, *about* 5."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number that claims something about the world, as the text gives it.

    `start` and `end` are code points of the page's text around the number with its multiplier word ("1.2 million",
    "two dozen"), without sign, unit or qualifier. `low` and `high` are its value, the same unless it is a range;
    fractions stay fractions, "two decades" is 20 with the unit ``year``. `unit` is an ISO 4217 code, ``percent``,
    ``percentage_point``, ``point`` or a unit's singular name ("square_mile"), None for a plain count. `counted` is
    the span of the noun phrase that is counted, where it stands beside the number. A `vague` number ("dozens") has
    its base value and ``at_least``. `as_of` is the ISO 8601 time for which it holds; nothing fills it yet.
    `attributed_to` is the id of the statement it rests on, None for the article itself.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str | None = None
    counted: Span | None = None
    qualifier: Qualifier | None = None
    vague: bool = False
    as_of: str | None = None
    attributed_to: str | None = None

    @property
    def span(self) -> Span:
        """Return where the number stands."""
        return self.start, self.end
