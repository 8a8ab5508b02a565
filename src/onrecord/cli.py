"""The ``onrecord`` command: it parses, calls the pipeline, prints, and exits. It never shows a traceback."""

import contextlib
import glob
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, NamedTuple, NoReturn

from cyclopts import App, CycloptsError, Group, Parameter

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.capture.model import Capture, CaptureError

ALL_READ = 0
"""Exit status: every input was read, whether or not there was an article in it."""
SOME_FAILED = 1
"""Exit status: at least one input could not be read; the others were."""
USAGE = 2
"""Exit status: the command line makes no sense, or the output cannot be written."""
FAULT = 70
"""Exit status: a fault in OnRecord itself."""
INTERRUPTED = 130
"""Exit status: interrupted from the keyboard."""
NOBODY_READS = 141
"""Exit status: what was reading the output stopped reading it (``| head``)."""

_DASH = "\0-"
"""What stands for a lone ``-`` while the command line is parsed, for cyclopts takes that for an option."""

_EPILOGUE = (
    "Exit status: 0 all inputs read · 1 some could not be read · 2 wrong use · 70 a fault in OnRecord · "
    "130 interrupted · 141 nobody reads the output any more."
)


def _version() -> str:
    from onrecord.pipeline import reader_info

    info = reader_info()
    return f"onrecord {info.onrecord} (blocks: {info.models.blocks}, attribution: {info.models.attribution})"


app = App(
    name="onrecord",
    help="Who said what on a captured news page, and the characters that prove it.",
    help_epilogue=_EPILOGUE,
    help_format="plaintext",
    version=_version,
    suppress_keyboard_interrupt=False,
    default_parameter=Parameter(negative=""),
    group_parameters=Group("Options"),
    group_arguments=Group("Inputs"),
)

Inputs = Annotated[
    str,
    Parameter(
        name="INPUT",
        help="Files (HTML, text, WARC, WET, each also gzipped), folders, globs, URLs; - for standard input.",
    ),
]
Json = Annotated[bool, Parameter(name="--json", help="Write JSON, one line for each page.")]
Output = Annotated[
    Path | None, Parameter(name=["--output", "-o"], help="Write to this file instead of standard output.")
]
Jobs = Annotated[
    int | None,
    Parameter(
        name=["--jobs", "-j"],
        help="Worker processes; the output does not depend on it. 0 reads in this process. "
        "[default: 0 for a single page, else as many as there are cores, at most 4]",
    ),
]
AllowPrivate = Annotated[
    bool, Parameter(help="Fetch URLs on private and loopback addresses too, which are refused otherwise.")
]
TimeLimit = Annotated[float, Parameter(help="Seconds that one page may take before it is given up.")]


@app.command(usage="Usage: onrecord read [OPTIONS] INPUT...")
def read(
    *inputs: Inputs,
    json: Json = False,
    output: Output = None,
    jobs: Jobs = None,
    allow_private: AllowPrivate = False,
    time_limit: TimeLimit = 120.0,
) -> int:
    """Read pages: the article, and every statement in it as who · how · "what"."""
    from onrecord.pipeline import read_captures

    asked = _Asked(inputs, json, output, Counter())
    found = _captures(asked, allow_private)
    outcomes = read_captures(found, jobs=_jobs(jobs), time_limit=_seconds(time_limit))

    def as_json(reading: Any) -> bytes:
        from onrecord.export.reading_json import reading_json

        return reading_json(reading)

    def as_text(reading: Any, console: "Console") -> None:
        from onrecord.export.terminal import print_reading

        print_reading(reading, console)

    return _write(outcomes, as_json if json else as_text, asked)


@app.command(usage="Usage: onrecord page [OPTIONS] INPUT...")
def page(
    *inputs: Inputs,
    json: Json = False,
    output: Output = None,
    jobs: Jobs = None,
    allow_private: AllowPrivate = False,
    time_limit: TimeLimit = 120.0,
) -> int:
    """Show pages as blocks with their roles: what was kept as the article, and what was set aside."""
    from onrecord.pipeline import pages_of

    asked = _Asked(inputs, json, output, Counter())
    found = _captures(asked, allow_private)
    outcomes = pages_of(found, jobs=_jobs(jobs), time_limit=_seconds(time_limit))

    def as_json(one: Any) -> bytes:
        from onrecord.export.reading_json import page_json

        return page_json(*one)

    def as_text(one: Any, console: "Console") -> None:
        from onrecord.export.terminal import print_page

        capture, blocks = one
        print_page(capture, blocks, console)

    return _write(outcomes, as_json if json else as_text, asked)


