"""The ``onrecord`` command: it parses, calls the pipeline, prints, and exits. It never shows a traceback."""

import contextlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal, NoReturn

from cyclopts import App, CycloptsError, Group, Parameter

from onrecord.cli.output import ALL_READ, DASH, SOME_FAILED, Asked, UsageError, View, say, write

if TYPE_CHECKING:
    from onrecord.capture.model import Capture, CaptureError

__all__ = ["ALL_READ", "FAULT", "INTERRUPTED", "NOBODY_READS", "SOME_FAILED", "USAGE", "app", "main"]

USAGE = 2
"""Exit status: the command line makes no sense, or the output cannot be written."""
FAULT = 70
"""Exit status: a fault in OnRecord itself."""
INTERRUPTED = 130
"""Exit status: interrupted from the keyboard."""
NOBODY_READS = 141
"""Exit status: what was reading the output stopped reading it (``| head``)."""

_EPILOGUE = (
    "Exit status: 0 all inputs read · 1 some could not be read · 2 wrong use · 70 a fault in OnRecord · "
    "130 interrupted · 141 nobody reads the output any more."
)


def _version() -> str:
    from msgspec import structs

    from onrecord.pipeline import reader_info

    info = reader_info()
    models = ", ".join(f"{part}: {name}" for part, name in structs.asdict(info.models).items())
    return f"onrecord {info.onrecord} ({models})"


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
OneJson = Annotated[bool, Parameter(name="--json", help="Write JSON, one line for all pages.")]
Output = Annotated[
    Path | None, Parameter(name=["--output", "-o"], help="Write to this file instead of standard output.")
]
Format = Annotated[
    Literal["csv", "jsonld", "webannotation"],
    Parameter(
        name=["--format", "-f"],
        help="csv: a table, one row a statement. jsonld: schema.org, one document a line for each page. "
        "webannotation: W3C Web Annotations, one collection a line for each page.",
    ),
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
    """Read pages: the article, and every statement in it as who · how · "what", and on whose authority."""
    from onrecord.pipeline import read_captures

    asked = Asked(inputs, output, Counter())
    found = _captures(asked, allow_private)
    outcomes = read_captures(found, jobs=_jobs(jobs), time_limit=_seconds(time_limit))

    def as_json(reading: Any) -> bytes:
        from onrecord.export.reading_json import reading_json

        return reading_json(reading)

    def as_text(reading: Any, console: Any) -> None:
        from onrecord.export.terminal import print_reading

        print_reading(reading, console)

    return write(outcomes, _lines(as_json) if json else _text(as_text), asked)


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

    asked = Asked(inputs, output, Counter())
    found = _captures(asked, allow_private)
    outcomes = pages_of(found, jobs=_jobs(jobs), time_limit=_seconds(time_limit))

    def as_json(one: Any) -> bytes:
        from onrecord.export.page_json import page_json

        return page_json(*one)

    def as_text(one: Any, console: Any) -> None:
        from onrecord.export.terminal import print_page

        capture, blocks = one
        print_page(capture, blocks, console)

    return write(outcomes, _lines(as_json) if json else _text(as_text), asked)


@app.command(usage="Usage: onrecord who [OPTIONS] INPUT...")
def who(
    *inputs: Inputs,
    json: OneJson = False,
    output: Output = None,
    jobs: Jobs = None,
    allow_private: AllowPrivate = False,
    time_limit: TimeLimit = 120.0,
) -> int:
    """Count who speaks, how often and in what kinds, over all pages together."""
    from onrecord.export.who import Tally, who_json
    from onrecord.pipeline import read_captures

    asked = Asked(inputs, output, Counter())
    found = _captures(asked, allow_private)
    outcomes = read_captures(found, jobs=_jobs(jobs), time_limit=_seconds(time_limit))
    tally = Tally()

    def end(sink: Any) -> None:
        from onrecord.export.terminal import print_who

        if json:
            sink.write(who_json(tally.form()) + b"\n")
        else:
            print_who(tally.form(), sink)

    return write(outcomes, View(each=lambda reading, sink: tally.add(reading), text=not json, end=end), asked)


@app.command(usage="Usage: onrecord export --format csv|jsonld|webannotation [OPTIONS] INPUT...")
def export(
    *inputs: Inputs,
    format: Format,
    output: Output = None,
    jobs: Jobs = None,
    allow_private: AllowPrivate = False,
    time_limit: TimeLimit = 120.0,
) -> int:
    """Write the statements of pages for other programs: as a table, as schema.org, as W3C Web Annotations."""
    from onrecord.pipeline import read_captures

    asked = Asked(inputs, output, Counter())
    found = _captures(asked, allow_private)
    outcomes = read_captures(found, jobs=_jobs(jobs), time_limit=_seconds(time_limit))
    return write(outcomes, _exported(format), asked)


@app.command(usage="Usage: onrecord schema [reading|page|who]")
def schema(document: Literal["reading", "page", "who"] = "reading", /) -> int:
    """Print the JSON Schema of what `read --json`, `page --json` or `who --json` writes."""
    from onrecord.export.schemas import schema

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
    tokens = [DASH if token == "-" else token for token in given]
    try:
        status = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
        return status if isinstance(status, int) else ALL_READ
    except (CycloptsError, UsageError) as error:
        say(f"{_sentence(error)} Try: onrecord --help")
        return USAGE
    except BrokenPipeError:
        _drop_output()
        return NOBODY_READS
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:  # a write: what opens a file names it
            _drop_output()
            say(f"the output cannot be written: {error.strerror or error}")
            return USAGE
        from onrecord.pipeline import fault

        say(
            f"stopped by a fault of its own ({fault(error)}). Please report this, "
            "with the command and the page if you can."
        )
        return FAULT


def _drop_output() -> None:
    """Send what is left to nowhere, for Python would complain once more when it flushes at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _sentence(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _captures(asked: Asked, allow_private: bool) -> "Iterable[Capture | CaptureError]":
    from onrecord.capture.find import captures

    if not asked.inputs:
        raise UsageError("Name at least one input: a file, a folder, a URL, or - for standard input.")
    names = ["-" if name == DASH else name for name in asked.inputs]
    return captures(names, allow_private=allow_private, skipped=asked.skipped)


def _jobs(jobs: int | None) -> int | None:
    if jobs is not None and not 0 <= jobs <= 256:
        raise UsageError("--jobs must be between 0 and 256.")
    return jobs


def _seconds(time_limit: float) -> float:
    if not 0 < time_limit < 1e6:
        raise UsageError("--time-limit must be a number of seconds above 0.")
    return time_limit


def _lines(form: Callable[[Any], bytes], head: bytes = b"", end: bytes = b"\n") -> View:
    """Each outcome as bytes, one after another."""

    def start(stream: BinaryIO) -> None:
        stream.write(head)

    def each(outcome: Any, stream: BinaryIO) -> None:
        stream.write(form(outcome) + end)

    return View(each=each, text=False, start=start)


def _text(show: Callable[[Any, Any], None]) -> View:
    """Each outcome printed for a person, with a rule between two."""

    def between(console: Any) -> None:
        from onrecord.export.terminal import print_between

        print_between(console)

    return View(each=show, text=True, between=between)


def _exported(format: str) -> View:
    if format == "csv":
        from onrecord.export.statements_csv import csv_header, csv_rows

        return _lines(csv_rows, head=csv_header(), end=b"")
    if format == "jsonld":
        from onrecord.export.jsonld import jsonld

        return _lines(jsonld)
    from onrecord.export.web_annotation import web_annotations

    return _lines(web_annotations)
