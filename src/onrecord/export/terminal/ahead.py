"""What an article says lies ahead: the clause, how sure, when, and according to whom."""

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from onrecord.export.terminal.layout import Lines, print_heading, print_lines, shown, timed
from onrecord.export.terminal.statement import Numbered, whose
from onrecord.reading.model import Reading


def print_ahead(reading: Reading, told: Mapping[str | None, Numbered], lines: Lines, console: Console) -> None:
    """Print each thing that lies ahead; `told` are the statements by id."""
    if not reading.expectations:
        return
    print_heading(console, "What lies ahead")
    for one in reading.expectations:
        clause = reading.quote([one.span])
        body = Text(shown(clause))
        cue = shown(reading.quote([one.cue]))
        at = body.plain.find(cue) if cue else -1
        if at >= 0:
            body.stylize("cyan", at, at + len(cue))
        print_lines(console, body, [Text("")])
        when = timed(reading.quote([one.time_span]) if one.time_span else "", one.time)
        facts = [one.certainty, when, whose(reading, told.get(one.according_to)), f"line {lines.of(one.span[0])}"]
        words = " · ".join(fact for fact in facts if fact)
        print_lines(console, Text(words, "dim"), [Text("— ", "dim"), Text("  ")])
        console.print()
