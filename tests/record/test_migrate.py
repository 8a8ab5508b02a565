from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from onrecord.record.migrate import HEAD, steps_from, upgrade, version_of
from onrecord.record.opening import Archive, unchecked
from onrecord.record.search.index import OBJECTS
from onrecord.record.tables import metadata


def test_the_newest_version_is_the_last_step() -> None:
    assert steps_from(None)[-1].version == HEAD
    assert all(step.does for step in steps_from(None))
    assert steps_from(HEAD) == []


def test_migrations_lead_to_the_tables_that_are_worked_with(archive: Archive) -> None:
    def ours(item: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
        table = getattr(getattr(item, "table", None), "name", name)
        return table not in OBJECTS

    with archive.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_index_is_made_with_the_tables(archive: Archive) -> None:
    with archive.reading() as connection:
        names = set(inspect(connection).get_table_names())
    known = {table.name for table in metadata.sorted_tables} | {"alembic_version", "sqlite_sequence"}
    assert names - known <= OBJECTS
    assert {"statement_index", "article_index", "meaning"} <= names


def test_a_rehearsal_leaves_nothing_behind(where: str) -> None:
    with unchecked(where, make=True) as archive:
        with archive.engine.connect() as connection, connection.begin() as rehearsal:
            assert [step.version for step in upgrade(connection)][-1] == HEAD
            assert version_of(connection) == HEAD
            rehearsal.rollback()
        with archive.reading() as connection:
            assert version_of(connection) is None
            assert inspect(connection).get_table_names() == []


def test_steps_are_found_wherever_the_package_lies() -> None:
    import onrecord.record.migrations as steps

    assert [path.stem for path in (Path(steps.__file__).parent / "versions").glob("*_0*.py")]


def test_versions_compare_as_text() -> None:
    assert f"{int(HEAD):04}" == HEAD
