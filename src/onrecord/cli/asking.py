"""The commands that ask an archive: search, said, show."""

from typing import Annotated, Literal

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, app
from onrecord.cli.options import OneJson, Output, Where, opened
from onrecord.cli.output import UsageError, printed

Query = Annotated[
    str,
    Parameter(
        name="QUERY",
        help='Words, "phrases", begin*, AND, OR, NOT, (brackets), and fields: speaker:"Mara Hollin", outlet:, via:, '
        "kind:, quotation:, manner:, lang:, after:2031-03-01, before:.",
    ),
]
Limit = Annotated[int, Parameter(name=["--limit", "-n"], help="The most to show, from 1 to 200.")]
Cursor = Annotated[str | None, Parameter(help="Go on where the last page ended: its `next`.")]
Since = Annotated[str | None, Parameter(help="Only from this day on, as 2031-03-01.")]
Until = Annotated[str | None, Parameter(help="Only up to this day, as 2031-03-31.")]


@app.command(usage="Usage: onrecord search [OPTIONS] QUERY...")
def search(
    *query: Query,
    archive: Where = None,
    articles: Annotated[bool, Parameter(help="Find articles instead of statements.")] = False,
    alike: Annotated[bool, Parameter(help="Find what means the same, in whatever words.")] = False,
    order: Annotated[Literal["relevance", "newest", "oldest"], Parameter(help="What comes first.")] = "relevance",
    limit: Limit = 20,
    cursor: Cursor = None,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """Search the statements of an archive, or its articles, with the words found in their context."""
    from onrecord.export.archive_json import SearchForm, line
    from onrecord.export.terminal.archive import print_articles, print_statements
    from onrecord.record.search import find
    from onrecord.record.search.query import QueryError

    words = " ".join(query)
    wanted = find.Search(query=words, order=order, limit=limit, cursor=cursor)
    try:
        with opened(archive) as kept:
            if articles:
                pages = find.articles(kept, wanted)
                form = SearchForm(query=words, articles=pages)
                printed(lambda: line(form), lambda console: print_articles(pages, console), json=json, output=output)
            else:
                found = find.alike(kept, wanted) if alike else find.statements(kept, wanted)
                form = SearchForm(query=words, statements=found)
                printed(lambda: line(form), lambda console: print_statements(found, console), json=json, output=output)
    except QueryError as error:
        raise UsageError(str(error)) from error
    return ALL_READ


@app.command(usage="Usage: onrecord said [OPTIONS] NAME")
def said(
    *name: Annotated[str, Parameter(name="NAME", help="A person or body, by any of its names.")],
    archive: Where = None,
    since: Since = None,
    until: Until = None,
    newest: Annotated[bool, Parameter(help="The newest first.")] = False,
    limit: Limit = 50,
    cursor: Cursor = None,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """Show everything a person or body has said, in time."""
    from onrecord.export.archive_json import SaidForm, line
    from onrecord.export.terminal.archive import print_said
    from onrecord.record.lookup import CursorError, StatementFilter, said_by

    words = " ".join(name)
    if not words.strip():
        raise UsageError("Name who said it: onrecord said NAME")
    wanted = StatementFilter(since=since, until=until)
    try:
        with opened(archive) as kept, kept.reading() as connection:
            found = said_by(connection, words, wanted, limit=limit, cursor=cursor, oldest_first=not newest)
    except CursorError as error:
        raise UsageError(str(error)) from error
    form = SaidForm(
        name=words, speaker=found.speaker, others=found.others, statements=found.page.items, next=found.page.next
    )
    printed(lambda: line(form), lambda console: print_said(words, found, console), json=json, output=output)
    return ALL_READ
