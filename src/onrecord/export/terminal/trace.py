"""A trace at a terminal: what it comes to, a small picture, then each appearance in time."""

from rich.console import Console
from rich.text import Text

from onrecord.export.terminal.layout import (
    NARROW,
    count,
    listed,
    measure,
    print_headed,
    print_heading,
    print_lines,
    print_wrapped,
    shown,
    when,
)
from onrecord.export.terminal.statement import spelled
from onrecord.story.appearances import Appearance, Occurrence
from onrecord.story.changes import Change
from onrecord.story.moments import Moment
from onrecord.story.origins import Tie
from onrecord.story.picture import Mark, Picture, picture
from onrecord.story.traces import Trace

_MARGIN = Text("   ")
_NAMED, _WITHHELD, _OTHER = "●", "○", "◇"
_BY = {
    "published": "as its page says",
    "updated": "when its page was changed, as that says",
    "captured": "when it was captured",
}
_LABEL = 24
"""Columns for an outlet's name beside the picture."""


def print_trace(trace: Trace, console: Console, others: int = 0) -> None:
    """Print a trace; `others` is how many other utterances the words asked for may mean."""
    print_lines(console, Text(shown(trace.wording), "bold"), [Text("")])
    console.print()
    _summary(trace, console)
    if len(trace.appearances) > 1:
        console.print()
        _drawn(picture(trace), console)
    console.print()
    changes: dict[str, list[Change]] = {}
    for change in trace.changes:
        changes.setdefault(change.ref, []).append(change)
    print_heading(console, "In time")
    for one, tie in zip(trace.appearances, trace.origins.ties, strict=True):
        _appearance(one, tie, changes, console)
    if trace.inferences:
        print_heading(console, "Inferred, and no reading")
        for inference in trace.inferences:
            print_lines(console, Text(shown(inference.why)), [Text("")])
            refs = [inference.withheld.ref, *(named.ref for named in inference.naming)]
            print_lines(console, Text(" · ".join(refs), "dim"), [_MARGIN])
            console.print()
    if trace.claims:
        print_heading(console, "Perhaps the same in other words", "weaker, and counted nowhere")
        for claim in trace.claims:
            _claim(claim, console)
    if others:
        print_wrapped(
            console, f"The words may also mean {count(others, 'other utterance')}; --json has them.", "", "dim"
        )


def _summary(trace: Trace, console: Console) -> None:
    outlets = len({_who(one.occurrence) for one in trace.appearances})
    made = trace.origins
    told = [f"{count(len(trace.appearances), 'article')} of {count(outlets, 'outlet')}"]
    told.append(count(made.independent, "independent origin"))
    if made.undetermined:
        verb = "does" if len(made.undetermined) == 1 else "do"
        told.append(f"{len(made.undetermined)} {verb} not show where the words are from")
    print_lines(console, Text(" · ".join(told)), [Text("")])
    first = next((one for one in trace.appearances if one.ref == trace.first), None)
    if first is not None:
        line = f"First known appearance in this archive: {shown(_who(first.occurrence))}, {_when(first.when)}"
        print_wrapped(console, line)
    rivals = [shown(_who(one.occurrence)) for one in trace.appearances if one.ref in trace.rivals]
    if rivals:
        print_wrapped(console, f"By what is stated {listed(rivals)} may have had it as early.")
    by_ref = {one.ref: one for one in trace.appearances}
    for origin in made.origins:
        name = origin.outlet or (_who(by_ref[origin.first].occurrence) if origin.first else "unknown")
        here = "" if origin.first else ", of which this archive has no page with these words"
        rest = len(origin.refs) - (1 if origin.first else 0)
        behind = f" · {count(rest, 'other article goes', 'other articles go')} back to it" if origin.first else ""
        behind = behind or f" · {count(rest, 'article goes', 'articles go')} back to it"
        tail = behind if rest else ""
        print_lines(
            console,
            Text.assemble("Origin: ", (shown(name), "bold"), here, (tail, "dim")),
            [Text("")],
        )
    if trace.withheld:
        print_wrapped(
            console,
            f"Named by {len(trace.named)}, withheld by {len(trace.withheld)}"
            + (f", other sources in {len(trace.other)}" if trace.other else "")
            + ".",
        )


