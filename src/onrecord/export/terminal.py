"""A reading, or a page, for a person at a terminal: colour where there is colour, and as wide as the window.

Nothing that a page holds reaches the terminal raw: control characters, with which a page could move the
cursor or retitle the window, are shown as pictures of themselves, and marks that turn the direction of text
are left out.
"""

import re
from collections import Counter

from rich.console import Console
from rich.text import Text

from onrecord.article.model import Article, Block, Page, PageKind, Role
from onrecord.capture.model import Capture
from onrecord.reading.model import Reading, Statement

MEASURE = 100
"""Columns that a line takes at most, however wide the window: longer lines are hard to read."""

NARROW = 60
"""Below this many columns the margins move onto lines of their own."""

KEPT: frozenset[Role] = frozenset(
    ("headline", "standfirst", "timestamp", "byline", "dateline", "body", "subheading", "caption", "credit")
)
"""The roles of the article itself; blocks of every other role are set aside."""

_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD) | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_DIRECTIONS = dict.fromkeys([0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_SAFE: dict[int, int | None] = _CONTROLS | _DIRECTIONS

_SPACES = re.compile(r"\s+")
_PARAGRAPHS = re.compile(r"\n[ \t\r]*\n\s*")
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
_ISO = re.compile(rf"(\d{{4}})(?:-(\d\d)(?:-(\d\d)(?:{_CLOCK})?)?)?")
_OPENING = re.compile("^(?:''|``|[\"\u201c\u201d\u201e\u00ab'\u2018])")
_CLOSING = re.compile("(?:''|[\"\u201c\u201d\u00bb'\u2019])$")

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


def print_reading(reading: Reading, console: Console) -> None:
    """Print `reading`: the article's head, then each statement as who · how · "what", then a count."""
    page, article = reading.page, reading.article
    measure = _measure(console)
    if page.kind != "article":
        _print_no_article(page, reading.capture, console)
        return
    _print_head(article, reading.capture, console)
    if article.language not in (None, "en"):
        note = f"The page's language is {shown(article.language)}; OnRecord reads English. Do not rely on what follows."
        _print_wrapped(console, note, "", measure, style="yellow")
        console.print()
    numbers = len(str(len(reading.statements)))
    lines = _Lines(page.text)
    for number, statement in enumerate(reading.statements, 1):
        _print_statement(reading, statement, f"{number:>{numbers}}", lines, console)
        for inner in reading.nested:
            if inner.within == statement.id:
                _print_statement(reading, inner, f"{'↳':>{numbers}}", lines, console)
    _print_wrapped(console, _summary(reading), "", measure, style="dim")


def print_page(capture: Capture, page: Page, console: Console) -> None:
    """Print `page` to `console` as blocks: line number and role in the margin, what was set aside dimmed."""
    measure = _measure(console)
    lines = _Lines(page.text)
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
            _print_lines(console, body, [Text(" " * (numbers + 1)) + Text(bar, "dim") + " "], measure)
        else:
            first = Text.assemble(
                (number, "dim"), " ", (f"{label:<{roles}}", "cyan" if kept else "dim"), " ", (bar, "dim"), " "
            )
            rest = Text.assemble(" " * (numbers + roles + 2), (bar, "dim"), " ")
            _print_lines(console, body, [first, rest], measure)
    console.print()
    _print_wrapped(console, _page_summary(capture, page), "", measure, style="dim")


def print_between(console: Console) -> None:
    """Print what stands between two pages."""
    console.print(Text("\n" + "─" * _measure(console) + "\n", style="dim"))


class _Lines:
    """Line numbers, from 1, of offsets that mostly ascend."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset, self._line = 0, 1

    def of(self, offset: int) -> int:
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line


def _measure(console: Console) -> int:
    return max(20, min(console.width, MEASURE))


def _print_lines(console: Console, body: Text, margins: list[Text], measure: int) -> None:
    """Print `body` wrapped to `measure`, the first line after the first margin, the others after the last."""
    width = max(10, measure - margins[0].cell_len)
    for number, line in enumerate(body.wrap(console, width)):
        line.rstrip()
        console.print(margins[0 if number == 0 else -1] + line, soft_wrap=True)


def _print_wrapped(console: Console, words: str, margin: str, measure: int, style: str = "") -> None:
    _print_lines(console, Text(words, style=style), [Text(margin)], measure)


def _print_head(article: Article, capture: Capture, console: Console) -> None:
    measure = _measure(console)
    headline = shown(article.headline) if article.headline else "(no headline)"
    _print_wrapped(console, headline, "", measure, style="bold")
    if article.standfirst:
        _print_wrapped(console, shown(article.standfirst), "", measure, style="italic")
    facts = [
        shown(article.publisher or ""),
        when(article.published) if article.published else "",
        f"updated {when(article.updated)}" if article.updated else "",
        f"by {_listed([shown(author) for author in article.authors])}" if article.authors else "",
        shown(article.dateline or ""),
    ]
    known = " · ".join(fact for fact in facts if fact)
    if known:
        _print_wrapped(console, known, "", measure, style="cyan")
    _print_wrapped(console, _where(capture), "", measure, style="dim")
    console.print()


def _where(capture: Capture) -> str:
    out = shown(capture.source)
    # When somebody last wrote the file says next to nothing of when the page was captured.
    if capture.captured_at and capture.captured_at_from != "file-time":
        out += f" · captured {when(capture.captured_at)}"
    return out


def _print_statement(reading: Reading, statement: Statement, number: str, lines: _Lines, console: Console) -> None:
    measure = _measure(console)
    margin = " " * (len(number) + 2)
    room = measure - len(margin)
    who = shown(reading.quote(statement.source))
    how = shown(reading.quote(statement.cue))
    head = Text.assemble((who, "bold") if who else ("not named in the text", "dim italic"))
    if how:
        head.append(" · ", "dim").append(how, "cyan")
    line = lines.of(min(span[0] for span in (*statement.content, *statement.cue, *statement.source)))
    tail = Text.assemble((f"{statement.quotation} · line {line} · ", "dim"), _confidence(statement.confidence))
    first, rest = Text.assemble((number, "dim"), "  "), Text(margin)
    if console.width >= NARROW and head.cell_len + 3 + tail.cell_len <= room:
        head.append(" " * (room - head.cell_len - tail.cell_len)).append_text(tail)
        console.print(first + head, soft_wrap=True)
        tail = Text()
    else:
        _print_lines(console, head, [first, rest], measure)
    for paragraph in _what(reading, statement):
        _print_lines(console, Text(paragraph), [rest], measure)
    if tail:
        _print_lines(console, tail, [rest], measure)
    console.print()


def _what(reading: Reading, statement: Statement) -> list[str]:
    """The content's paragraphs; where all is quoted, each piece in curly marks, whichever the page has."""
    if statement.quotation != "direct":
        return [shown(part) for part in _PARAGRAPHS.split(reading.quote(statement.content))]
    out = [""]
    for number, span in enumerate(statement.content):
        first, *others = [shown(part) for part in _PARAGRAPHS.split(reading.quote([span]))]
        out[-1] += f"{' … ' if number else ''}“{_OPENING.sub('', first)}"
        out += [f"“{_OPENING.sub('', part)}" for part in others]
        out[-1] = f"{_CLOSING.sub('', out[-1])}”"
    return out


def _confidence(value: float) -> tuple[str, str]:
    return f"{value:.0%}", "green" if value >= 0.8 else "yellow" if value >= 0.5 else "red"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _summary(reading: Reading) -> str:
    statements = reading.statements
    kinds = Counter(statement.quotation for statement in statements)
    parts = ", ".join(f"{kinds[kind]} {kind}" for kind in ("direct", "mixed", "indirect") if kinds[kind])
    if not statements:
        return f"No statement found. {_set_aside(reading.page)}"
    out = f"{_count(len(statements), 'statement')} ({parts})"
    unnamed = sum(not statement.source for statement in statements)
    if unnamed:
        out += f", {unnamed} without a source in the text"
    return f"{out}. {_set_aside(reading.page)}"


def _set_aside(page: Page) -> str:
    aside = Counter(block.role for block in page.blocks if block.role not in KEPT)
    kept = len(page.blocks) - aside.total()
    out = f"{_count(kept, 'block')} of the article kept"
    if not aside:
        return out + ", nothing set aside."
    named = [_count(aside[role], _name(role), _PLURALS[role]) for role in _PLURALS if aside[role]]
    return out + f", {aside.total()} set aside: {_listed(named)}."


def _name(role: Role) -> str:
    return {"crosslink": "cross-link", "other": "other block"}.get(role, role.replace("_", " "))


def _label(block: Block) -> str:
    return block.role if block.rail is None else f"{block.role} {block.rail + 1}"


def _page_summary(capture: Capture, page: Page) -> str:
    return f"{_where(capture)}: {_KINDS[page.kind]}. {_set_aside(page)}"


def _print_no_article(page: Page, capture: Capture, console: Console) -> None:
    measure = _measure(console)
    if page.article.headline:
        _print_wrapped(console, shown(page.article.headline), "", measure, style="bold")
    _print_wrapped(console, _where(capture), "", measure, style="dim")
    console.print()
    _print_wrapped(console, f"No article here: this looks like {_KINDS[page.kind]}.", "", measure, style="yellow")
    listed = sum(block.role == "rail_headline" for block in page.blocks)
    if listed:
        words = f"It lists {_count(listed, 'headline')}; `onrecord page` shows them."
        _print_wrapped(console, words, "", measure, style="dim")
