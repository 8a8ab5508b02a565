"""Persons and bodies of an archive for a person at a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from onrecord.export.terminal.layout import count, print_lines, print_more, print_wrapped, shown, when
from onrecord.record.lookup import Page
from onrecord.record.lookup.identities import Dated, Identity, IdentityRow, Joined, Value
from onrecord.record.lookup.pairs import Judged, Judgement, Pair

_MARGIN = Text("  ")
_MOST = 12
"""Captures, names and offices that are printed; JSON has more."""


def print_identity(one: Identity, console: Console) -> None:
    """Print what is known of a person or body, and why each page's is taken for it."""
    kind = "person" if one.type == "person" else "body"
    print_lines(console, Text.assemble((shown(one.name), "bold"), (f"  {kind} · {one.ref}", "cyan")), [Text("")])
    told = f"{count(one.statements, 'statement')} on {count(one.articles, 'page')}{_between(one.first, one.last)}"
    print_wrapped(console, f"{told}; named in {count(one.about, 'statement')} of others.", style="dim")
    if one.wikidata:
        print_wrapped(console, f"Wikidata {one.wikidata}", style="dim")
    _print_dated("called", one.names, console)
    _print_dated("is", one.roles, console)
    _print_dated("in", one.outlets, console)
    console.print()
    for page in one.joined[:_MOST]:
        _print_joined(page, console)
    if one.articles > min(len(one.joined), _MOST):
        print_wrapped(console, f"and {count(one.articles - min(len(one.joined), _MOST), 'page')} more", style="dim")
    for other in one.alike:
        words = "may be the same as" if other.verdict == "maybe" else "is not the same as"
        console.print()
        print_lines(console, Text.assemble((f"{words} ", "yellow"), _titled(other.identity)), [Text("")])
        _print_values(other.values, console)


def print_identities(found: Sequence[IdentityRow], console: Console) -> None:
    """Print several whom a name may mean."""
    for one in found:
        print_lines(console, _titled(one), [Text("")])
        told = f"{count(one.statements, 'statement')} on {count(one.articles, 'page')}{_between(one.first, one.last)}"
        print_lines(console, Text(told, "dim"), [_MARGIN])


def print_pairs(found: Page[Pair], console: Console) -> None:
    """Print pairs that may be the same, or that are kept apart, and why."""
    if not found.items:
        print_wrapped(console, "There are no such pairs.", style="dim")
    for one in found.items:
        print_lines(console, _titled(one.left), [Text("")])
        print_lines(console, _titled(one.right), [Text("")])
        _print_values(one.values, console)
        console.print()
    print_more(found.next, console)


def print_judgements(found: Sequence[Judgement], console: Console, following: str | None = None) -> None:
    """Print judgements, the latest first; `following` is the cursor of the next page."""
    if not found:
        print_wrapped(console, "Nothing was judged.", style="dim")
    for one in found:
        said = f"undoes {one.undoes}" if one.verdict == "undo" else one.verdict
        print_lines(console, Text(said, "bold"), [Text(f"{one.id:>4}  ", "dim"), Text("      ")])
        for side in (one.left, one.right):
            if side is not None:
                print_lines(console, _judged(side), [Text("      ")])
        state = f" · undone by {one.undone_by}" if one.undone_by else ""
        print_lines(console, Text(f"{shown(one.by)} · {when(one.at)}{state}", "dim"), [Text("      ")])
        print_lines(console, Text(f"“{shown(one.why)}”", "dim"), [Text("      ")])
    print_more(following, console)


def _titled(one: IdentityRow) -> Text:
    roles = f", {shown(one.roles[0])}" if one.roles else ""
    return Text.assemble((shown(one.name), "bold"), roles, (f"  {one.ref}", "cyan"))


def _judged(side: Judged) -> Text:
    ref = f"  {side.ref}" if side.ref else "  nobody there any more"
    return Text.assemble(shown(side.name), (f" in {side.article[:12]}{ref}", "cyan"))


def _between(first: str | None, last: str | None) -> str:
    if not first:
        return ""
    return f", {first}" if first == last else f", {first} to {last}"


def _print_dated(label: str, found: Sequence[Dated], console: Console) -> None:
    start = Text(f"{label:<8}", "dim")
    for one in found[:_MOST]:
        line = Text.assemble(shown(one.value), (f"  {one.articles}×{_between(one.first, one.last)}", "dim"))
        print_lines(console, line, [start, Text(" " * 8)])
        start = Text(" " * 8)


def _print_joined(page: Joined, console: Console) -> None:
    about = " · ".join(part for part in (page.day or "", shown(page.outlet or "")) if part)
    print_lines(
        console, Text.assemble((page.article[:12], "cyan"), f"  {shown(page.name)}", (f"  {about}", "dim")), [Text("")]
    )
    _print_values(page.values, console)


def _print_values(values: Sequence[Value], console: Console) -> None:
    signs = {"for": "+", "against": "−", "neutral": " "}
    for one in values:
        print_lines(console, Text(shown(one.said), "dim"), [Text(f"  {signs[one.verdict]} ", "dim"), Text("    ")])
