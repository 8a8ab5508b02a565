"""The version of an archive's tables, and the way from one to the next."""

from sqlalchemy import Connection, inspect, text

from onrecord.record.search import index
from onrecord.record.tables import metadata

HEAD = "0001"
"""The version of the tables that this OnRecord works with; versions compare as text."""


def version_of(connection: Connection) -> str | None:
    """Return the version of the archive's tables; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def lay_out(connection: Connection) -> None:
    """Make all tables of the newest version in an empty database."""
    metadata.create_all(connection)
    index.create(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})
