"""The commands that compare a page with others: versions and copies."""

from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, FOLLOW, app
from onrecord.cli.options import OneJson, Output, Where, opened
from onrecord.cli.output import printed

Page = Annotated[
    str,
    Parameter(
        name="PAGE",
        help="A page in the archive: the first digits of its sha256, its address, or a file with its bytes.",
    ),
]


@app.command(group=FOLLOW, usage="Usage: onrecord versions [OPTIONS] PAGE")
def versions(page: Page, /, *, archive: Where = None, json: OneJson = False, output: Output = None) -> int:
    """Show the versions of an article, and what was changed from each to the next."""
    from onrecord.export.archive_json import line as one_line
    from onrecord.export.terminal.versions import print_versions
    from onrecord.export.versions_json import VersionsForm
    from onrecord.pipeline.tracing.comparing import line, page_called

    with opened(archive) as kept, kept.reading() as connection:
        found = line(connection, page_called(connection, page))
    form = VersionsForm.of(found)
    printed(lambda: one_line(form), lambda console: print_versions(found, console), json=json, output=output)
    return ALL_READ


@app.command(group=FOLLOW, usage="Usage: onrecord copies [OPTIONS] PAGE")
def copies(page: Page, /, *, archive: Where = None, json: OneJson = False, output: Output = None) -> int:
    """Show the articles of other outlets that share an article's prose, and which comes from which."""
    from onrecord.export.archive_json import line as one_line
    from onrecord.export.terminal.versions import print_copies
    from onrecord.export.versions_json import CopiesForm
    from onrecord.pipeline.tracing.comparing import copies as shared
    from onrecord.pipeline.tracing.comparing import page_called

    with opened(archive) as kept, kept.reading() as connection:
        found = shared(connection, page_called(connection, page))
    form = CopiesForm.of(found)
    printed(lambda: one_line(form), lambda console: print_copies(found, console), json=json, output=output)
    return ALL_READ
