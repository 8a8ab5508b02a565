"""Who speaks, how often and in what kinds: a table."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.export.terminal.layout import NARROW, count, listed, measure, print_wrapped, shown
from onrecord.export.terminal.statement import spelled
from onrecord.export.who import SpeakerRow, WhoForm

_WIDE = 80
"""From this many columns on there is room for all of the table."""


def print_who(form: WhoForm, console: Console, *, identified: bool = False) -> None:
    """Print `form` as a table of who speaks, one of those without a name, and a count; `identified` says that speakers
    were counted by who they are, as an archive knows it.
    """
    for heading, rows in (("Who speaks", form.speakers), ("Without a name", form.described)):
        if rows:
            _print(_table(heading, rows, form.pages, console), console)
            console.print()
    for line in _summary(form, identified):
        print_wrapped(console, line, style="dim")


def _print(table: Table, console: Console) -> None:
    """Print a table without the blanks at the ends of its lines."""
    for line in console.render_lines(table, pad=False):
        text = Text.assemble(*((part.text, part.style or "") for part in line))
        text.rstrip()
        console.print(text, soft_wrap=True)


def _table(heading: str, rows: Iterable[SpeakerRow], pages: int, console: Console) -> Table:
    wide, narrow = console.width >= _WIDE, console.width < NARROW
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), width=measure(console), header_style="dim")
    table.add_column(Text(heading, "bold"), ratio=1, overflow="fold")
    if wide:
        table.add_column("kind", overflow="fold", width=18)
    names = ["said"] if narrow else ["said", "direct", "mixed", "indirect"]
    if pages > 1:
        names.append("pages")
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        quoted = row.quotations
        numbers = [row.statements] if narrow else [row.statements, quoted.direct, quoted.mixed, quoted.indirect]
        if pages > 1:
            numbers.append(row.pages)
        cells = [Text(str(number) if number else "·", "" if number else "dim") for number in numbers]
        kinds = sorted(row.source_kinds, key=lambda kind: -row.source_kinds[kind])
        kind = [Text(", ".join(spelled(one) for one in kinds), "dim")] if wide else []
        table.add_row(Text(shown(row.name)), *kind, *cells)
    return table


def _summary(form: WhoForm, identified: bool) -> list[str]:
    pages = count(form.pages, "page")
    out = f"{count(form.statements, 'statement')} on {pages}"
    if form.articles != form.pages:
        out += f", {count(form.articles, 'article')} among them"
    parts = [
        f"{form.unnamed} by unnamed people or groups" if form.unnamed else "",
        f"{form.implicit} without a source in the text" if form.implicit else "",
        f"{form.unresolved} whose speaker was not resolved" if form.unresolved else "",
    ]
    known = [part for part in parts if part]
    lines = [f"{out}; {listed(known)}." if known else f"{out}."]
    if form.pages > 1 and (form.speakers or form.described):
        lines.append(
            "Speakers of several pages count as one where they were found to be (onrecord identity tells why), or "
            "where their names are the same."
            if identified
            else "Speakers of several pages count as one where their names are the same letter for letter; "
            "other spellings are not joined."
        )
    return lines
