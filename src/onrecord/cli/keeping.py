"""The commands that keep an archive well: doctor, backup, migrate."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, KEEP, SOME_FAILED, app
from onrecord.cli.options import OneJson, Output, Where, located, opened
from onrecord.cli.output import printed, say

if TYPE_CHECKING:
    from onrecord.record.opening import Archive


@app.command(group=KEEP, usage="Usage: onrecord doctor [OPTIONS]")
def doctor(
    *,
    archive: Where = None,
    mend: Annotated[
        bool, Parameter(help="First make anew what is shown, wherever it is not what was read; nothing read changes.")
    ] = False,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """Check an archive: every hash, every offset, every reference, and that what is shown is what was read."""
    from onrecord.export.archive_json import DoctorForm, line
    from onrecord.export.terminal.archive import print_report
    from onrecord.record.doctor import examine

    with opened(archive) as kept, _bar("mending" if mend else "checking") as progress:
        if mend:
            _mend(kept, progress)
        report = examine(kept, progress=progress)
        form = DoctorForm(archive=kept.where, whole=report.whole, report=report)
    printed(lambda: line(form), lambda console: print_report(report, form.archive, console), json=json, output=output)
    return ALL_READ if report.whole else SOME_FAILED


def _mend(kept: "Archive", progress: Callable[[int, int], None] | None) -> None:
    from onrecord.pipeline.catching_up import catch_up
    from onrecord.record.mending import mend

    done = mend(kept, progress=progress)
    catch_up(kept)
    say(f"what is shown of {done:,} capture{'' if done == 1 else 's'} was made anew")


@app.command(group=KEEP, usage="Usage: onrecord backup [OPTIONS] FILE|URL")
def backup(
    to: Annotated[str, Parameter(name="FILE", help="A new file, or an empty database's URL; it is an archive then.")],
    /,
    *,
    archive: Where = None,
) -> int:
    """Copy an archive as it is now, while others go on reading and writing it; from one database to another, too."""
    from onrecord.record.backup import backup as copy

    with opened(archive) as kept, _bar("copying") as progress:
        done = copy(kept, to, progress=progress)
    size = f" ({done.size / 1e6:.1f} MB)" if done.size is not None else ""
    say(f"{done.captures:,} captures copied to {done.where}{size}")
    return ALL_READ


@app.command(group=KEEP, usage="Usage: onrecord migrate [OPTIONS]")
def migrate(
    *,
    archive: Where = None,
    rehearse: Annotated[bool, Parameter(help="Try it and take it back: nothing is changed.")] = False,
) -> int:
    """Bring an archive that an older version made to this one's tables, wholly or not at all."""
    from onrecord.record import upgrading
    from onrecord.record.migrate import HEAD
    from onrecord.record.opening import unchecked

    with unchecked(located(archive)) as kept:
        steps = upgrading.rehearse(kept) if rehearse else upgrading.migrate(kept)
        for step in steps:
            print(f"{step.version}  {step.does}")
        if not steps:
            say(f"{kept.where} is of version {HEAD} already; nothing to do")
        elif rehearse:
            say(f"it would work; {kept.where} is as it was")
        else:
            say(f"{kept.where} is of version {HEAD} now; onrecord doctor --mend compares its pages with each other")
    return ALL_READ


@contextmanager
def _bar(doing: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yield what to call with how much is done of how much, where somebody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
