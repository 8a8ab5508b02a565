"""Versions of an article, and copies of it, at a terminal."""

from rich.console import Console
from rich.text import Text

from onrecord.export.terminal.layout import count, print_heading, print_lines, print_wrapped, shown, when
from onrecord.story.compared import Changed, Copies, Line, Shared, Step, Told
from onrecord.story.differences import Reworded
from onrecord.story.rewording import Run

_MARGIN = Text("    ")
_ASPECTS = {
    "speaker": "another speaker",
    "source_kind": "another kind of source",
    "via": "another way",
    "quotation": "quoted otherwise",
}
_NONE = Text("")


def print_versions(line: Line, console: Console) -> None:
    """Print the versions of an article, and what was changed from each to the next."""
    first = line.steps[0].page
    print_lines(console, Text(shown(first.headline or "Without a headline"), "bold"), [_NONE])
    told = f"{count(line.versions, 'version')} in {count(len(line.steps), 'capture')}"
    print_wrapped(console, " · ".join(part for part in (shown(first.outlet or ""), told) if part), style="dim")
    if line.left_out:
        print_wrapped(console, f"{line.left_out} older captures are not shown.", style="dim")
    for step in line.steps:
        _step(step, console)


def print_copies(found: Copies, console: Console) -> None:
    """Print the articles that share prose with one."""
    print_lines(console, Text(shown(found.page.headline or "Without a headline"), "bold"), [_NONE])
    if found.credit:
        print_wrapped(console, f"Its page credits {shown(found.credit)} with all of it.", style="dim")
    if not found.copies:
        print_wrapped(console, "No article of another outlet in this archive shares its prose.")
    for one in found.copies:
        console.print()
        _copy(one, console)


def _step(step: Step, console: Console) -> None:
    version = step.version
    console.print()
    stamp = version.captured_at or version.updated or version.published
    said = (
        "captured " + when(stamp) if version.captured_at and stamp else when(stamp) if stamp else "at an unknown time"
    )
    head = f"Version {version.number + 1}" if not step.same else f"Version {version.number + 1} again"
    print_heading(console, head, f"{said} · {version.sha256[:12]}")
    if step.same:
        print_wrapped(console, "Nothing but the furniture differs from the capture before.", "    ", "dim")
        return
    for notice, text in step.noticed:
        told = shown(text)
        named = told.casefold().startswith(notice.kind)  # the page itself calls it that
        what = "" if named else f"{notice.kind.capitalize()}: "
        print_lines(console, Text.assemble((what, "bold"), told), [_MARGIN])
    changes = step.changes
    if changes is None:
        return
    if not changes.any:
        print_wrapped(console, "Only its layout or its marks differ.", "    ", "dim")
    for name, one in (("Headline", changes.headline), ("Standfirst", changes.standfirst)):
        if one is not None:
            _reworded(f"{name}: ", one, console)
    for one in changes.paragraphs:
        _reworded("", one, console)
    for figure in changes.figures:
        words = Text.assemble(
            ("Figure: ", "bold"), (shown(figure.old), "strike red"), " → ", (shown(figure.new), "green")
        )
        if figure.counted:
            words.append(f" {shown(figure.counted)}", "dim")
        print_lines(console, words, [_MARGIN])
    for each in step.said:
        _statement(each, console)


def _reworded(head: str, one: Reworded, console: Console) -> None:
    if one.old is None:
        body = Text.assemble((head or "+ ", "bold"), (shown(one.new or ""), "green"))
    elif one.new is None:
        body = Text.assemble((head or "− ", "bold"), (shown(one.old), "strike red"))
    else:
        body = Text.assemble((head or "~ ", "bold"), _runs(one.runs))
    print_lines(console, body, [_MARGIN])


def _runs(runs: list[Run]) -> Text:
    styles = {"same": "", "added": "green", "removed": "strike red"}
    marks = {"same": ("", ""), "added": ("[+", "+]"), "removed": ("[-", "-]")}
    out = Text()
    for k, run in enumerate(runs):
        opened, closed = marks[run.edit]
        out.append(" " if k else "")
        out.append(f"{opened}{shown(run.text)}{closed}", styles[run.edit])
    return out


def _statement(one: Changed, console: Console) -> None:
    speaker, before = shown(one.new_speaker or "nobody named"), shown(one.old_speaker or "nobody named")
    if one.old_ref is None and one.old is None:
        body = Text.assemble(("Statement added: ", "bold"), f"{speaker}: ", (shown(one.new or ""), "green"))
    elif one.new is None:
        body = Text.assemble(("Statement removed: ", "bold"), f"{before}: ", (shown(one.old or ""), "strike red"))
    else:
        told = [_ASPECTS[aspect] for aspect in one.change.aspects if aspect != "words"]
        head = "Statement reworded" if "words" in one.change.aspects else "Statement re-attributed"
        body = Text.assemble((f"{head}: ", "bold"))
        if "speaker" in one.change.aspects:
            body.append(f"{before} → {speaker}: ")
        else:
            body.append(f"{speaker}: ")
        body.append(_runs(one.change.runs) if one.change.runs else shown(one.new))
        if told:
            body.append(f" ({', '.join(told)})", "dim")
    print_lines(console, body, [_MARGIN])


def _copy(one: Shared, console: Console) -> None:
    kind = "The whole article, or nearly" if one.whole else f"In part: {count(len(one.passages), 'paragraph')}"
    print_lines(console, Text(shown(_name(one.page)), "bold"), [_NONE])
    share = f"{one.share:.0%} of the words of this article, {one.other_share:.0%} of that one's"
    print_wrapped(console, f"{kind} · {share} · {one.page.sha256[:12]}", "    ", "dim")
    if one.from_here is not None:
        way = "It comes from this article" if one.from_here else "This article comes from it"
        print_wrapped(console, f"{way}, by the credit of {shown(one.credited or '')}.", "    ")
    elif one.credited:
        print_wrapped(console, f"Credited to {shown(one.credited)}.", "    ")
    else:
        print_wrapped(console, "No page says which of the two it comes from.", "    ")
    for text, _, _ in one.passages[:3]:
        print_lines(console, Text(shown(text[:200] + ("…" if len(text) > 200 else "")), "dim"), [_MARGIN])
    if len(one.passages) > 3:
        print_wrapped(console, f"… and {count(len(one.passages) - 3, 'more paragraph')}", "    ", "dim")


def _name(page: Told) -> str:
    parts = (page.outlet, page.headline, when(page.day) if page.day else None)
    return " · ".join(part for part in parts if part) or page.sha256[:12]
