"""What an archive answers, for a person at a terminal: what was added, found, said, and how much there is."""

import msgspec
from rich.console import Console
from rich.text import Text

from onrecord.export.archive_json import AROUND
from onrecord.export.terminal.layout import (
    Lines,
    count,
    listed,
    print_headed,
    print_heading,
    print_lines,
    print_more,
    print_wrapped,
    shown,
    when,
)
from onrecord.export.terminal.statement import print_statement, spelled
from onrecord.record.adding import Added, Change
from onrecord.record.doctor import Report
from onrecord.record.feeds import WatchedFeed
from onrecord.record.lookup import Article, Evidence, Namesake, Said, StatementRow, Stats
from onrecord.record.refs import SHORT
from onrecord.record.search.find import Alike, Articles, Statements
from onrecord.record.search.hits import ArticleHit, Place, StatementHit
from onrecord.record.search.matching import Shown

_CHANGES: dict[Change, tuple[str, str]] = {
    "new": ("added", "green"),
    "reread": ("read anew", "green"),
    "again": ("met again", "dim"),
    "known": ("known", "dim"),
}
_MARGIN = Text("   ")
_ADDED = Text(" " * 10)


def print_added(added: Added, console: Console) -> None:
    """Print what came of one input on a line or two: what it is, and what it is called from now on."""
    word, style = _CHANGES[added.change]
    what = shown(added.headline or "") or f"no article ({spelled(added.kind)})"
    print_lines(console, Text(what, "bold" if added.headline else "dim"), [Text(f"{word:<10}", style), _ADDED])
    about = Text.assemble((added.sha256[:SHORT], "cyan"))
    if added.kind == "article":
        about.append(f" · {count(added.statements, 'statement')}", "dim")
    print_lines(console, about.append(f" · {shown(added.source)}", "dim"), [_ADDED])


def print_statements(found: Statements, console: Console) -> None:
    """Print the statements that a query found, with the words found marked, and how many there are."""
    for hit in found.hits:
        _print_hit(hit, console)
    _print_total(found, "statement", len(found.hits), console)


def print_alike(found: Alike, console: Console) -> None:
    """Print the statements that mean the same as what was asked for, the likeliest first."""
    for hit in found.hits:
        _print_hit(hit, console)
    told = "Nothing alike found." if not found.hits else f"The {count(len(found.hits), 'likeliest statement')}."
    told = told.replace("The 1 likeliest", "The likeliest")
    if found.waiting:
        told += f" {found.waiting:,} statements cannot be found by meaning yet; onrecord reread goes on with them."
    print_wrapped(console, told, style="dim")


def print_articles(found: Articles, console: Console) -> None:
    """Print the articles that a query found."""
    for hit in found.hits:
        _print_article(hit, console)
    _print_total(found, "article", len(found.hits), console)


def print_said(name: str, said: Said, console: Console) -> None:
    """Print what somebody said, in time, and who else may be meant by the name."""
    if said.speaker is None:
        words = (
            f"{shown(name)} may be one of {len(said.others)}:" if said.others else f"Nobody speaks as {shown(name)}."
        )
        print_wrapped(console, words, style="dim")
        for one in said.others:
            print_lines(console, _namesake(one), [Text("  "), Text("    ")])
        if said.others:
            example = next((one.ref for one in said.others if one.ref), None) or f'"{shown(said.others[0].name)}"'
            print_wrapped(console, f"Ask for one of them: onrecord said {example}", style="dim")
        return
    others = listed([_namesake(one).plain for one in said.others])
    _print_rows(said.page.items, console)
    told = f"{shown(said.speaker.name)}: {count(said.speaker.statements, 'statement')} in the archive."
    print_wrapped(console, told + (f" The name may also mean {others}." if others else ""), style="dim")
    print_more(said.page.next, console)


def _namesake(one: Namesake) -> Text:
    role = f", {shown(one.roles[0])}" if one.roles else ""
    ref = f", {one.ref}" if one.ref else ""
    return Text.assemble((shown(one.name), "bold"), f"{role} ({count(one.statements, 'statement')}{ref})")


def print_evidence(evidence: Evidence, console: Console) -> None:
    """Print a statement, its words in the page, and where the page comes from."""
    row, page = evidence.row, evidence.page
    text, spans = page.reading.text, row.spans
    print_statement(page.reading, evidence.statement, row.number, Lines(text), console)
    start, end = max(0, row.start - AROUND), min(len(text), row.end + AROUND)
    marks = sorted(
        (
            *((span, "bold") for span in spans.source),
            *((span, "cyan") for span in spans.cue),
            *((span, "underline") for span in spans.content),
        )
    )
    shown_text, last = Text("… " if start else "", "dim"), start
    for (first, after), style in marks:
        shown_text.append(_spaced(text[last:first]), "dim").append(_spaced(text[first:after]), style)
        last = after
    shown_text.append(_spaced(text[last:end]), "dim").append(" …" if end < len(text) else "", "dim")
    print_lines(console, shown_text, [_MARGIN])
    console.print()
    print_kept(page, console)


