"""``/entities``: who and what the articles speak of."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from msgspec import structs

from onrecord.record import lookup
from onrecord.record.lookup.identities import identities_named
from onrecord.web.api.asking import Asked, Reads
from onrecord.web.api.cursors import checked
from onrecord.web.api.forms.entities import EntitiesForm, EntityCalledForm
from onrecord.web.api.forms.queries import EntitiesAsked, EntityAsked, Paged
from onrecord.web.api.forms.statements import SaidByForm
from onrecord.web.problems import told

router = APIRouter(prefix="/entities", tags=["entities"])

Called = Annotated[
    str,
    Path(
        min_length=1,
        max_length=300,
        pattern=r"^[^\x00/]+$",
        description="A name, however it is spelled; `key` of an entity is one.",
        examples=["ilse brandt"],
    ),
]


@router.get("", operation_id="entities", responses=told("archive"))
def entities(archive: Asked, client: Reads, query: Annotated[EntitiesAsked, Query()]) -> EntitiesForm:
    """Find people, bodies and places by the beginning of one of their names."""
    with archive.reading() as connection:
        found = lookup.entities(connection, query.name, type=query.type, limit=query.limit)
    return EntitiesForm.model_validate(found)


@router.get("/{name}", operation_id="entity", responses=told("not-found", "archive"))
def entity(archive: Asked, client: Reads, name: Called, query: Annotated[EntityAsked, Query()]) -> EntityCalledForm:
    """Return what the articles call someone or something, and how often they speak of it.

    All of one name and type are counted together; `identities` tells who of them is who.
    """
    with archive.reading() as connection:
        found = lookup.entity(connection, name, query.type)
        bearers = identities_named(connection, found.name)
    return EntityCalledForm.model_validate(
        {**structs.asdict(found), "identities": [one.ref for one in bearers if one.type == found.type]}
    )


@router.get("/{name}/statements", operation_id="said_by", responses=told("not-found", "archive"))
def said_by(archive: Asked, client: Reads, name: Called, query: Annotated[Paged, Query()]) -> SaidByForm:
    """List everything that somebody said, newest first; none if nothing.

    It goes by who that is over all captures, as `/identities` does: `name` may be a ref, and where people who are
    known to be apart bear a name, none is chosen.
    """
    with checked(), archive.reading() as connection:
        found = lookup.said_by(connection, name, limit=query.limit, cursor=query.cursor, oldest_first=False)
    return SaidByForm.model_validate(
        {"items": found.page.items, "next": found.page.next, "speaker": found.speaker, "others": found.others}
    )
