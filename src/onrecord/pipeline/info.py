"""What reads: OnRecord's version, its models' names, and what a report of a fault starts with."""

from functools import cache
from pathlib import Path

from msgspec import Struct, json

from onrecord.reading.model import Models, ReaderInfo


class _Named(Struct):
    """What a model's configuration says of it that concerns this module."""

    name: str


@cache
def reader_info() -> ReaderInfo:
    """Return OnRecord's version and its models' names, without loading the models."""
    from onrecord.article.roles import MODEL as BLOCKS
    from onrecord.reading.entities.weigh import MODEL as ENTITIES
    from onrecord.reading.speakers.rank import MODEL as SPEAKERS

    config = (Path(__file__).parents[1] / "reading" / "weights" / "config.json").read_bytes()
    attribution = json.decode(config, type=_Named).name
    models = Models(blocks=BLOCKS, attribution=attribution, entities=ENTITIES, speakers=SPEAKERS)
    return ReaderInfo(onrecord=version(), models=models)


def fault(error: Exception) -> str:
    """Return what a report of a fault of ours starts with: its name and the place in the code."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = f" at {Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else ""
    return f"{type(error).__name__}{place}"


def version() -> str:
    """Return OnRecord's version."""
    from importlib.metadata import version as installed

    return installed("onrecord")
