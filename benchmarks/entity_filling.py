"""Whom and what the articles of `benchmarks.scale` speak of: the rows of `entity` and `entity_name`, in bulk."""

import time
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Index, func, insert, select

from onrecord.record import tables
from onrecord.record.names import key
from onrecord.record.opening import Archive
from onrecord.record.stored import unpack_reading
from onrecord.record.views import entity_row

_AT_ONCE = 500


def fill_entities(archive: Archive) -> None:
    """Write the entities of all readings, if there are none yet; their indexes are made at the end, which is sooner."""
    with archive.reading() as connection:
        if connection.execute(select(tables.entity.c.id).limit(1)).first() is not None:
            return
        last = connection.execute(select(func.max(tables.reading.c.capture_id))).scalar() or 0
    started, count = time.perf_counter(), 0
    indexes = [*tables.entity.indexes, *tables.entity_name.indexes]
    with archive.writing() as connection:
        for index in indexes:
            index.drop(connection)
    for start in range(0, last, _AT_ONCE):
        with archive.writing() as connection:
            entities, names = _rows(connection.execute(_readings(start)), count)
            count += len(entities)
            if entities:
                connection.execute(insert(tables.entity), entities)
                connection.execute(insert(tables.entity_name), names)
    with archive.writing() as connection:
        for index in sorted(indexes, key=_name):
            index.create(connection)
    print(f"  {archive.dialect}: {count:,} entities, {time.perf_counter() - started:.0f} s", flush=True)


def _readings(start: int) -> Any:
    one = tables.reading.c
    wanted = (one.current, one.page_kind == "article", one.capture_id > start, one.capture_id <= start + _AT_ONCE)
    return select(one.capture_id, one.packed, one.form).where(*wanted).order_by(one.capture_id)


def _rows(readings: Iterable[Any], last: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    entities, names = [], []
    for capture_id, packed, form in readings:
        for one in unpack_reading(packed, form).entities:
            last += 1
            entities.append(entity_row(one) | {"id": last, "capture_id": capture_id})
            keys = sorted({key(name) for name in (one.name, *one.variants)} - {""})
            names += [{"entity_id": last, "key": each} for each in keys]
    return entities, names


def _name(index: Index) -> str:
    return str(index.name)
