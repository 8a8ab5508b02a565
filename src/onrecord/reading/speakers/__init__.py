"""Who is speaking: from a statement's source to a name."""

from onrecord.reading.speakers.resolve import speakers

__all__ = ["speakers"]
