"""What a time expression is: where it stands, and what it means as a TIMEX3 value."""

from typing import Literal

import msgspec

from onrecord.text.spans import Span

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Mod = Literal["START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS"]


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """A date, time, duration or repetition that a text names.

    `span` is half open, in code points of the text. `value` is TimeML's TIMEX3 value (``2024-08-15``,
    ``2024-W33``, ``2024-08-15TEV``, ``P3D``, ``XXXX-WXX-5``, ``PRESENT_REF``); None where it cannot be told.
    `interval` holds the first and the last day it covers, both included, as ISO 8601 dates, or the first and the
    last minute (``2024-08-15T18:00``, with an offset only where the text names a zone); None for what has no place
    in the calendar, or none that is known. `mod` is TIMEX3's modifier ("early", "more than").
    """

    span: Span
    type: TimeType
    value: str | None
    interval: tuple[str, str] | None = None
    mod: Mod | None = None
