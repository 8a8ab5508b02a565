"""Which statements carry the same words, or the same claim."""

from sqlalchemy import Connection

from onrecord.reading.model import Reading


def update(connection: Connection, capture_id: int, reading: Reading | None) -> None:
    """Compare a capture's article with the others, anew; None where it is no article any more."""
