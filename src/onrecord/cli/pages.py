"""The commands that read pages and keep nothing: read, page, who, export; and schema."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, PAGES, SOME_FAILED, app
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
    opened_instead,
)
from onrecord.cli.output import Asked, UsageError, View, lines, printed, say, write, written_to

Format = Annotated[
    Literal["csv", "jsonl", "jsonld", "webannotation", "parquet"],
    Parameter(
        name=["--format", "-f"],
        help="csv: a table, one row a statement; parquet: the same with types. jsonl: all that was read, one page a "
        "line. jsonld: schema.org, one page a line. webannotation: W3C Web Annotations, one page a line.",
    ),
]


@app.command(group=PAGES, usage="Usage: onrecord read [OPTIONS] INPUT...")
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


@app.command(group=PAGES, usage="Usage: onrecord page [OPTIONS] INPUT...")
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


@app.command(group=PAGES, usage="Usage: onrecord who [OPTIONS] [INPUT]...")
def who(
    *inputs: Inputs,
    archive: Where = None,
    json: OneJson = False,
    output: Output = None,
    work: Work = DEFAULT,
) -> int:
    """Count who speaks, how often and in what kinds, over all pages together, or over an archive."""
    from onrecord.export.terminal import print_who
    from onrecord.export.who import Tally, form_of, who_json
    from onrecord.pipeline import read_captures

    if not inputs:
        from onrecord.record.lookup import speaking

        with opened_instead(archive) as kept, kept.reading() as connection:
            form = form_of(speaking(connection))
        printed(
            lambda: who_json(form), lambda console: print_who(form, console, identified=True), json=json, output=output
        )
        return ALL_READ
    asked = asked_for(inputs, output)
    outcomes = read_captures(captured(asked, work), jobs=work.jobs, time_limit=work.time_limit)
    tally = Tally()

    def end(sink: Any) -> None:
        if json:
            sink.write(who_json(tally.form()) + b"\n")
        else:
            print_who(tally.form(), sink)

    return write(outcomes, View(each=lambda reading, sink: tally.add(reading), text=not json, end=end), asked)


@app.command(group=PAGES, usage="Usage: onrecord export [OPTIONS] --format FORMAT [INPUT]...")
def export(
    *inputs: Inputs,
    format: Format,
    archive: Where = None,
    output: Output = None,
    work: Work = DEFAULT,
) -> int:
    """Write statements of pages or of an archive for other programs: tables, JSON, schema.org, Web Annotations."""
    from onrecord.pipeline import read_captures

    if inputs:
        asked = asked_for(inputs, output)
        outcomes = read_captures(captured(asked, work), jobs=work.jobs, time_limit=work.time_limit)
        return _export(outcomes, format, asked)
    from onrecord.record.captures import readings

    with opened_instead(archive) as kept:
        return _export(readings(kept), format, Asked((kept.where,), output, Counter()))


@app.command(group=PAGES, usage="Usage: onrecord schema [OPTIONS] [DOCUMENT]")
def schema(
    document: Annotated[str, Parameter(help="Which document; any other name lists those there are.")] = "reading", /
) -> int:
    """Print the JSON Schema of a document that a command writes as JSON: reading, page, who, search and others."""
    from onrecord.export.schemas import schema

    try:
        sys.stdout.buffer.write(schema(document))
    except ValueError as error:
        raise UsageError(f"{str(error).capitalize()}.") from error
    return ALL_READ


def _text(show: Callable[[Any, Any], None]) -> View:
    """Each outcome printed for a person, with a rule between two."""

    def between(console: Any) -> None:
        from onrecord.export.terminal import print_between

        print_between(console)

    return View(each=show, text=True, between=between)


def _export(outcomes: "Iterator[Any]", format: str, asked: Asked) -> int:
    if format != "parquet":
        return write(outcomes, _exported(format), asked)
    from onrecord.export.statements_parquet import MissingPartError, write_parquet

    status = ALL_READ

    def read() -> Iterator[Any]:
        nonlocal status
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                status = SOME_FAILED
                say(str(outcome))
            else:
                yield outcome

    try:
        written_to(asked.output, lambda stream: write_parquet(read(), stream))
    except MissingPartError as error:
        raise UsageError(str(error)) from error
    return status


def _exported(format: str) -> View:
    if format == "csv":
        from onrecord.export.statements_csv import csv_header, csv_rows

        return lines(csv_rows, head=csv_header(), end=b"")
    if format == "jsonl":
        from onrecord.export.reading_json import reading_json

        return lines(reading_json)
    if format == "jsonld":
        from onrecord.export.jsonld import jsonld

        return lines(jsonld)
    from onrecord.export.web_annotation import web_annotations

    return lines(web_annotations)
