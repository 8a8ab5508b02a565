"""The labels that the mention head gives to word pieces."""

from typing import Final

from onrecord.reading.model import EntityType

NAMED: Final[tuple[EntityType, ...]] = ("person", "organisation", "place", "group", "event", "work", "other")
DESCRIBED: Final[tuple[EntityType, ...]] = ("person", "organisation", "place")

NAME_LABELS: Final = ("O", *(f"{place}-{kind}" for kind in NAMED for place in "BI"))
"""None, then begin and inside of a name of each type."""
DESCRIPTION_LABELS: Final = ("O", *(f"{place}-{kind}" for kind in DESCRIBED for place in "BI"))
"""None, then begin and inside of a description of each type."""
