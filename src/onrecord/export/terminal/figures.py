"""The figures of an article, in its own words, and whose they are."""

import re
from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from onrecord.export.terminal.layout import Lines, print_heading, print_row, shown, timex
from onrecord.export.terminal.statement import Numbered, spelled, whose
from onrecord.reading.model import Figure, Reading

_CURRENCY = re.compile(r"(?:\b[A-Z]{1,3})?[$£€¥₹]\s?$")
_UNIT = re.compile(r"\s?%|[ \u00a0-](?:per cent|percent|(?:percentage )?points?|[a-z]+)\b")
_NEAR = 40
"""A noun phrase at most this many code points behind its number is shown in one go with it."""


def print_figures(reading: Reading, told: Mapping[str | None, Numbered], lines: Lines, console: Console) -> None:
    """Print each figure with whose it is and its line; `told` are the statements by id."""
    if not reading.figures:
        return
    print_heading(console, "Figures", "and whose they are")
    names = {entity.id: entity.name for entity in reading.entities}
    for figure in reading.figures:
        place = f"in {shown(names[figure.place])}" if figure.place in names else ""
        facts = (place, timex(figure.as_of), whose(reading, told.get(figure.attributed_to)))
        line = in_words(reading, figure).append(f" — {' · '.join(fact for fact in facts if fact)}", "dim")
        tail = Text(f"line {lines.of(figure.start)}", "dim")
        print_row(console, line, tail)
    console.print()


def in_words(reading: Reading, figure: Figure) -> Text:
    """Return the number in its own words, with how it is hedged, its unit and what is counted."""
    text = reading.text
    number = shown(text[figure.start : figure.end])
    before = _CURRENCY.search(text, max(0, figure.start - 5), figure.start)
    out = Text()
    if figure.qualifier and not figure.vague:
        out.append(f"{spelled(figure.qualifier)} ")
    out.append(f"{before[0] if before else ''}{number}", "bold").append(_value(figure, number), "dim")
    counted, end = figure.counted, figure.end
    if counted and end <= counted[0] and counted[1] - end <= _NEAR:
        out.append(shown(f".{text[end : counted[1]]}")[1:])
    else:
        unit = _UNIT.match(text, end, end + _NEAR) if figure.unit and not before else None
        out.append(shown(f".{unit[0]}")[1:] if unit else "")
        out.append(f" · {shown(text[slice(*counted)])}" if counted else "")
    return out


def _value(figure: Figure, words: str) -> str:
    """The value in digits, where words of a number need them: dozens, two thirds."""
    if figure.low != figure.high or any(character.isdigit() for character in words):
        return ""
    if not figure.vague and figure.low.is_integer() and figure.low <= 12:
        return ""
    return f" ({'at least ' if figure.vague else ''}{figure.low:,.4g})" if figure.low < 1e4 else f" ({figure.low:,.0f})"
