"""What all views at a terminal share: safe words, the width of a line, times as people write them.

Nothing that a page holds reaches the terminal raw: control characters, with which a page could move the
cursor or retitle the window, are shown as pictures of themselves, and marks that turn the direction of text
are left out.
"""

import re
from datetime import date

from rich.console import Console
from rich.text import Text

MEASURE = 100
"""Columns that a line takes at most, however wide the window: longer lines are hard to read."""

NARROW = 60
"""Below this many columns the margins move onto lines of their own."""

_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD) | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_DIRECTIONS = dict.fromkeys([0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SAFE: dict[int, int | None] = _CONTROLS | _DIRECTIONS

_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")
_TITLES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "the", "a", "an")
)
"""What may stand before a name without saying more than the name."""
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_CLOCK = r"[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?"
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_ISO = re.compile(rf"(\d{{4}})(?:-(\d\d)(?:-(\d\d)(?:{_CLOCK})?)?)?")


def shown(text: str) -> str:
    """Return `text` on one line and safe for a terminal.

    >>> shown("two\\nlines,\\tone \\x1b[31mred")
    'two lines, one ␛[31mred'
    """
    return _SPACES.sub(" ", text).translate(_SAFE).strip()


def when(stamp: str) -> str:
    """Return an ISO 8601 time as a person writes it, as precise as it is; what is not ISO 8601 stays as it
    is.

    >>> when("2024-08-16T05:46+01:00"), when("2024-08-16"), when("2024-08")
    ('16 August 2024, 05:46 +01:00', '16 August 2024', 'August 2024')
    """
    found = _ISO.fullmatch(stamp)
    if not found or not 1 <= int(found[2] or 1) <= 12:
        return shown(stamp)
    year, month, day, clock, zone = found.groups()
    out = " ".join(part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part)
    if clock:
        out += f", {clock}"
    if zone:
        out += " UTC" if zone == "Z" else f" {zone}"
    return out


def timex(value: str | None) -> str:
    """Return a TIMEX3 value that has a place in the calendar as a person writes it; empty for any other.

    >>> timex("2031-03-07TEV"), timex("2031-W10"), timex("2031-W10-WE"), timex("P3D")
    ('7 March 2031, evening', 'week of 3 March 2031', 'weekend of 8 March 2031', '')
    """
    if value is None:
        return ""
    if found := _WEEK.fullmatch(value):
        try:
            first = date.fromisocalendar(int(found[1]), int(found[2]), 6 if found[3] else 1)
        except ValueError:
            return ""
        return f"{'weekend' if found[3] else 'week'} of {when(first.isoformat())}"
    day, part = (value[:-3], value[-2:]) if value[-3:-2] == "T" else (value, "")
    if not _ISO.fullmatch(day) or (part and part not in _PARTS):
        return ""
    return when(day) + (f", {_PARTS[part]}" if part else "")


def timed(words: str, value: str | None) -> str:
    """Return the words of a time with what they resolve to in brackets, where that says more.

    >>> timed("on Friday", "2031-03-07"), timed("on 7 March 2031", "2031-03-07"), timed("", "2031")
    ('on Friday (7 March 2031)', 'on 7 March 2031', '2031')
    """
    words, resolved = shown(words), timex(value)
    if not words or not resolved:
        return words or resolved
    day, _, part = resolved.rpartition(", ")
    if part.casefold() in words.casefold():  # "on Saturday evening": the evening is told already
        resolved = day or resolved
    return words if resolved.casefold() in words.casefold() else f"{words} ({resolved})"


class Lines:
    """Line numbers, from 1, of offsets that mostly ascend."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset, self._line = 0, 1

    def of(self, offset: int) -> int:
        """Return the line of `offset`."""
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line


def measure(console: Console) -> int:
    """Return how many columns a line may take."""
    return max(20, min(console.width, MEASURE))


def print_lines(console: Console, body: Text, margins: list[Text]) -> None:
    """Print `body` wrapped to the measure, the first line after the first margin, the others after the last."""
    width = max(10, measure(console) - margins[0].cell_len)
    for number, line in enumerate(body.wrap(console, width)):
        line.rstrip()
        console.print(margins[0 if number == 0 else -1] + line, soft_wrap=True)


def print_wrapped(console: Console, words: str, margin: str = "", style: str = "") -> None:
    """Print `words` wrapped, in one style."""
    print_lines(console, Text(words, style=style), [Text(margin)])


def print_heading(console: Console, words: str, note: str = "") -> None:
    """Print the heading of a section, with a rule as long as a line."""
    head = Text.assemble((words, "bold"), (f" · {note}" if note else "", "dim"))
    left = measure(console) - head.cell_len - 1
    if left > 2:
        head.append(f" {'─' * left}", "dim")
    print_lines(console, head, [Text("")])
    console.print()


def print_headed(console: Console, head: Text, tail: Text, margins: list[Text]) -> bool:
    """Print `head` with `tail` at the right end of its line; say whether there was room for it, else only `head`."""
    room = measure(console) - margins[0].cell_len
    fits = console.width >= NARROW and head.cell_len + 3 + tail.cell_len <= room
    if fits:
        filled = head + Text(" " * (room - head.cell_len - tail.cell_len)) + tail
        console.print(margins[0] + filled, soft_wrap=True)
    else:
        print_lines(console, head, margins)
    return fits


def print_row(console: Console, head: Text, tail: Text) -> None:
    """Print `head` with `tail` at the right end of its line, or behind it where there is no room."""
    room = measure(console) - head.cell_len - tail.cell_len
    gap = Text(" " * room) if room >= 3 and console.width >= NARROW else Text(" · ", "dim")
    print_lines(console, head + gap + tail, [Text(""), Text("  ")])


def print_between(console: Console) -> None:
    """Print what stands between two pages."""
    console.print(Text("\n" + "─" * measure(console) + "\n", style="dim"))


def print_more(following: str | None, console: Console) -> None:
    """Say how to go on where a list has another page, by its cursor."""
    if following is not None:
        console.print(Text(f"More: --cursor {following}", "dim"), soft_wrap=True)


def parts(words: str) -> set[str]:
    """Return the words of a name, less titles and articles, in lower case.

    >>> sorted(parts("Mr Tom Askill"))
    ['askill', 'tom']
    """
    return set(_WORDS.findall(words.casefold())) - _TITLES


def listed(names: list[str]) -> str:
    """Return `names` as a person lists them: a, b and c."""
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with what it counts: 1 page, 2 pages."""
    return f"{number} {one if number == 1 else many or one + 's'}"
