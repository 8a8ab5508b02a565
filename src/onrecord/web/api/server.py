"""``/health`` and ``/stats``."""

from fastapi import APIRouter
from sqlalchemy import select

from onrecord.pipeline import reader_info
from onrecord.record import lookup
from onrecord.record.tables import setting
from onrecord.web.api.asking import Asked, Reads
from onrecord.web.api.forms.server import HealthForm, StatsForm
from onrecord.web.problems import told

router = APIRouter(tags=["server"])


@router.get("/health", operation_id="health", responses=told("archive"))
def health(archive: Asked, client: Reads) -> HealthForm:
    """Say that the server answers and can read its archive."""
    with archive.reading() as connection:
        connection.execute(select(setting.c.name).limit(1)).all()
    return HealthForm.model_validate({"status": "ok", "reader": reader_info()})


@router.get("/stats", operation_id="stats", responses=told("archive"))
def stats(archive: Asked, client: Reads) -> StatsForm:
    """Count what is in the archive."""
    with archive.reading() as connection:
        return StatsForm.model_validate(lookup.stats(connection))
