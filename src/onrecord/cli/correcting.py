"""The commands that put an archive right: correct, and corrections list, undo, redo, export."""

import getpass
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from onrecord.cli.app import ALL_READ, MEND, app
from onrecord.cli.options import Cursor, Json, Limit, OneJson, Output, Since, Where, opened, paged
from onrecord.cli.output import DASH, InputError, UsageError, printed, say
from onrecord.reading.model import Channel, EntityType, Manner, Polarity, Quotation, SourceKind

if TYPE_CHECKING:
    from onrecord.record.corrections.asked import Asked
    from onrecord.record.corrections.model import Correction

By = Annotated[str | None, Parameter(help="Who corrects. [default: $ONRECORD_BY, else the login name]")]
Because = Annotated[str, Parameter(help="Why, in a sentence; it is kept with the correction.")]
_Words = tuple[str, ...]


def _several(what: str) -> Parameter:
    """An option that takes several values, or may be given several times."""
    return Parameter(help=what, consume_multiple=True)


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Statement:
    """What is wrong with a statement. Words are those of the page; " … " parts pieces, and so does a second option."""

    speaker: Annotated[_Words, _several("Who says it: a name; several who say it together.")] = ()
    speaker_unknown: Annotated[bool, Parameter(help="It cannot be told who says it.")] = False
    source: Annotated[_Words, _several("The words of the source.")] = ()
    no_source: Annotated[bool, Parameter(help="No source stands in the text.")] = False
    cue: Annotated[_Words, _several("The words that say how it was said.")] = ()
    content: Annotated[_Words, _several("The words of what was said.")] = ()
    source_kind: Annotated[SourceKind | None, Parameter(help="The kind of source.")] = None
    quotation: Annotated[Quotation | None, Parameter(help="How it is quoted.")] = None
    manner: Annotated[Manner | None, Parameter(help="How it was said or held.")] = None
    channel: Annotated[Channel | Literal["none"] | None, Parameter(help="Where it was said.")] = None
    polarity: Annotated[Polarity | None, Parameter(help="Whether the source affirms or denies it.")] = None
    via: Annotated[
        _Words,
        _several('The way it took, from the speaker outwards: "Northlight (agency)".'),
    ] = ()
    no_via: Annotated[bool, Parameter(help="It came straight to this article.")] = False
    not_a_statement: Annotated[bool, Parameter(help="Nobody states anything here.")] = False
    add: Annotated[bool, Parameter(help="Of an article: this statement is missing.")] = False


@Parameter(name="*")
@dataclass(frozen=True, kw_only=True)
class Article:
    """What is wrong with an article's people and bodies, or that nothing is wrong with it any more."""

    merge: Annotated[_Words, _several("Entities (ids or names) that are one and the same.")] = ()
    split: Annotated[str | None, Parameter(help="The entity (id or name) that is two.")] = None
    mention: Annotated[_Words, _several("With --split: the words that name the other one.")] = ()
    to: Annotated[str | None, Parameter(help="With --split: the entity that the other one is.")] = None
    entity: Annotated[str | None, Parameter(help="The entity (id or name) whose name or type is wrong.")] = None
    name: Annotated[str | None, Parameter(help="The right name.")] = None
    type: Annotated[EntityType | None, Parameter(help="The right type.")] = None
    checked: Annotated[bool, Parameter(help="All its statements are right now, and none is missing.")] = False


_STATEMENT, _ARTICLE = Statement(), Article()


@app.command(group=MEND, usage="Usage: onrecord correct [OPTIONS] REF|ARTICLE --because WHY")
def correct(
    where: Annotated[str, Parameter(name="REF", help="A statement, as search shows it, or an article's first digits.")],
    /,
    *,
    because: Because,
    by: By = None,
    archive: Where = None,
    statement: Statement = _STATEMENT,
    article: Article = _ARTICLE,
    from_json: Annotated[
        Path | None,
        Parameter(help="Take corrections as JSON from this file, one, or one a line; - for input."),
    ] = None,
    json: Json = False,
) -> int:
    """Put a statement or an article right. The correction wins over the machine's reading, and can be undone."""
    from onrecord.export.archive_json import CorrectionsForm, line
    from onrecord.export.terminal.corrections import print_corrections
    from onrecord.pipeline.catching_up import catch_up
    from onrecord.record.correcting import correct as keep

    asked = _given(from_json) if from_json is not None else _asked(statement, article)
    with opened(archive) as kept:
        done = keep(kept, where, asked, by=author(by), why=because)
        catch_up(kept)
    form = CorrectionsForm(corrections=done, next=None)
    printed(lambda: line(form), lambda console: print_corrections(done, console), json=json)
    return ALL_READ


corrections = App(
    name="corrections", group=MEND, help="List what was put right in an archive, undo it, or take it away."
)
app.command(corrections)


