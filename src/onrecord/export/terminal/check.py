"""What an archive says of a draft's quotations, at a terminal."""

from rich.console import Console
from rich.text import Text

from onrecord.export.check_json import CheckForm
from onrecord.export.terminal.layout import Lines, count, listed, print_headed, print_lines, print_wrapped, shown, when
from onrecord.story.check import Changed, Checked, Cited, Finding

_MARGIN = Text("   ")
_VERDICTS = {
    "verbatim": "word for word",
    "cut": "word for word, out of a longer one",
    "ellipsis": "with what is left out marked",
    "altered": "altered",
    "partly": "only partly found",
    "not_found": "not found",
    "too_short": "too short to be told by its words",
}


def print_check(form: CheckForm, text: str, console: Console) -> None:
    """Print each quotation of a draft with its line, what the archive says of it, and what to cite."""
    lines = Lines(text)
    for one in form.checks:
        _checked(one, lines.of(one.finding.quotation.span[0]), console)
    if not form.checks:
        print_wrapped(console, "There is no quotation in it.", style="dim")
        return
    told = [f"{count(form.quotations, 'quotation')}: {form.held} as the archive has them"]
    rest = form.quotations - form.held - form.short
    told.append(f"{rest} to look at")
    if form.short:
        told.append(f"{form.short} too short to check")
    print_wrapped(console, f"{listed(told)}.", style="dim")


def verdict_of(finding: Finding, otherwise: bool = False) -> str:
    """Return in words what the archive says of a quotation; `otherwise` says that what to cite has other words."""
    told = [_VERDICTS[finding.verdict]]
    if otherwise:
        told = [f"{told[0]} in a repeat only: the page it goes back to has other words"]
    if finding.indirect:
        told.append("never in quotation marks")
    if finding.attribution == "different":
        told.append("given to somebody else")
    elif finding.attribution == "withheld":
        told.append("no page names who said it")
    return ", ".join(told)


def _checked(one: Checked, line: int, console: Console) -> None:
    finding = one.finding
    style = "green" if finding.holds else "dim" if finding.verdict == "too_short" else "yellow"
    head = Text(f"line {line}", "dim")
    if finding.quotation.speaker:
        head.append(" · ", "dim").append(shown(finding.quotation.speaker), "bold")
    verdict = Text(verdict_of(finding, one.otherwise is not None), style)
    if not print_headed(console, head, verdict, [Text(""), _MARGIN]):
        print_lines(console, verdict, [_MARGIN])
    print_lines(console, _marked(finding), [_MARGIN])
    if finding.matches:
        for change in finding.matches[0].changes:
            print_lines(console, Text(_changed(change, "the archive has"), "yellow"), [_MARGIN])
    if one.best is not None:
        who = shown(one.best.speaker or one.best.source) or "nobody named"
        where = f"— {who} in {shown(one.best.outlet or 'no outlet named')} · {one.best.ref}"
        print_lines(console, Text(where, "dim"), [_MARGIN])
    if one.first is not None:
        _cite(one, one.first, console)
    console.print()


def _cite(one: Checked, first: Cited, console: Console) -> None:
    at = when(first.when.at) if first.when.at else "at a time that is not known"
    words = f"First known appearance in this archive: {shown(first.outlet or 'no outlet named')}, {at}"
    print_lines(console, Text(words, "dim"), [_MARGIN])
    if one.cite is None:
        return
    cite = f"{'It goes back to' if one.otherwise else 'Cite'}: {shown(one.cite.outlet or 'no outlet named')}"
    cite += f", “{shown(one.cite.headline)}”" if one.cite.headline else ""
    if one.origin and one.origin != one.cite.outlet:
        cite += f", after {shown(one.origin)}, of which this archive has no page with these words"
    print_lines(console, Text(cite, "dim"), [_MARGIN])
    for change in one.otherwise.changes if one.otherwise else ():
        print_lines(console, Text(_changed(change, "it has"), "yellow"), [_MARGIN])


def _changed(change: Changed, there: str) -> str:
    draft, kept = shown(change.draft), shown(change.kept)
    if not draft:
        return f"the draft leaves out: {kept}"
    return f"the draft has: {draft} · {there}: {kept}" if kept else f"the draft puts in: {draft}"


def _marked(finding: Finding) -> Text:
    """The quotation, the words that are otherwise underlined."""
    quotation = finding.quotation
    start = quotation.span[0]
    out, last = Text("“"), 0
    changes = finding.matches[0].changes if finding.matches else []
    for change in changes:
        a, b = change.span[0] - start, change.span[1] - start
        if a >= last:
            out.append(_bare(quotation.text[last:a])).append(_bare(quotation.text[a:b]), "yellow underline")
            last = b
    return out.append(_bare(quotation.text[last:])).append("”")


def _bare(text: str) -> str:
    inner = shown(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"
