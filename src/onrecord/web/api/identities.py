"""``/identities``: who is the same person or body over all captures, what they said, and what was judged of it.

The answers are the documents that the command writes with ``--json`` (`forms.written`).
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from onrecord.export.archive_json import SaidForm
from onrecord.export.identities_json import IdentitiesForm, IdentityForm, JudgementsForm
from onrecord.record import lookup
from onrecord.record.lookup.identities import IdentitiesFound, identities_called, who_is
from onrecord.record.lookup.pairs import judgements as look_up
from onrecord.record.lookup.pairs import maybe_same
from onrecord.web.api.asking import Asked, Reads
from onrecord.web.api.cursors import checked
from onrecord.web.api.forms.queries import IdentitiesAsked, JudgementsAsked, NamesakesAsked, SaidAsked
from onrecord.web.api.forms.written import answers_with, sent
from onrecord.web.problems import Problem, told

router = APIRouter(tags=["identities"])

Who = Annotated[
    str,
    Path(
        min_length=1,
        max_length=300,
        pattern=r"^[^\x00/]+$",
        description="The ref of a person or body, or a name, however it is spelled.",
        examples=["p-3f9a1c2e7b04"],
    ),
]


@router.get(
    "/identities",
    operation_id="identities",
    response_class=Response,
    responses=answers_with(IdentitiesFound) | told("archive"),
)
def identities(archive: Asked, client: Reads, query: Annotated[IdentitiesAsked, Query()]) -> Response:
    """List the people and bodies one of whose names begins so, those who say most first."""
    with archive.reading() as connection:
        return sent(identities_called(connection, query.name, type=query.type, limit=query.limit))


@router.get(
    "/identities/{who}",
    operation_id="identity",
    response_class=Response,
    responses=answers_with(IdentityForm) | told("not-found", "archive"),
)
def identity(archive: Asked, client: Reads, who: Who) -> Response:
    """Return a person or body over all captures: names, offices, and why each page's is the same one.

    Where several have a name, none is chosen: `identity` is null, and `others` are they.
    """
    with archive.reading() as connection:
        one, others = who_is(connection, who)
    if one is None and not others:
        raise Problem("not-found", "No page in this archive names a person or body of this name.")
    return sent(IdentityForm(asked=who, identity=one, others=others))


@router.get(
    "/identities/{who}/statements",
    operation_id="said_by_identity",
    response_class=Response,
    responses=answers_with(SaidForm) | told("not-found", "archive"),
)
def statements(archive: Asked, client: Reads, who: Who, query: Annotated[SaidAsked, Query()]) -> Response:
    """List what a person or body said under any name, in time; with `order`, the newest first.

    A name that people have who are known to be apart gives no statements: `speaker` is null, and `others` are they.
    Where that is not known, all that is said under the name is listed, `speaker.ref` is null, and `others` are they.
    """
    wanted = lookup.StatementFilter(since=query.since, until=query.until)
    with checked(), archive.reading() as connection:
        found = lookup.said_by(
            connection, who, wanted, limit=query.limit, cursor=query.cursor, oldest_first=query.order == "oldest"
        )
    return sent(SaidForm.of(who, found))


@router.get(
    "/namesakes",
    operation_id="namesakes",
    response_class=Response,
    responses=answers_with(IdentitiesForm) | told("not-found", "archive"),
)
def namesakes(archive: Asked, client: Reads, query: Annotated[NamesakesAsked, Query()]) -> Response:
    """List pairs of like names that may be the same; with `apart`, those of one name that are kept apart, and why."""
    with checked(), archive.reading() as connection:
        found = maybe_same(connection, ref=query.of, conflicts=query.apart, limit=query.limit, cursor=query.cursor)
    return sent(IdentitiesForm(pairs=found.items, next=found.next))


@router.get(
    "/judgements",
    operation_id="judgements",
    response_class=Response,
    responses=answers_with(JudgementsForm) | told("not-found", "archive"),
)
def judgements(archive: Asked, client: Reads, query: Annotated[JudgementsAsked, Query()]) -> Response:
    """List what people judged of who is the same, the latest first; undone ones and undoings too."""
    with checked(), archive.reading() as connection:
        found = look_up(connection, ref=query.of, limit=query.limit, cursor=query.cursor)
    return sent(JudgementsForm(judgements=found.items, next=found.next))
