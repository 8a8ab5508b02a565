"""The tokens of an archive for a person at a terminal; never their secrets."""

from rich.console import Console
from rich.text import Text

from onrecord.export.terminal.layout import print_lines, print_wrapped, shown, when
from onrecord.record.tokens import Token


def print_tokens(found: list[Token], console: Console) -> None:
    """Print tokens, those revoked or at their end included."""
    if not found:
        print_wrapped(console, "There is no token.", style="dim")
    for one in found:
        print_lines(console, Text(shown(one.name), "bold"), [Text(f"{one.id:>4}  ", "dim"), Text(" " * 6)])
        end = (
            f"revoked {when(one.revoked_at)}" if one.revoked_at else f"until {when(one.ends_at)}" if one.ends_at else ""
        )
        about = [", ".join(one.scopes), f"made {when(one.made_at)}", end]
        print_lines(console, Text(" · ".join(about), "dim"), [Text(" " * 6)])