def print_kept(page: Article, console: Console) -> None:
    """Print how the archive has a page: its hash, and where and when it was met."""
    print_lines(console, Text.assemble(("sha256 ", "dim"), (page.capture.sha256, "cyan")), [Text("")])
    for one in page.sightings:
        about = [shown(one.url or one.source), when(one.captured_at) if one.captured_at else ""]
        about.append(f"({spelled(one.captured_at_from)})" if one.captured_at_from else "")
        print_lines(
            console, Text(" ".join(part for part in about if part), "dim"), [Text("met    ", "dim"), Text(" " * 7)]
        )
    models = ", ".join(str(name) for name in msgspec.structs.astuple(page.reading.reader.models))
    print_wrapped(console, f"read by onrecord {page.reading.reader.onrecord} ({models})", style="dim")


def _print_rows(rows: list[StatementRow], console: Console) -> None:
    day: str | None = ""
    for row in rows:
        if row.day != day:
            day = row.day
            print_heading(console, when(day) if day else "Without a date")
        how = Text.assemble((shown(row.speaker or row.source) or "not named in the text", "bold"))
        if row.cue:
            how.append(" · ", "dim").append(shown(row.cue), "cyan")
        _print_headed(console, how, Text(row.ref, "dim"), [Text(""), _MARGIN])
        print_lines(console, Text(shown(row.content)), [_MARGIN])
        about = [
            row.quotation,
            "" if row.source_kind in ("implicit", "other") else spelled(row.source_kind),
            "denies this" if row.polarity == "denies" else "",
            f"via {' → '.join(shown(via.name) for via in row.via)}" if row.via else "",
            spelled(row.channel) if row.channel not in (None, "other") else "",
            shown(row.outlet or ""),
            "corrected" if row.corrected else "",
        ]
        print_lines(console, Text("— " + " · ".join(part for part in about if part), "dim"), [_MARGIN])
        console.print()


def print_asked(feed: WatchedFeed, pages: int, new: int, console: Console) -> None:
    """Print how asking a feed went."""
    head = Text.assemble(("feed     ", "dim"), " ", (shown(feed.title or feed.url), "bold"))
    tail = Text(f"{new} new of {pages}" if pages else "unchanged", "dim")
    _print_headed(console, head, tail, [Text(""), _ADDED])


def print_feeds(feeds: list[WatchedFeed], console: Console) -> None:
    """Print the feeds that are watched, and how that goes."""
    if not feeds:
        print_wrapped(console, "No feed is watched.", style="dim")
    for one in feeds:
        print_lines(console, Text(shown(one.title or one.url), "bold"), [Text("")])
        about = [
            shown(one.url) if one.title else "",
            count(one.pages, "page"),
            f"{one.waiting} waiting" if one.waiting else "",
            f"{one.failed} given up" if one.failed else "",
            f"asked {when(one.checked_at)}" if one.checked_at else "not asked yet",
        ]
        print_lines(console, Text(" · ".join(part for part in about if part), "dim"), [_MARGIN])
        if one.message:
            print_lines(console, Text(f"{shown(one.message)} ({count(one.failures, 'time')})", "yellow"), [_MARGIN])


def print_stats(stats: Stats, where: str, console: Console) -> None:
    """Print how much there is in an archive."""
    print_heading(console, shown(where))
    days = [when(day) for day in dict.fromkeys((stats.first_day, stats.last_day)) if day]
    rows = (
        ("captures", stats.captures, f"{_size(stats.bytes)}, met {count(stats.sightings, 'time')}"),
        ("articles", stats.articles, " to ".join(days)),
        ("statements", stats.statements, ""),
        ("entities", stats.entities, ""),
        ("readings", stats.readings, f"by {count(stats.readers, 'reader')}"),
        ("corrections", stats.corrections, ""),
        ("failures", stats.failures, "inputs that could not be read"),
    )
    for name, number, note in rows:
        print_lines(
            console,
            Text.assemble(f"{name:<12}{number:>10,}", (f"   {note}" if note and number else "", "dim")),
            [Text("")],
        )