@app.command(usage="Usage: onrecord schema [reading|page]")
def schema(document: Literal["reading", "page"] = "reading", /) -> int:
    """Print the JSON Schema of what `read --json` or `page --json` writes."""
    from onrecord.export.reading_json import schema

    sys.stdout.buffer.write(schema(document))
    return ALL_READ


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command with `arguments` (those of the process by default) and exit with its status."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever called us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    given = sys.argv[1:] if arguments is None else arguments
    tokens = [_DASH if token == "-" else token for token in given]
    try:
        status = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
        return status if isinstance(status, int) else ALL_READ
    except (CycloptsError, _UsageError) as error:
        _say(f"{_sentence(error)} Try: onrecord --help")
        return USAGE
    except BrokenPipeError:
        _drop_output()
        return NOBODY_READS
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # a write: what opens a file names it
            _drop_output()
            _say(f"the output cannot be written: {error.strerror or error}")
            return USAGE
        from onrecord.pipeline import fault

        _say(
            f"stopped by a fault of its own ({fault(error)}). Please report this, "
            "with the command and the page if you can."
        )
        return FAULT


def _drop_output() -> None:
    """Send what is left to nowhere, for Python would complain once more when it flushes at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _UsageError(Exception):
    """The command line makes no sense, in one sentence."""


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _say(message: str) -> None:
    """Say one line on standard error."""
    from onrecord.export.terminal import shown

    with contextlib.suppress(OSError, ValueError):
        print(f"onrecord: {shown(message)}", file=sys.stderr, flush=True)


class _Asked(NamedTuple):
    """What both reading commands are asked for, and the count of what is left out on the way."""

    inputs: tuple[str, ...]
    json: bool
    output: Path | None
    skipped: Counter[str]


def _captures(asked: _Asked, allow_private: bool) -> "Iterable[Capture | CaptureError]":
    from onrecord.capture.find import captures

    if not asked.inputs:
        raise _UsageError("Name at least one input: a file, a folder, a URL, or - for standard input.")
    names = ["-" if name == _DASH else name for name in asked.inputs]
    return captures(names, allow_private=allow_private, skipped=asked.skipped)


def _jobs(jobs: int | None) -> int | None:
    if jobs is not None and not 0 <= jobs <= 256:
        raise _UsageError("--jobs must be between 0 and 256.")
    return jobs


def _seconds(time_limit: float) -> float:
    if not 0 < time_limit < 1e6:
        raise _UsageError("--time-limit must be a number of seconds above 0.")
    return time_limit


def _write(outcomes: Iterator[Any], form: Callable[..., Any], asked: "_Asked") -> int:
    """Write each outcome to `output`, tell of those that failed, and return the exit status."""
    from onrecord.capture.model import CaptureError
    from onrecord.export.terminal import print_between

    output = None if str(asked.output) == _DASH else asked.output
    done = failed = 0
    with _opened(output) as stream, _progress(asked.inputs, output) as progress:
        console = None if asked.json else _console(stream, output)
        for outcome in outcomes:
            if isinstance(outcome, CaptureError):
                failed += 1
                _say(f"{outcome.source}: {outcome.message}")
            elif console is None:
                done += 1
                stream.write(form(outcome) + b"\n")
                stream.flush()
            else:
                if done:
                    print_between(console)
                done += 1
                form(outcome, console)
                console.file.flush()
            progress(_source(outcome), done, failed)
    if done + failed != 1 or asked.skipped:
        _say(_told(done, failed, asked.skipped))
    return SOME_FAILED if failed else ALL_READ


def _source(outcome: Any) -> str:
    """The source of a Reading, a CaptureError, or a capture with its page."""
    capture = outcome[0] if isinstance(outcome, tuple) else getattr(outcome, "capture", outcome)
    return str(capture.source)


def _told(done: int, failed: int, skipped: Counter[str]) -> str:
    out = f"{_count(done, 'page')} read"
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
        raise _UsageError(f"Cannot write to {output}: {error.strerror}.") from None
    with stream:
        yield stream


def _console(stream: BinaryIO, output: Path | None) -> "Console":
    import io

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
