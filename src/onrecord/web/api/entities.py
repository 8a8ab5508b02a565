"""``/entities``: who and what the articles speak of."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from onrecord.record import lookup
from onrecord.web.api.asking import Asked, Reads
from onrecord.web.api.cursors import checked
from onrecord.web.api.forms.entities import EntitiesForm, EntityForm
from onrecord.web.api.forms.queries import EntitiesAsked, EntityAsked, Paged
from onrecord.web.api.forms.statements import StatementsForm
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
def entity(archive: Asked, client: Reads, name: Called, query: Annotated[EntityAsked, Query()]) -> EntityForm:
    """Return what the articles call someone or something, and how often they speak of it."""
    with archive.reading() as connection:
        return EntityForm.model_validate(lookup.entity(connection, name, query.type))


@router.get("/{name}/statements", operation_id="said_by", responses=told("archive"))
def said_by(archive: Asked, client: Reads, name: Called, query: Annotated[Paged, Query()]) -> StatementsForm:
    """List everything that somebody of this name has said, newest first; none if nothing."""
    wanted = lookup.StatementFilter(speaker=name)
    with checked(), archive.reading() as connection:
        found = lookup.statements(connection, wanted, limit=query.limit, cursor=query.cursor)
    return StatementsForm.model_validate(found)