def _drawn(drawn: Picture, console: Console) -> None:
    """Print outlets down, time across: ● names the source, ○ withholds it, ◇ has another kind of source."""
    if console.width < NARROW:
        return
    width = measure(console) - _LABEL - 1
    days = [" "] * (width + 8)
    for tick in drawn.ticks:
        label = when(tick.at[:10] if "T00:00" in tick.at else tick.at)
        label = " ".join(label.split()[:2]) if "T00:00" in tick.at else tick.at[11:16]
        at = round(tick.x * (width - 1))
        if at + len(label) <= width and not "".join(days[max(0, at - 1) : at + len(label)]).strip():
            days[at : at + len(label)] = list(label)
    if drawn.ticks:
        console.print(Text(" " * (_LABEL + 1) + "".join(days).rstrip(), "dim"), soft_wrap=True)
    for lane in drawn.lanes:
        name = Text(shown(lane.outlet))
        name.truncate(_LABEL, overflow="ellipsis", pad=True)
        if not lane.here:
            console.print(
                Text.assemble((f"{name.plain} ", "dim"), ("only named by others", "dim italic")), soft_wrap=True
            )
            continue
        cells = ["·"] * width
        line = Text(f"{name.plain} ")
        for mark in lane.marks:
            if mark.x is not None:
                cells[round(mark.x * (width - 1))] = _sign(mark)
        for cell in cells:
            line.append(cell, "dim" if cell == "·" else "bold")
        console.print(line, soft_wrap=True)
    signs = f"{_NAMED} names the source  {_WITHHELD} withholds it  {_OTHER} other source"
    print_wrapped(console, signs, " " * max(0, min(_LABEL + 1, measure(console) - len(signs))), "dim")


def _sign(mark: Mark) -> str:
    return {"named": _NAMED, "withheld": _WITHHELD}.get(mark.naming, _OTHER)


def _appearance(one: Appearance, tie: Tie, changes: dict[str, list[Change]], console: Console) -> None:
    said = one.occurrence
    who = Text.assemble((shown(_who(said)), "bold"))
    _headed(console, who, Text(said.ref, "dim"))
    print_lines(console, Text(_when(one.when), "dim"), [_MARGIN])
    source = Text(
        shown(said.speaker or said.source) or "no source named", "bold" if said.naming == "named" else "italic"
    )
    if said.naming == "withheld":
        source.append(" (not named)", "dim")
    elif said.naming == "unresolved":
        source.append(" (who that is cannot be told)", "dim")
    if said.cue:
        source.append(" · ", "dim").append(shown(said.cue), "cyan")
    print_lines(console, source, [_MARGIN])
    print_lines(console, Text(shown(said.content)), [_MARGIN])
    way = f"via {' → '.join(shown(station.name) for station in said.via)}" if said.via else ""
    about = [said.quotation, way, spelled(said.channel) if said.channel not in (None, "other") else ""]
    about.append("corrected" if said.corrected else "")
    print_lines(console, Text("— " + " · ".join(part for part in about if part), "dim"), [_MARGIN])
    print_lines(console, Text(shown(tie.why), "green" if tie.reason == "own" else ""), [_MARGIN])
    for other in (said, *one.again):
        for change in changes.get(other.ref, []):
            print_lines(console, Text(_changed(change), "yellow"), [_MARGIN, Text("     ")])
    if one.gone is not None:
        print_lines(console, Text("A later version has it no more.", "yellow"), [_MARGIN])
    console.print()


def _headed(console: Console, head: Text, tail: Text) -> None:
    if not print_headed(console, head, tail, [Text(""), _MARGIN]):
        print_lines(console, tail, [_MARGIN])


def _changed(change: Change) -> str:
    before, after = shown(change.before), shown(change.after)
    short = f"{before[:60]} …" if len(before) > 62 else before
    match change.what:
        case "cut":
            return f"left out: {short}"
        case "fuller":
            return f"more: {after}"
        case "words" | "figure":
            what = "figure: " if change.what == "figure" else ""
            if not before:
                return f"{what}put in: {after}"
            return f"{what}{before} → {after}" if after else f"{what}left out in the middle: {before}"
        case "naming" | "speaker":
            return (
                f"{'source' if change.what == 'naming' else 'another speaker'}: {before or 'none'} → {after or 'none'}"
            )
        case "gone":
            return "a later version leaves it out"
        case _:
            return f"{change.what}: {before or 'none'} → {after or 'none'}"


def _claim(one: Occurrence, console: Console) -> None:
    who = Text.assemble((shown(one.speaker or one.source) or "no source named", "bold"))
    _headed(console, who, Text(one.ref, "dim"))
    print_lines(console, Text(shown(one.content)), [_MARGIN])
    print_lines(console, Text(f"— {shown(_who(one))} · likeness {one.score:.2f}", "dim"), [_MARGIN])
    console.print()


def _when(moment: Moment) -> str:
    if moment.at is None:
        return "at a time that is not known"
    return f"{when(moment.at)} ({_BY[moment.by]})"


def _who(one: Occurrence) -> str:
    return one.page.outlet or one.page.url or one.page.sha256[:12]
