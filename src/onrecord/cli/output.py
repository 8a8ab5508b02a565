"""Where outcomes go: the terminal, a file or a pipe, with what failed and how far it is on standard error."""

import contextlib
import glob
import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console

ALL_READ = 0
"""Exit status: every input was read, whether or not there was an article in it."""
SOME_FAILED = 1
"""Exit status: at least one input could not be read; the others were."""

DASH = "\0-"
"""What stands for a lone ``-`` while the command line is parsed, for cyclopts takes that for an option."""


class UsageError(Exception):
    """The command line makes no sense, in one sentence."""


class InputError(UsageError):
    """What was named cannot be read or written, in one sentence: the help would not help."""


class Asked(NamedTuple):
    """What every command that reads is asked for, and the count of what is left out on the way."""

    inputs: tuple[str, ...]
    output: Path | None
    skipped: Counter[str]


class View(NamedTuple):
    """How outcomes are written: `each` gets one and where it goes, a console if `text`, else a stream of bytes."""

    each: Callable[[Any, Any], None]
    text: bool
    start: Callable[[Any], None] | None = None
    between: Callable[[Any], None] | None = None
    end: Callable[[Any], None] | None = None


def write(outcomes: Iterator[Any], view: View, asked: Asked, summed: Callable[[], str] | None = None) -> int:
    """Write each outcome as `view` has it, tell of those that failed, and return the exit status.

    At the end it is told what was done: `summed` in words of its own, else how many pages were read.
    """
    from onrecord.capture.model import CaptureError

    output = None if str(asked.output) == DASH else asked.output
    done = failed = 0
    with _opened(output) as stream, _progress(asked.inputs, output) as progress:
        sink: Any = _console(stream, output) if view.text else stream
        if view.start:
            view.start(sink)
        for outcome in outcomes:
            if isinstance(outcome, CaptureError):
                failed += 1
                say(f"{outcome.source}: {outcome.message}")
            else:
                if done and view.between:
                    view.between(sink)
                done += 1
                view.each(outcome, sink)
                _flush(sink)
            progress(_source(outcome), done, failed)
        if view.end:
            view.end(sink)
            _flush(sink)
    if done + failed != 1 or asked.skipped:
        say(_told(done, failed, asked.skipped, summed() if summed else None))
    return SOME_FAILED if failed else ALL_READ


def lines(form: Callable[[Any], bytes], head: bytes = b"", end: bytes = b"\n") -> View:
    """Each outcome as bytes, one after another."""

    def start(stream: BinaryIO) -> None:
        stream.write(head)

    def each(outcome: Any, stream: BinaryIO) -> None:
        stream.write(form(outcome) + end)

    return View(each=each, text=False, start=start)


def printed(
    form: Callable[[], bytes], show: Callable[["Console"], None], *, json: bool, output: Path | None = None
) -> None:
    """Write one answer: as a line of JSON, or as `show` prints it for a person."""
    output = None if str(output) == DASH else output
    with _opened(output) as stream:
        if json:
            stream.write(form() + b"\n")
            stream.flush()
        else:
            console = _console(stream, output)
            show(console)
            _flush(console)


def written_to(output: Path | None, make: Callable[[BinaryIO], object]) -> None:
    """Let `make` write bytes to where they are asked for."""
    with _opened(None if str(output) == DASH else output) as stream:
        make(stream)
        stream.flush()


def _flush(sink: Any) -> None:
    getattr(sink, "file", sink).flush()


def say(message: str) -> None:
    """Say one line on standard error."""
    from onrecord.export.terminal import shown

    with contextlib.suppress(OSError, ValueError):
        print(f"onrecord: {shown(message)}", file=sys.stderr, flush=True)


def _source(outcome: Any) -> str:
    """The source of a Reading, a CaptureError, or a capture with its page."""
    capture = outcome[0] if isinstance(outcome, tuple) else getattr(outcome, "capture", outcome)
    return str(capture.source)


def _told(done: int, failed: int, skipped: Counter[str], summed: str | None = None) -> str:
    out = summed or f"{_count(done, 'page')} read"
    if failed:
        out += f", {_count(failed, 'input')} failed"
    if skipped:
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(skipped.items()))
        out += f"; left out because they are no pages: {kinds}"
    return out


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


@contextlib.contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    if output is None:
        yield sys.stdout.buffer
        return
    try:
        stream = output.open("wb")
    except OSError as error:
        raise InputError(f"Cannot write to {output}: {error.strerror}.") from None
    with stream:
        yield stream


def _console(stream: BinaryIO, output: Path | None) -> "Console":
    from rich.console import Console

    class Terminal(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would exit with 1, which says that an input failed

    if output is None:
        return Terminal(highlight=False, markup=False, emoji=False)
    file = io.TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=True)
    return Console(file=file, width=100, highlight=False, markup=False, emoji=False)


@contextlib.contextmanager
def _progress(inputs: Sequence[str], output: Path | None) -> Iterator[Callable[[str, int, int], None]]:
    """Progress on standard error, where somebody watches it and the pages themselves go elsewhere.

    Yields what to call after each outcome, with its source and how many were read and failed. The bar is of files:
    how many pages an archive holds is known only at its end.
    """
    if not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        yield lambda source, done, failed: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=sum(map(_files, inputs)))
        last = ""

        def show(source: str, done: int, failed: int) -> None:
            nonlocal last
            file = source.partition("#")[0]
            bar.update(task, advance=int(file != last), description=_told(done, failed, Counter()))
            last = file

        yield show


def _files(name: str) -> int:
    """Count the files that an input stands for; a guess is good enough for a bar."""
    if Path(name).is_dir():
        return sum(len(files) for _, _, files in os.walk(name))
    return len(glob.glob(name, recursive=True)) if glob.has_magic(name) else 1  # noqa: PTH207
