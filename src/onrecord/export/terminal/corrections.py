"""Corrections for a person at a terminal: what was put right, by whom, why, and how it stands."""

from rich.console import Console
from rich.text import Text

from onrecord.export.terminal.layout import print_lines, print_more, print_wrapped, shown, when
from onrecord.export.terminal.statement import spelled
from onrecord.record.correcting import Correcting

_STYLES = {"applied": "green", "already_so": "dim", "lost": "red", "overridden": "yellow", "undone": "dim"}
_MARGIN = Text("      ")


def print_correcting(one: Correcting, console: Console) -> None:
    """Print one correction or undoing."""
    print_lines(console, Text(shown(one.said), "bold"), [Text(f"{one.id:>4}  ", "dim"), _MARGIN])
    state = "already so in this reading" if one.state == "already_so" else spelled(one.state)
    about = Text.assemble((state, _STYLES[one.state]), (f" · {one.ref or one.article}", "cyan"))
    about.append(f" · {shown(one.by)} · {when(one.at)}", "dim")
    print_lines(console, about, [_MARGIN])
    print_lines(console, Text(f"“{shown(one.why)}”", "dim"), [_MARGIN])
    if one.reason:
        print_lines(console, Text(shown(one.reason), "yellow"), [_MARGIN])
    console.print()


def print_corrections(found: list[Correcting], console: Console, following: str | None = None) -> None:
    """Print corrections, the latest first; `following` is the cursor of the next page."""
    if not found:
        print_wrapped(console, "Nothing was corrected.", style="dim")
    for one in found:
        print_correcting(one, console)
    print_more(following, console)
