"""The accounts of an archive for a person at a terminal."""

from rich.console import Console
from rich.text import Text

from onrecord.export.terminal.layout import print_lines, print_wrapped, shown, when
from onrecord.record.accounts import Account


def print_accounts(found: list[Account], console: Console) -> None:
    """Print accounts, those that are closed included."""
    if not found:
        print_wrapped(console, "There is no account.", style="dim")
    for one in found:
        print_lines(console, Text(shown(one.name), "bold"), [Text(f"{one.id:>4}  ", "dim"), Text(" " * 6)])
        about = [f"may {one.role}", f"made {when(one.made_at)}"]
        if one.closed_at:
            about.append(f"closed {when(one.closed_at)}")
        print_lines(console, Text(" · ".join(about), "dim"), [Text(" " * 6)])
