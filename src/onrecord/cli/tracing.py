"""The command that follows words across captures: trace."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, FOLLOW, app
from onrecord.cli.options import OneJson, Output, Where, opened
from onrecord.cli.output import UsageError, printed


@app.command(group=FOLLOW, usage="Usage: onrecord trace [OPTIONS] STATEMENT|WORDS")
def trace(
    *asked: Annotated[
        str, Parameter(name="STATEMENT", help="A statement, as search shows it, or words that were said.")
    ],
    archive: Where = None,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """Show where words appeared, in time, who names their source, and how many independent origins they have."""
    from onrecord.export.terminal.trace import print_trace
    from onrecord.export.trace_json import TraceForm, trace_json
    from onrecord.pipeline.tracing.following import trace as traced

    words = " ".join(asked)
    if not words.strip():
        raise UsageError("Name a statement or words: onrecord trace STATEMENT|WORDS")
    with opened(archive) as kept, kept.reading() as connection:
        found = traced(connection, words)
    form = TraceForm.of(words, found.trace, found.others)
    printed(
        lambda: trace_json(form),
        lambda console: print_trace(found.trace, console, len(found.others)),
        json=json,
        output=output,
    )
    return ALL_READ
