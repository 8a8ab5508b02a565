"""The commands that fill an archive: add, watch, reread; and stats."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, ASK, KEEP, SOME_FAILED, app
from onrecord.cli.options import (
    DEFAULT,
    Inputs,
    Json,
    OneJson,
    Output,
    Where,
    Work,
    asked_for,
    captured,
    opened,
)
from onrecord.cli.output import Asked, UsageError, View, lines, printed, say, write

if TYPE_CHECKING:
    from onrecord.record.adding import Added, Change

_LONGEST_FEED = 500
"""Bytes of a feed's address."""

Quiet = Annotated[bool, Parameter(name=["--quiet", "-q"], help="Say only what failed, and how much was done.")]


@app.command(group=KEEP, usage="Usage: onrecord add [OPTIONS] INPUT...")
def add(
    *inputs: Inputs,
    archive: Where = None,
    json: Json = False,
    quiet: Quiet = False,
    output: Output = None,
    work: Work = DEFAULT,
) -> int:
    """Read pages and keep them in an archive. Stopped at any moment and run again, it goes on where it was."""
    from onrecord.pipeline.archiving import add_captures

    asked = asked_for(inputs, output)
    with opened(archive, make=True) as kept:
        outcomes = add_captures(kept, captured(asked, work), work.archiving())
        return _taken_in(outcomes, asked, json, quiet)


@app.command(group=KEEP, usage="Usage: onrecord reread [OPTIONS]")
def reread(
    *,
    archive: Where = None,
    json: Json = False,
    quiet: Quiet = False,
    output: Output = None,
    work: Work = DEFAULT,
) -> int:
    """Read again what this version has not read yet. The readings there are stay, beside the new ones."""
    from onrecord.pipeline.archiving import reread as again

    with opened(archive) as kept:
        return _taken_in(again(kept, work.archiving()), Asked((kept.where,), output, Counter()), json, quiet)


@app.command(group=KEEP, usage="Usage: onrecord watch [OPTIONS] [FEED]...")
def watch(
    *feeds: Annotated[str, Parameter(name="FEED", help="Feeds to watch from now on: RSS, Atom or JSON Feed.")],
    archive: Where = None,
    once: Annotated[bool, Parameter(help="Ask each feed that is due once, add what is new, and end.")] = False,
    every: Annotated[float, Parameter(help="Minutes between two looks at one feed, 1 to 1440. [default: 15]")] = 15.0,
    forget: Annotated[bool, Parameter(help="Watch these feeds no longer; what they brought stays.")] = False,
    show: Annotated[bool, Parameter(name="--list", help="Show which feeds are watched, and how that goes.")] = False,
    json: Json = False,
    work: Work = DEFAULT,
) -> int:
    """Watch feeds, and add each page that they name: conditionally, at a pace for each host, minding robots.txt."""
    from onrecord.export.archive_json import FeedsForm, line
    from onrecord.export.terminal.archive import print_feeds
    from onrecord.pipeline.watching import Manner, watch_once
    from onrecord.pipeline.watching import watch as watch_on
    from onrecord.record.feeds import forget_feed, watch_feed, watched

    if not 1 <= every <= 1440:
        raise UsageError("--every must be a number of minutes from 1 to 1440.")
    if forget and not feeds:
        raise UsageError("Name the feeds to forget.")
    for url in feeds:
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"{url} is no address of a feed; it starts with http:// or https://.")
        if len(url.encode("utf-8", "replace")) > _LONGEST_FEED:
            raise UsageError(f"The address of a feed may have {_LONGEST_FEED} bytes; {url[:60]}… has more.")
    with opened(archive, make=bool(feeds) and not forget) as kept:
        with kept.writing() as connection:
            for url in feeds:
                if not forget:
                    watch_feed(connection, url)
                elif not forget_feed(connection, url):
                    say(f"{url} was not watched")
        with kept.reading() as connection:
            known = watched(connection)
        if show or forget:
            form = FeedsForm(feeds=known)
            printed(lambda: line(form), lambda console: print_feeds(known, console), json=json)
            return ALL_READ
        if not known:
            raise UsageError("No feed is watched yet; name one: onrecord watch https://…")
        manner = Manner(every * 60, work.allow_private)
        outcomes = (watch_once if once else watch_on)(kept, manner, work.archiving())
        return _watched(outcomes, json)


@app.command(group=ASK, usage="Usage: onrecord stats [OPTIONS]")
def stats(*, archive: Where = None, json: OneJson = False, output: Output = None) -> int:
    """Say how much there is in an archive: captures, articles, statements, readings, corrections, failures."""
    from onrecord.export.archive_json import StatsForm, line
    from onrecord.export.terminal.archive import print_stats
    from onrecord.record import lookup

    with opened(archive) as kept, kept.reading() as connection:
        found = lookup.stats(connection)
        form = StatsForm(archive=kept.where, stats=found)
    printed(lambda: line(form), lambda console: print_stats(found, form.archive, console), json=json, output=output)
    return ALL_READ


def _taken_in(outcomes: "Iterator[Any]", asked: Asked, json: bool, quiet: bool) -> int:
    from onrecord.export.archive_json import added_line

    counts: Counter[Change] = Counter()

    def counted() -> Iterator[Any]:
        for outcome in outcomes:
            if not isinstance(outcome, Exception):
                counts[outcome.change] += 1
            yield outcome

    if json:
        view = lines(added_line)
    elif quiet:
        view = View(each=lambda added, sink: None, text=True)
    else:
        view = View(each=_show_added, text=True)
    return write(counted(), view, asked, lambda: _summed(counts))


def _show_added(added: "Added", console: Any) -> None:
    from onrecord.export.terminal.archive import print_added

    print_added(added, console)


def _summed(counts: "Counter[Change]") -> str:
    words: tuple[tuple[Change, str], ...] = (
        ("new", "added"),
        ("reread", "read anew"),
        ("again", "met again"),
        ("known", "known"),
    )
    told = [f"{counts[change]:,} {word}" for change, word in words if counts[change]]
    return ", ".join(told) or "nothing added"


def _watched(outcomes: "Iterator[Any]", json: bool) -> int:
    from onrecord.capture.model import CaptureError

    failed = False
    for outcome in outcomes:
        message = outcome.message if isinstance(outcome, CaptureError) else getattr(outcome, "failed", None)
        if message is None:
            _show_watched(outcome, json)
        else:
            failed = True
            say(f"{outcome.source}: {message}")
    return SOME_FAILED if failed else ALL_READ


def _show_watched(outcome: Any, json: bool) -> None:
    from onrecord.export.archive_json import added_line, asked_line
    from onrecord.export.terminal.archive import print_added, print_asked
    from onrecord.pipeline.watching import Asked

    if isinstance(outcome, Asked):
        feed, pages, new = outcome.feed, outcome.pages, outcome.new
        printed(lambda: asked_line(feed, pages, new), lambda console: print_asked(feed, pages, new, console), json=json)
    else:
        printed(lambda: added_line(outcome), lambda console: print_added(outcome, console), json=json)
