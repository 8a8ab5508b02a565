"""The commands that read pages and keep nothing: read, page, who, export; and schema."""

import sys
from collections.abc import Callable
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, app
from onrecord.cli.options import DEFAULT, Inputs, Json, OneJson, Output, Work, asked_for, captured
from onrecord.cli.output import View, lines, write

Format = Annotated[
    Literal["csv", "jsonld", "webannotation"],
    Parameter(
        name=["--format", "-f"],
        help="csv: a table, one row a statement. jsonld: schema.org, one document a line for each page. "
        "webannotation: W3C Web Annotations, one collection a line for each page.",
    ),
]


@app.command(usage="Usage: onrecord read [OPTIONS] INPUT...")
def read(
    *inputs: Inputs,
    json: Json = False,
    output: Output = None,
    work: Work = DEFAULT,
) -> int:
    """Read pages: the article, and every statement in it as who · how · "what", and on whose authority."""
    from onrecord.pipeline import read_captures

    asked = asked_for(inputs, output)
    outcomes = read_captures(captured(asked, work), jobs=work.jobs, time_limit=work.time_limit)

    def as_json(reading: Any) -> bytes:
        from onrecord.export.reading_json import reading_json

        return reading_json(reading)

    def as_text(reading: Any, console: Any) -> None:
        from onrecord.export.terminal import print_reading

        print_reading(reading, console)

    return write(outcomes, lines(as_json) if json else _text(as_text), asked)


@app.command(usage="Usage: onrecord page [OPTIONS] INPUT...")
def page(
    *inputs: Inputs,
    json: Json = False,
    output: Output = None,
    work: Work = DEFAULT,
) -> int:
    """Show pages as blocks with their roles: what was kept as the article, and what was set aside."""
    from onrecord.pipeline import pages_of

    asked = asked_for(inputs, output)
    outcomes = pages_of(captured(asked, work), jobs=work.jobs, time_limit=work.time_limit)

    def as_json(one: Any) -> bytes:
        from onrecord.export.page_json import page_json

        return page_json(*one)

    def as_text(one: Any, console: Any) -> None:
        from onrecord.export.terminal import print_page

        capture, blocks = one
        print_page(capture, blocks, console)

    return write(outcomes, lines(as_json) if json else _text(as_text), asked)


@app.command(usage="Usage: onrecord who [OPTIONS] INPUT...")
def who(
    *inputs: Inputs,
    json: OneJson = False,
    output: Output = None,
    work: Work = DEFAULT,
) -> int:
    """Count who speaks, how often and in what kinds, over all pages together."""
    from onrecord.export.who import Tally, who_json
    from onrecord.pipeline import read_captures

    asked = asked_for(inputs, output)
    outcomes = read_captures(captured(asked, work), jobs=work.jobs, time_limit=work.time_limit)
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
    work: Work = DEFAULT,
) -> int:
    """Write the statements of pages for other programs: as a table, as schema.org, as W3C Web Annotations."""
    from onrecord.pipeline import read_captures

    asked = asked_for(inputs, output)
    outcomes = read_captures(captured(asked, work), jobs=work.jobs, time_limit=work.time_limit)
    return write(outcomes, _exported(format), asked)


@app.command(usage="Usage: onrecord schema [reading|page|who]")
def schema(document: Literal["reading", "page", "who"] = "reading", /) -> int:
    """Print the JSON Schema of what `read --json`, `page --json` or `who --json` writes."""
    from onrecord.export.schemas import schema

    sys.stdout.buffer.write(schema(document))
    return ALL_READ


def _text(show: Callable[[Any, Any], None]) -> View:
    """Each outcome printed for a person, with a rule between two."""

    def between(console: Any) -> None:
        from onrecord.export.terminal import print_between

        print_between(console)

    return View(each=show, text=True, between=between)


def _exported(format: str) -> View:
    if format == "csv":
        from onrecord.export.statements_csv import csv_header, csv_rows

        return lines(csv_rows, head=csv_header(), end=b"")
    if format == "jsonld":
        from onrecord.export.jsonld import jsonld

        return lines(jsonld)
    from onrecord.export.web_annotation import web_annotations

    return lines(web_annotations)
