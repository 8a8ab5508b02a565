"""What several commands are asked in the same words."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from onrecord.cli.output import DASH, Asked, UsageError

if TYPE_CHECKING:
    from onrecord.capture.model import Capture, CaptureError
    from onrecord.pipeline.archiving import Work as Archiving
    from onrecord.record.opening import Archive

Inputs = Annotated[
    str,
    Parameter(
        name="INPUT",
        help="Files (HTML, text, WARC, WET, each also gzipped), folders, globs, URLs; - for standard input.",
    ),
]
Json = Annotated[bool, Parameter(name="--json", help="Write JSON, one line for each page.")]
OneJson = Annotated[bool, Parameter(name="--json", help="Write JSON, one line for all pages.")]
Where = Annotated[
    str | None,
    Parameter(
        name=["--archive", "-a"],
        help="The archive: a file, or a postgresql:// URL. [default: $ONRECORD_ARCHIVE, else onrecord.db here]",
    ),
]
Output = Annotated[
    Path | None, Parameter(name=["--output", "-o"], help="Write to this file instead of standard output.")
]


def _few(type_: type, value: int) -> None:
    if not 1 <= value <= MOST:
        raise UsageError(f"--limit takes a number from 1 to {MOST}, not {value}.")


def _day(type_: type, value: str | None) -> None:
    if value is None:
        return
    try:
        if date.fromisoformat(value).isoformat() != value:
            raise ValueError
    except ValueError:
        raise UsageError(f"{value[:40]!r} is no day; a day is written as 2031-03-01.") from None


MOST = 200
"""The most that one page of a list shows."""
Limit = Annotated[
    int, Parameter(name=["--limit", "-n"], validator=_few, help=f"The most to show, from 1 to {MOST}. [default: 20]")
]
Cursor = Annotated[str | None, Parameter(help="Go on where the last page ended: its `next`.")]
Since = Annotated[str | None, Parameter(validator=_day, help="Only from this day on, as 2031-03-01.")]
Until = Annotated[str | None, Parameter(validator=_day, help="Only up to this day, as 2031-03-31.")]


@contextmanager
def paged() -> Iterator[None]:
    """Raise `UsageError` for a cursor that no page gave, or a query that cannot be read."""
    from onrecord.record.lookup import CursorError
    from onrecord.record.search.query import QueryError

    try:
        yield
    except (CursorError, QueryError) as error:
        raise UsageError(str(error)) from error


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Work:
    """How inputs are worked through."""

    jobs: Annotated[
        int | None,
        Parameter(
            name=["--jobs", "-j"],
            help="Worker processes; the output does not depend on it. 0 reads in this process. "
            "[default: 0 for a single page, else as many as there are cores, at most 4]",
        ),
    ] = None
    allow_private: Annotated[
        bool, Parameter(help="Fetch URLs on private and loopback addresses too, which are refused otherwise.")
    ] = False
    time_limit: Annotated[
        float, Parameter(help="Seconds that one page may take before it is given up. [default: 120]")
    ] = 120.0

    def __post_init__(self) -> None:
        """Raise `UsageError` for what makes no sense."""
        if self.jobs is not None and not 0 <= self.jobs <= 256:
            raise UsageError("--jobs must be between 0 and 256.")
        if not 0 < self.time_limit < 1e6:
            raise UsageError("--time-limit must be a number of seconds above 0.")

    def archiving(self) -> "Archiving":
        """Return the same as the pipeline has it."""
        from onrecord.pipeline.archiving import Work

        return Work(self.jobs, self.time_limit)


DEFAULT = Work()


def located(archive: str | None) -> str:
    """Return where the archive is: as named, else as the environment has it, else in this folder."""
    return archive or os.environ.get("ONRECORD_ARCHIVE") or "onrecord.db"


def opened(archive: str | None, *, make: bool = False) -> "Archive":
    """Open the archive; with `make`, make it if there is none. Raises `ArchiveError`."""
    from onrecord.record.opening import open_archive

    return open_archive(located(archive), make=make)


def opened_instead(archive: str | None) -> "Archive":
    """Open the archive where no input was named. Raises `UsageError` where there is none either."""
    from onrecord.record.model import NotFoundError

    try:
        return opened(archive)
    except NotFoundError:
        if archive or os.environ.get("ONRECORD_ARCHIVE"):
            raise
        raise UsageError(f"{_NO_INPUT} Or an archive: --archive.") from None


_NO_INPUT = "Name at least one input: a file, a folder, a URL, or - for standard input."


def asked_for(inputs: tuple[str, ...], output: Path | None) -> Asked:
    """Return what was asked for. Raises `UsageError` if there are no inputs."""
    if not inputs:
        raise UsageError(_NO_INPUT)
    return Asked(tuple("-" if name == DASH else name for name in inputs), output, Counter())


def captured(asked: Asked, work: Work) -> "Iterable[Capture | CaptureError]":
    """Find the pages that were asked for, each when its turn comes."""
    from onrecord.capture.find import captures

    return captures(asked.inputs, allow_private=work.allow_private, skipped=asked.skipped)
