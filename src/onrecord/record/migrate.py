"""The version of an archive's tables, and the way from one to the next.

Steps are alembic's, in `record/migrations/versions`. All that are wanting are taken in one transaction, on both
databases: an archive is of one version or of the other, never between.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, inspect, text

from onrecord.record.model import VersionError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0008"
"""The version of the tables that this OnRecord works with; versions compare as text."""


class Step(NamedTuple):
    """A step from one version to the next: the version it leads to, and what it does, in one sentence."""

    version: str
    does: str


def version_of(connection: Connection) -> str | None:
    """Return the version of the archive's tables; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def lay_out(connection: Connection) -> None:
    """Make all tables of the newest version in an empty database, in the connection's transaction."""
    upgrade(connection)


def upgrade(connection: Connection) -> list[Step]:
    """Bring the tables to the newest version, in the connection's transaction; return the steps that were taken.

    A caller that rolls the transaction back has rehearsed it. Raises `VersionError` where the archive is of a newer
    version than this OnRecord knows.
    """
    from alembic import command

    steps = steps_from(version_of(connection))
    if steps:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return steps


def steps_from(version: str | None) -> list[Step]:
    """Return the steps that are wanting from `version`, the next one first. Raises `VersionError` as `upgrade` does."""
    from alembic.script import ScriptDirectory

    if version is not None and version > HEAD:
        raise VersionError(f"The archive was made by a newer OnRecord (tables of version {version}); use that.")
    scripts = ScriptDirectory.from_config(_config())
    found = [
        Step(one.revision, (one.doc or "").split("\n")[0])
        for one in scripts.walk_revisions()
        if version is None or one.revision > version
    ]
    return found[::-1]


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