@corrections.default
@corrections.command(name="list")
def list_corrections(
    *,
    archive: Where = None,
    article: Annotated[str | None, Parameter(help="Only those of this article.")] = None,
    by: Annotated[str | None, Parameter(help="Only those of this person.")] = None,
    kind: Annotated[str | None, Parameter(help="Only those of this kind.")] = None,
    since: Since = None,
    state: Annotated[
        Literal["applied", "already_so", "lost", "overridden", "undone"] | None,
        Parameter(help="Only those that stand so against the current reading."),
    ] = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    json: OneJson = False,
    output: Output = None,
) -> int:
    """List corrections, the latest first, and how each stands against the current reading."""
    from msgspec import ValidationError, convert

    from onrecord.export.archive_json import CorrectionsForm, line
    from onrecord.export.terminal.corrections import print_corrections
    from onrecord.record import correcting

    fields = {"article": article, "by": by, "kind": kind, "since": since, "state": state}
    try:
        listing = convert(fields, correcting.Listing)
    except ValidationError:
        raise UsageError(f"{kind!r} is no kind of correction.") from None
    with paged(), opened(archive) as kept, kept.reading() as connection:
        found = correcting.corrections(connection, listing, limit=limit, cursor=cursor)
    form = CorrectionsForm(corrections=found.items, next=found.next)
    printed(
        lambda: line(form),
        lambda console: print_corrections(found.items, console, found.next),
        json=json,
        output=output,
    )
    return ALL_READ


@corrections.command(usage="Usage: onrecord corrections undo [OPTIONS] ID --because WHY")
def undo(number: int, /, *, because: Because, by: By = None, archive: Where = None) -> int:
    """Undo a correction. It stays on record, and so does that it was undone."""
    from onrecord.pipeline.catching_up import catch_up
    from onrecord.record import correcting

    with opened(archive) as kept:
        correcting.undo(kept, number, by=author(by), why=because)
        catch_up(kept)
    say(f"correction {number} is undone")
    return ALL_READ


@corrections.command(usage="Usage: onrecord corrections redo [OPTIONS] ID --because WHY")
def redo(number: int, /, *, because: Because, by: By = None, archive: Where = None) -> int:
    """Let a correction that was undone hold again."""
    from onrecord.pipeline.catching_up import catch_up
    from onrecord.record import correcting

    with opened(archive) as kept:
        correcting.redo(kept, number, by=author(by), why=because)
        catch_up(kept)
    say(f"correction {number} holds again")
    return ALL_READ


@corrections.command(usage="Usage: onrecord corrections export [OPTIONS] FOLDER")
def export(
    folder: Annotated[Path, Parameter(help="A folder for each article's text and annotations (brat stand-off).")],
    /,
    *,
    archive: Where = None,
    corrected: Annotated[bool, Parameter(help="All that were corrected, not only those checked wholly.")] = False,
) -> int:
    """Write corrected articles as training data, in the form of the corpus that the reader's model learned from."""
    from onrecord.record.gold import export_training

    with opened(archive) as kept:
        gold = export_training(kept, folder, articles="corrected" if corrected else "checked")
    say(f"{len(gold)} article{'' if len(gold) == 1 else 's'} written to {folder}")
    return ALL_READ


def author(by: str | None) -> str:
    """Return who corrects or judges: as named, else as the environment or the login has it."""
    name = by or os.environ.get("ONRECORD_BY")
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise UsageError("Say who corrects: --by NAME, or set ONRECORD_BY.") from None


def _asked(statement: Statement, article: Article) -> "Asked":
    from onrecord.record.corrections.asked import Asked

    given = {
        "speaker": list(statement.speaker),
        "unknown_speaker": statement.speaker_unknown,
        "source": list(statement.source),
        "no_source": statement.no_source,
        "cue": list(statement.cue),
        "content": list(statement.content),
        "source_kind": statement.source_kind,
        "quotation": statement.quotation,
        "manner": statement.manner,
        "channel": None if statement.channel == "none" else statement.channel,
        "no_channel": statement.channel == "none",
        "polarity": statement.polarity,
        "via": list(statement.via),
        "no_via": statement.no_via,
        "not_a_statement": statement.not_a_statement,
        "add": statement.add,
        "merge": list(article.merge),
        "split": article.split,
        "mention": list(article.mention),
        "to": article.to,
        "entity": article.entity,
        "name": article.name,
        "type": article.type,
        "checked": article.checked,
    }
    return Asked(**given)  # type: ignore[arg-type]


def _given(path: Path) -> "list[Correction]":
    from onrecord.record.corrections.model import correction_of

    try:
        data = sys.stdin.buffer.read() if str(path) == DASH else path.read_bytes()
        rows = [row for row in map(bytes.strip, data.splitlines()) if row]
        one_a_line = all(row.startswith(b"{") and row.endswith(b"}") for row in rows)
        return [correction_of(row) for row in (rows if one_a_line else [data])]
    except OSError as error:
        raise InputError(f"Cannot read {path}: {error.strerror}.") from None
    except ValueError as error:
        raise UsageError(str(error)) from None
