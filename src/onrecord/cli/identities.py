"""The commands about who is the same: identity, identities, same, different, judgements, wikidata."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from onrecord.cli.app import ALL_READ, ASK, KEEP, MEND, app
from onrecord.cli.correcting import Because, By, author
from onrecord.cli.options import Cursor, Limit, OneJson, Output, Where, opened, paged
from onrecord.cli.output import UsageError, printed, say

if TYPE_CHECKING:
    from onrecord.record.lookup.pairs import Judgement

_Side = Annotated[str, Parameter(help="A person's or body's ref, as p-3f9a1c2e7b04; REF@ARTICLE for an article's own.")]


@app.command(group=ASK, usage="Usage: onrecord identity [OPTIONS] NAME|REF")
def identity(
    *name: Annotated[str, Parameter(name="NAME", help="A person or body, by name or ref.")],
    archive: Where = None,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """Show a person or body over all pages: names, offices with their days, and why each page's is the same one."""
    from onrecord.export.archive_json import line
    from onrecord.export.identities_json import IdentityForm
    from onrecord.export.terminal.identities import print_identities, print_identity
    from onrecord.export.terminal.layout import print_wrapped, shown
    from onrecord.record.lookup.identities import who_is

    words = " ".join(name)
    if not words.strip():
        raise UsageError("Name a person or a body: onrecord identity NAME")
    with opened(archive) as kept, kept.reading() as connection:
        one, found = who_is(connection, words)
    form = IdentityForm(asked=words, identity=one, others=found)

    def text(console: object) -> None:
        from rich.console import Console

        assert isinstance(console, Console)
        if one is not None:
            print_identity(one, console)
        elif found:
            print_identities(found, console)
        else:
            print_wrapped(console, f"No page names {shown(words)}.", style="dim")

    printed(lambda: line(form), text, json=json, output=output)
    return ALL_READ


@app.command(group=ASK, usage="Usage: onrecord identities [OPTIONS]")
def identities(
    *,
    archive: Where = None,
    of: Annotated[str | None, Parameter(help="Only pairs with this person or body: a ref.")] = None,
    apart: Annotated[bool, Parameter(help="Those of one name that are kept apart, and why.")] = False,
    limit: Limit = 20,
    cursor: Cursor = None,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """List people and bodies of like names that may be the same, for somebody to judge; those most alike first."""
    from onrecord.export.archive_json import line
    from onrecord.export.identities_json import IdentitiesForm
    from onrecord.export.terminal.identities import print_pairs
    from onrecord.record.lookup.pairs import maybe_same

    with paged(), opened(archive) as kept, kept.reading() as connection:
        found = maybe_same(connection, ref=of, conflicts=apart, limit=limit, cursor=cursor)
    form = IdentitiesForm(pairs=found.items, next=found.next)
    printed(lambda: line(form), lambda console: print_pairs(found, console), json=json, output=output)
    return ALL_READ


@app.command(group=MEND, usage="Usage: onrecord same [OPTIONS] REF REF --because WHY")
def same(
    left: _Side, right: _Side, /, *, because: Because, by: By = None, archive: Where = None, json: OneJson = False
) -> int:
    """Judge that two are the same person or body. It can be undone."""
    return _judge(left, right, "same", because, by, archive, json)


@app.command(group=MEND, usage="Usage: onrecord different [OPTIONS] REF REF|REF@ARTICLE --because WHY")
def different(
    left: _Side, right: _Side, /, *, because: Because, by: By = None, archive: Where = None, json: OneJson = False
) -> int:
    """Judge that two are different, or that an article's is another one. It can be undone."""
    return _judge(left, right, "different", because, by, archive, json)


def _judge(
    left: str,
    right: str,
    verdict: Literal["same", "different"],
    why: str,
    by: str | None,
    archive: str | None,
    json: bool,
) -> int:
    from onrecord.pipeline.judging import judge

    if not why.strip():
        raise UsageError("Say why, in a sentence: --because WHY.")
    with opened(archive) as kept:
        done = judge(kept, left, right, verdict, by=author(by), why=why)
    _print([done], None, json)
    return ALL_READ


@app.command(group=KEEP, usage="Usage: onrecord wikidata [OPTIONS] TABLE")
def wikidata(
    table: Annotated[Path, Parameter(help="JSONL, CSV or TSV with name, qid, and if known type, born, aliases.")],
    /,
    *,
    archive: Where = None,
) -> int:
    """Take in a table of names and their Wikidata identifiers, in place of the last one. None is needed."""
    from onrecord.record.stories.wikidata import take_in

    with opened(archive) as kept:
        number = take_in(kept, table)
    say(f"{number} name{'' if number == 1 else 's'} with an identifier")
    return ALL_READ


judgements = App(name="judgements", group=MEND, help="List what was judged of who is the same, and undo it.")
app.command(judgements)


@judgements.default
@judgements.command(name="list")
def list_judgements(
    *,
    archive: Where = None,
    of: Annotated[str | None, Parameter(help="Only those about this person or body: a ref.")] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    json: OneJson = False,
) -> int:
    """List judgements, the latest first."""
    from onrecord.record.lookup.pairs import judgements as look_up

    with paged(), opened(archive) as kept, kept.reading() as connection:
        found = look_up(connection, ref=of, limit=limit, cursor=cursor)
    _print(found.items, found.next, json)
    return ALL_READ


@judgements.command(usage="Usage: onrecord judgements undo [OPTIONS] ID --because WHY")
def undo(number: int, /, *, because: Because, by: By = None, archive: Where = None) -> int:
    """Undo a judgement. It stays on record, and so does that it was undone."""
    from onrecord.pipeline.judging import undo as take_back

    with opened(archive) as kept:
        take_back(kept, number, by=author(by), why=because)
    say(f"judgement {number} is undone")
    return ALL_READ


def _print(found: "list[Judgement]", following: str | None, json: bool) -> None:
    from onrecord.export.archive_json import line
    from onrecord.export.identities_json import JudgementsForm
    from onrecord.export.terminal.identities import print_judgements

    form = JudgementsForm(judgements=found, next=following)
    printed(lambda: line(form), lambda console: print_judgements(found, console, following), json=json)
