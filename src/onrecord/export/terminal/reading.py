"""A reading: the article's head, its statements, who is in it, its figures, and what it says lies ahead."""

from collections import Counter
from collections.abc import Mapping

from rich.console import Console

from onrecord.article.model import Article
from onrecord.capture.model import Capture
from onrecord.export.terminal.ahead import print_ahead
from onrecord.export.terminal.figures import print_figures
from onrecord.export.terminal.layout import Lines, count, listed, print_wrapped, shown, when
from onrecord.export.terminal.page import print_no_article, set_aside, where
from onrecord.export.terminal.people import print_people
from onrecord.export.terminal.statement import Numbered, print_statement
from onrecord.reading.model import Reading, Statement


def print_reading(reading: Reading, console: Console, refs: Mapping[str, str] | None = None) -> None:
    """Print `reading`: the article's head, then each statement as who · how · "what" and on whose authority, then
    people and bodies, figures and what lies ahead, then a count. `refs` are what statements are called in an archive,
    by their ids.
    """
    refs = refs or {}
    page, article = reading.page, reading.article
    if page.kind != "article":
        print_no_article(page, reading.capture, console)
        return
    _print_head(article, reading.capture, console)
    if article.language not in (None, "en"):
        note = f"The page's language is {shown(article.language)}; OnRecord reads English. Do not rely on what follows."
        print_wrapped(console, note, style="yellow")
        console.print()
    digits = len(str(len(reading.statements)))
    lines = Lines(page.text)
    inside: dict[str | None, list[Statement]] = {}
    for inner in reading.nested:
        inside.setdefault(inner.within, []).append(inner)
    told: dict[str | None, Numbered] = {}
    for number, statement in enumerate(reading.statements, 1):
        told[statement.id] = Numbered(statement, number)
        print_statement(reading, statement, f"{number:>{digits}}", lines, console, refs.get(statement.id))
        for inner in inside.get(statement.id, []):
            told[inner.id] = Numbered(inner, number)
            print_statement(reading, inner, f"{'↳':>{digits}}", lines, console, refs.get(inner.id))
    print_people(reading, digits, console)
    print_figures(reading, told, lines, console)
    print_ahead(reading, told, lines, console)
    print_wrapped(console, _summary(reading), style="dim")


def _print_head(article: Article, capture: Capture, console: Console) -> None:
    headline = shown(article.headline) if article.headline else "(no headline)"
    print_wrapped(console, headline, style="bold")
    if article.standfirst:
        print_wrapped(console, shown(article.standfirst), style="italic")
    facts = [
        shown(article.publisher or ""),
        when(article.published) if article.published else "",
        f"updated {when(article.updated)}" if article.updated else "",
        f"by {listed([shown(author) for author in article.authors])}" if article.authors else "",
        shown(article.dateline or ""),
    ]
    known = " · ".join(fact for fact in facts if fact)
    if known:
        print_wrapped(console, known, style="cyan")
    print_wrapped(console, where(capture), style="dim")
    console.print()


def _summary(reading: Reading) -> str:
    statements = reading.statements
    kinds = Counter(statement.quotation for statement in statements)
    parts = ", ".join(f"{kinds[kind]} {kind}" for kind in ("direct", "mixed", "indirect") if kinds[kind])
    if not statements:
        return f"No statement found. {set_aside(reading.page)}"
    out = f"{count(len(statements), 'statement')} ({parts})"
    unnamed = sum(not statement.source for statement in statements)
    if unnamed:
        out += f", {unnamed} without a source in the text"
    return f"{out}. {set_aside(reading.page)}"