def print_report(report: Report, where: str, console: Console) -> None:
    """Print what was found when an archive was checked."""
    for one in report.findings:
        head = Text.assemble((spelled(one.check), "red"), f" · {shown(one.where)}")
        print_lines(console, head, [Text("")])
        print_lines(console, Text(shown(one.message)), [_MARGIN])
    if report.found > len(report.findings):
        print_wrapped(console, f"… and {report.found - len(report.findings):,} more.", style="dim")
    checked = [
        count(report.captures, "capture"),
        count(report.readings, "reading"),
        count(report.statements, "statement"),
        f"{report.offsets:,} offsets",
    ]
    verdict = "is whole" if report.whole else f"has {count(report.found, 'fault')}"
    print_wrapped(console, f"{shown(where)} {verdict}: {listed(checked)} checked.")


def _print_headed(console: Console, head: Text, tail: Text, margins: list[Text]) -> None:
    """Print `head` with `tail` at its right end, or on a line of its own where there is no room."""
    if not print_headed(console, head, tail, margins):
        print_lines(console, tail, [margins[-1]])


def _print_hit(hit: StatementHit, console: Console) -> None:
    who = _marked(hit.speaker, "bold") if hit.speaker else _marked(hit.source, "bold")
    how = who if who.plain else Text("not named in the text", "dim italic")
    if hit.cue.text:
        how = how + Text(" · ", "dim") + _marked(hit.cue, "cyan")
    _print_headed(console, how, Text(hit.ref, "dim"), [Text(""), _MARGIN])
    print_lines(console, _marked(hit.content), [_MARGIN])
    about = [
        hit.quotation,
        "" if hit.source_kind in ("implicit", "other") else spelled(hit.source_kind),
        "denies this" if hit.polarity == "denies" else "",
        "corrected" if hit.corrected else "",
        f"likeness {hit.likeness:.2f}" if hit.likeness is not None else "",
    ]
    print_lines(console, Text("— " + " · ".join(part for part in about if part), "dim"), [_MARGIN])
    _print_place(hit.place, console)
    console.print()


def _print_article(hit: ArticleHit, console: Console) -> None:
    head = _marked(hit.place.headline, "bold") if hit.place.headline else Text("without a headline", "dim italic")
    _print_headed(console, head, Text(hit.place.article[:SHORT], "dim"), [Text(""), _MARGIN])
    for passage in hit.passages:
        print_lines(console, _marked(passage), [_MARGIN])
    about = [when(hit.place.day) if hit.place.day else "", hit.place.outlet.text if hit.place.outlet else ""]
    about += [count(hit.statements, "statement"), "corrected" if hit.corrected else ""]
    print_lines(console, Text("— " + " · ".join(shown(part) for part in about if part), "dim"), [_MARGIN])
    console.print()


def _print_place(place: Place, console: Console) -> None:
    parts = [when(place.day) if place.day else "", place.outlet.text if place.outlet else ""]
    about = Text(" · ".join(shown(part) for part in parts if part), "dim")
    if place.headline:
        about = about + Text(" · " if about.plain else "", "dim") + _marked(place.headline, "dim")
    if about.plain:
        print_lines(console, about, [_MARGIN + Text("  ")])


def _print_total(found: Statements | Articles, what: str, here: int, console: Console) -> None:
    if not found.total:
        print_wrapped(console, f"No {what} found.", style="dim")
        return
    total = f"more than {found.total:,} {what}s" if found.more else count(found.total, what)
    words = f"{total}." if here >= found.total and not found.more else f"{here} of {total}."
    print_wrapped(console, words, style="dim")
    facets = [facet for facet in found.facets if len(facet.values) > 1 and facet.facet != "month"]
    for facet in facets[:6]:
        values = [f"{shown(spelled(value.label))} {value.count}" for value in facet.values[:4]]
        print_lines(console, Text.assemble((f"{spelled(facet.facet)}: ", "dim"), (listed(values), "dim")), [Text("  ")])
    print_more(found.next, console)


def _marked(piece: Shown, style: str = "") -> Text:
    """Return a piece of text with the words found underlined; its marks are offsets into it."""
    out = Text("… " if piece.before else "", style=style)
    last = 0
    for start, end in piece.marks:
        out.append(_spaced(piece.text[last:start]), style).append(_spaced(piece.text[start:end]), f"{style} underline")
        last = end
    return out.append(_spaced(piece.text[last:]), style).append(" …" if piece.after else "", style)


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB" if number >= 1e6 else f"{number / 1e3:.1f} kB"


def _spaced(text: str) -> str:
    """Return a part of a line, safe for a terminal, the spaces at its ends kept."""
    bare = shown(text)
    if not bare:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{bare}{' ' if text[-1].isspace() else ''}"
