"""The commands that ask an archive: search, said, show."""

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from onrecord.cli.app import ALL_READ, ASK, app
from onrecord.cli.options import Cursor, Limit, OneJson, Output, Since, Until, Where, opened, paged
from onrecord.cli.output import UsageError, printed, written_to

if TYPE_CHECKING:
    from rich.console import Console

Query = Annotated[
    str,
    Parameter(
        name="QUERY",
        help='Words, "phrases", begin*, AND, OR, NOT, (brackets), and fields: speaker:"Mara Hollin", outlet:, via:, '
        "kind:, quotation:, manner:, lang:, after:2031-03-01, before:.",
    ),
]


@app.command(group=ASK, usage="Usage: onrecord search [OPTIONS] QUERY...")
def search(
    *query: Query,
    archive: Where = None,
    articles: Annotated[bool, Parameter(help="Find articles instead of statements.")] = False,
    alike: Annotated[bool, Parameter(help="Find what means the same, in whatever words.")] = False,
    order: Annotated[
        Literal["relevance", "newest", "oldest"], Parameter(help="What comes first. [default: relevance]")
    ] = "relevance",
    limit: Limit = 20,
    cursor: Cursor = None,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """Search the statements of an archive, or its articles, with the words found in their context."""
    from onrecord.export.archive_json import SearchForm, line
    from onrecord.export.terminal.archive import print_alike, print_articles, print_statements
    from onrecord.record.search import find

    words = " ".join(query)
    wanted = find.Search(query=words, order=order, limit=limit, cursor=cursor)
    with paged(), opened(archive) as kept:
        if articles:
            pages = find.articles(kept, wanted)
            form = SearchForm(query=words, articles=pages)
            printed(lambda: line(form), lambda console: print_articles(pages, console), json=json, output=output)
        elif alike:
            like = find.alike(kept, words, limit=limit)
            form = SearchForm(query=words, alike=like)
            printed(lambda: line(form), lambda console: print_alike(like, console), json=json, output=output)
        else:
            found = find.statements(kept, wanted)
            form = SearchForm(query=words, statements=found)
            printed(lambda: line(form), lambda console: print_statements(found, console), json=json, output=output)
    return ALL_READ


@app.command(group=ASK, usage="Usage: onrecord said [OPTIONS] NAME|REF")
def said(
    *name: Annotated[str, Parameter(name="NAME", help="A person or body, by any of its names or its ref.")],
    archive: Where = None,
    since: Since = None,
    until: Until = None,
    newest: Annotated[bool, Parameter(help="The newest first.")] = False,
    limit: Limit = 20,
    cursor: Cursor = None,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """Show everything a person or body has said, in time."""
    from onrecord.export.archive_json import SaidForm, line
    from onrecord.export.terminal.archive import print_said
    from onrecord.record.lookup import StatementFilter, said_by

    words = " ".join(name)
    if not words.strip():
        raise UsageError("Name who said it: onrecord said NAME")
    wanted = StatementFilter(since=since, until=until)
    with paged(), opened(archive) as kept, kept.reading() as connection:
        found = said_by(connection, words, wanted, limit=limit, cursor=cursor, oldest_first=not newest)
    form = SaidForm.of(words, found)
    printed(lambda: line(form), lambda console: print_said(words, found, console), json=json, output=output)
    return ALL_READ


@app.command(group=ASK, usage="Usage: onrecord show [OPTIONS] REF|ARTICLE")
def show(
    ident: Annotated[str, Parameter(name="REF", help="A statement, as search shows it, or an article's first digits.")],
    /,
    *,
    archive: Where = None,
    captured: Annotated[bool, Parameter(help="Write the page's bytes, as they were captured.")] = False,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """Show an article with all its statements, or the evidence for one statement, corrections applied."""
    from onrecord.export.archive_json import EvidenceForm, line
    from onrecord.export.reading_json import reading_json
    from onrecord.export.terminal import print_reading
    from onrecord.export.terminal.archive import print_evidence, print_kept
    from onrecord.record import lookup

    with opened(archive) as kept, kept.reading() as connection:
        if captured:
            data = lookup.bytes_of(connection, ident.partition("-")[0])
            written_to(output, lambda stream: stream.write(data))
            return ALL_READ
        if "-" in ident:
            evidence = lookup.statement(connection, ident)
            form = EvidenceForm.of(evidence)
            printed(lambda: line(form), lambda console: print_evidence(evidence, console), json=json, output=output)
            return ALL_READ
        page = lookup.article(connection, ident)

    def all_of_it(console: "Console") -> None:
        print_reading(page.reading, console, page.refs)
        print_kept(page, console)

    printed(lambda: reading_json(page.reading), all_of_it, json=json, output=output)
    return ALL_READ
