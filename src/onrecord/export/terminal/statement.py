"""One statement: who · how, then what, then on whose authority."""

import re
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from onrecord.export.speaking import speakers_of
from onrecord.export.terminal.layout import (
    Lines,
    listed,
    parts,
    print_headed,
    print_lines,
    shown,
    timed,
)
from onrecord.reading.model import Manner, Reading, Statement

SURE = 0.8
"""From this probability on, who is speaking is shown without saying how sure that is."""

_AGAINST: dict[Manner, str] = {"doubts": "doubts this", "declines": "declines"}
"""How a source stands against its content, where that is not to deny it."""

_PARAGRAPHS = re.compile(r"\n[ \t\r]*\n\s*")
_OPENING = re.compile("^(?:''|``|[\"\u201c\u201d\u201e\u00ab'\u2018])")
_CLOSING = re.compile("(?:''|[\"\u201c\u201d\u00bb'\u2019])$")
_LATE = re.compile('[^"\u201c\u201d\u201e\u00ab\'\u2018`\n][^"\u201c\u201d\u201e\u00ab\n]*[ (]["\u201c\u201e\u00ab]\\w')
"""A piece in which the marks begin after words that stand before them."""
_CLAUSE = re.compile(r", (?:who|whom|whose|which)\b.*", re.DOTALL)


def print_statement(
    reading: Reading, statement: Statement, number: str, lines: Lines, console: Console, ref: str | None = None
) -> None:
    """Print `statement` with `number` in the margin; `lines` are those of the page's text.

    Where it has a `ref`, what it is called in an archive, that stands instead of its line.
    """
    first, rest = Text.assemble((number, "dim"), "  "), Text(" " * (len(number) + 2))
    head = _who(reading, statement)
    how = shown(reading.quote(statement.cue))
    if how:
        head.append(" · ", "dim").append(how, "cyan")
    spans = (*statement.content, *statement.cue, *statement.source)
    line = f"line {lines.of(min((start for start, _ in spans), default=0))}"
    tail = Text.assemble((f"{statement.quotation} · ", "dim"), (ref, "cyan") if ref else (line, "dim"))
    tail.append(" · ", "dim").append(*_confidence(statement.confidence))
    fitted = print_headed(console, head, tail, [first, rest])
    for paragraph in _what(reading, statement):
        print_lines(console, Text(paragraph), [rest])
    authority = _authority(reading, statement)
    if authority:
        last = authority if fitted else [*authority, tail]
        print_lines(console, Text(" · ", "dim").join(last), [rest + Text("— ", "dim"), rest + Text("  ")])
    elif not fitted:
        print_lines(console, tail, [rest])
    console.print()


class Numbered(NamedTuple):
    """A statement and the number under which it was printed; one made inside another has that one's."""

    statement: Statement
    number: int


def whose(reading: Reading, told: Numbered | None) -> str:
    """Return in a few words whose a figure or an expectation is that rests on the statement `told`.

    That is the speakers' names, else the source's own words, and the statement's number; the article itself if there
    is none.
    """
    if told is None:
        return "the article"
    named = listed(_names(told.statement)) or reading.quote(told.statement.source)
    return f"{shown(named) or 'no source named'} ({told.number})"


def spelled(value: str) -> str:
    """Return one of the model's words as a person writes it.

    >>> spelled("email_or_letter"), spelled("press_conference")
    ('e-mail or letter', 'press conference')
    """
    return "e-mail or letter" if value == "email_or_letter" else value.replace("_", " ")


def _names(statement: Statement) -> list[str]:
    return list(dict.fromkeys(shown(name) for _, name in speakers_of(statement)))


def _who(reading: Reading, statement: Statement) -> Text:
    """The speaker's name, with the source's own words where they say something else."""
    words = shown(reading.quote(statement.source))
    names = _names(statement)
    if not names:
        return Text.assemble((words, "bold") if words else ("not named in the text", "dim italic"))
    if words and all(name and name in words for name in names):
        out = Text(words)
        for name in names:
            at = words.index(name)
            out.stylize("bold", at, at + len(name))
        return out
    out = Text.assemble((listed(names), "bold"))
    words = _CLAUSE.sub("", words)
    if words and not parts(words) <= parts(" ".join(names)):
        out.append(f" ({words})", "dim")
    return out


def _what(reading: Reading, statement: Statement) -> list[str]:
    """The content's paragraphs; where all is quoted, each piece in curly marks, whichever the page has.

    Where marks begin after words of the article's own (that “it is so”), all stays as the page has it.
    """
    if statement.quotation != "direct" or any(_LATE.match(reading.quote([span])) for span in statement.content):
        return [shown(part) for part in _PARAGRAPHS.split(reading.quote(statement.content))]
    out = [""]
    for number, span in enumerate(statement.content):
        first, *others = [shown(part) for part in _PARAGRAPHS.split(reading.quote([span]))]
        out[-1] += f"{' … ' if number else ''}“{_OPENING.sub('', first)}"
        out += [f"“{_OPENING.sub('', part)}" for part in others]
        out[-1] = f"{_CLOSING.sub('', out[-1])}”"
    return out


def _authority(reading: Reading, statement: Statement) -> list[Text]:
    """On whose authority it is said: what kind of source, by which way, where and when, as far as that is known."""
    speaker, out = statement.speaker, []
    if speaker and not speaker.name and statement.source:
        maybe = ", ".join(f"{shown(one.name)} {one.confidence:.2f}" for one in speaker.candidates)
        out.append(Text(f"speaker not resolved: {maybe}" if maybe else "speaker not resolved", "yellow"))
    if statement.source_kind not in ("implicit", "other"):
        kind = spelled(statement.source_kind)
        doubtful = speaker and speaker.name and speaker.confidence < SURE
        out.append(Text(f"{kind}, {speaker.confidence:.0%} sure" if speaker and doubtful else kind, "dim"))
    if statement.polarity == "denies":
        out.append(Text(_AGAINST.get(statement.manner, "denies this"), "dim"))
    spans = {one.span for one in statement.qualifiers} | ({statement.anonymity} if statement.anonymity else set())
    stated = [
        span for span in sorted(spans) if not any(span != b and b[0] <= span[0] and span[1] <= b[1] for b in spans)
    ]
    out += [Text(f"“{shown(reading.quote([span]))}”", "dim") for span in stated]
    stations = [shown(via.name) + (" (agency)" if via.kind == "agency" else "") for via in statement.via]
    if stations and not {shown(via.name) for via in statement.via} <= set(_names(statement)):
        out.append(Text(f"via {' → '.join(stations)}", "dim"))
    if statement.channel not in (None, "other"):
        out.append(Text(spelled(str(statement.channel)), "dim"))
    if statement.said_at:
        out.append(Text(timed(reading.quote([statement.said_at.span]), statement.said_at.value), "dim"))
    return out


def _confidence(value: float) -> tuple[str, str]:
    return f"{value:.0%}", "green" if value >= 0.8 else "yellow" if value >= 0.5 else "red"
