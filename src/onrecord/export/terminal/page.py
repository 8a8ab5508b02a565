"""A page as blocks with roles: what was kept as the article, and what was set aside."""

from collections import Counter

from rich.console import Console
from rich.text import Text

from onrecord.article.model import Block, Page, PageKind, Role
from onrecord.capture.model import Capture
from onrecord.export.terminal.layout import (
    NARROW,
    Lines,
    count,
    listed,
    print_lines,
    print_wrapped,
    shown,
    when,
)

KEPT: frozenset[Role] = frozenset(
    ("headline", "standfirst", "timestamp", "byline", "dateline", "body", "subheading", "caption", "credit")
)
"""The roles of the article itself; blocks of every other role are set aside."""

_KINDS: dict[PageKind, str] = {
    "article": "an article",
    "index": "an index of other pages",
    "error": "an error page",
    "video": "a video page",
    "consent": "a consent wall",
    "empty": "an empty page",
    "other": "a page of another kind",
}

_PLURALS: dict[Role, str] = {
    "alt_text": "alt texts",
    "control": "controls",
    "crosslink": "cross-links",
    "rail_heading": "rail headings",
    "rail_headline": "rail headlines",
    "topic": "topics",
    "capture_header": "capture headers",
    "other": "other blocks",
}


def print_page(capture: Capture, page: Page, console: Console) -> None:
    """Print `page` to `console` as blocks: line number and role in the margin, what was set aside dimmed."""
    lines = Lines(page.text)
    numbers = max(4, len(str(lines.of(len(page.text)))))
    roles = max((len(_label(block)) for block in page.blocks), default=0)
    for block in page.blocks:
        words = shown(page.text[block.start : block.end])
        kept = block.role in KEPT
        if block.repeats is not None and block.repeats < len(page.blocks):
            words += f"  (= line {lines.of(page.blocks[block.repeats].start)})"
        body = Text(words, style="" if kept else "dim")
        bar = "┃" if kept else "┆"
        number = f"{lines.of(block.start):>{numbers}}"
        label = _label(block)
        style = "bold" if block.role in ("headline", "subheading") else "" if kept else "dim"
        body.stylize(style)
        if console.width < NARROW:
            margin = Text.assemble((number, "dim"), " ", (bar, "dim"), " ", (label, "cyan" if kept else "dim"))
            console.print(margin, soft_wrap=True)
            print_lines(console, body, [Text(" " * (numbers + 1)) + Text(bar, "dim") + " "])
        else:
            first = Text.assemble(
                (number, "dim"), " ", (f"{label:<{roles}}", "cyan" if kept else "dim"), " ", (bar, "dim"), " "
            )
            rest = Text.assemble(" " * (numbers + roles + 2), (bar, "dim"), " ")
            print_lines(console, body, [first, rest])
    console.print()
    print_wrapped(console, _page_summary(capture, page), style="dim")


def where(capture: Capture) -> str:
    """Return where a capture is from, and when if that is known."""
    out = shown(capture.source)
    # When somebody last wrote the file says next to nothing of when the page was captured.
    if capture.captured_at and capture.captured_at_from != "file-time":
        out += f" · captured {when(capture.captured_at)}"
    return out


def set_aside(page: Page) -> str:
    """Return how many blocks were kept and what the others are, in a sentence."""
    aside = Counter(block.role for block in page.blocks if block.role not in KEPT)
    kept = len(page.blocks) - aside.total()
    out = f"{count(kept, 'block')} of the article kept"
    if not aside:
        return out + ", nothing set aside."
    named = [count(aside[role], _name(role), _PLURALS[role]) for role in _PLURALS if aside[role]]
    return out + f", {aside.total()} set aside: {listed(named)}."


def _name(role: Role) -> str:
    return {"crosslink": "cross-link", "other": "other block"}.get(role, role.replace("_", " "))


def _label(block: Block) -> str:
    return block.role if block.rail is None else f"{block.role} {block.rail + 1}"


def _page_summary(capture: Capture, page: Page) -> str:
    return f"{where(capture)}: {_KINDS[page.kind]}. {set_aside(page)}"


def print_no_article(page: Page, capture: Capture, console: Console) -> None:
    """Print what a page without an article is."""
    if page.article.headline:
        print_wrapped(console, shown(page.article.headline), style="bold")
    print_wrapped(console, where(capture), style="dim")
    console.print()
    print_wrapped(console, f"No article here: this looks like {_KINDS[page.kind]}.", style="yellow")
    headlines = sum(block.role == "rail_headline" for block in page.blocks)
    if headlines:
        words = f"It lists {count(headlines, 'headline')}; `onrecord page` shows them."
        print_wrapped(console, words, style="dim")
