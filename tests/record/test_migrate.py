import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from onrecord import Reading
from onrecord.record import migrate as steps_module
from onrecord.record import migrations, opening
from onrecord.record.adding import add
from onrecord.record.migrate import HEAD, steps_from, upgrade, version_of
from onrecord.record.model import ArchiveError, NotFoundError, VersionError
from onrecord.record.opening import Archive, open_archive, unchecked
from onrecord.record.tables import article, metadata, trace_due
from onrecord.record.upgrading import migrate, rehearse

OBJECTS = frozenset(
    f"{kind}_{part}"
    for kind in ("statement", "article")
    for part in ("index", "card", "index_data", "index_idx", "index_content", "index_docsize", "index_config")
) | {"index_language", "meaning", "meaning_due"}
"""The tables of the index on either database, those that FTS5 makes for itself included: not among our metadata."""
NEXT = '''"""Keep in which section an article stood, and let a capture be without its type."""

import sqlalchemy as sa
from alembic import op

revision = "{version}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("article", sa.Column("section", sa.Text()))
    with op.batch_alter_table("capture") as batch:
        batch.alter_column("media_type", existing_type=sa.Text(), nullable=True)
    {fault}
'''
AFTER = f"{int(HEAD) + 1:04}"


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


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make of this OnRecord one as it will be, with a step more, which may have a fault."""

    def make(fault: str = "pass") -> None:
        folder = tmp_path / "later"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(Path(migrations.__file__).parent, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / f"next_{AFTER}.py").write_text(NEXT.format(version=AFTER, before=HEAD, fault=fault))
        config = Config()
        config.set_main_option("script_location", str(folder))
        monkeypatch.setattr(steps_module, "_config", lambda: config)
        monkeypatch.setattr(steps_module, "HEAD", AFTER)
        monkeypatch.setattr(opening, "HEAD", AFTER)

    return make


def everything(where: str) -> dict[str, list[tuple[object, ...]]]:
    with unchecked(where) as archive, archive.reading() as connection:
        out = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }
        for name in ("statement_index", "meaning_due"):
            out[name] = connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
        return out


@pytest.fixture
def filled(where: str, readings: tuple[Reading, ...]) -> str:
    with open_archive(where, make=True) as archive:
        add(archive, readings)
    return where


def test_an_archive_of_the_version_before_opens_with_nothing_changed(
    filled: str, later: Callable[..., None], readings: tuple[Reading, ...], tmp_path: Path
) -> None:
    before = everything(filled)
    later()
    with pytest.raises(VersionError, match="run: onrecord migrate"):
        open_archive(filled)
    with unchecked(filled) as archive:
        files = [path for path in tmp_path.iterdir() if path.name[-4:] not in ("-wal", "-shm")]
        assert [step.version for step in rehearse(archive)] == [AFTER]
        assert {path for path in tmp_path.iterdir() if path.name[-4:] not in ("-wal", "-shm")} == set(files)
        with archive.reading() as connection:
            assert version_of(connection) == HEAD
        assert everything(filled) == before
        steps = migrate(archive)
        assert [(step.version, step.does[:12]) for step in steps] == [(AFTER, "Keep in whic")]
        assert migrate(archive) == rehearse(archive) == []
    assert everything(filled) == before
    with open_archive(filled) as archive:
        add(archive, readings)
        with archive.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM article WHERE section IS NULL")).scalar_one() == 3
    assert everything(filled) == before


def test_what_was_compared_by_older_rules_is_compared_again(filled: str) -> None:
    with unchecked(filled) as archive:
        with archive.writing() as connection:
            connection.execute(text("DELETE FROM trace_due WHERE capture_id > 1"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
        assert next(step.version for step in migrate(archive)) == "0008"
        with archive.reading() as connection:
            due = connection.scalars(select(trace_due.c.capture_id).order_by(trace_due.c.capture_id)).all()
            assert due == connection.scalars(select(article.c.capture_id).order_by(article.c.capture_id)).all()
            assert len(due) == 3


def test_a_step_that_fails_changes_nothing(filled: str, later: Callable[..., None]) -> None:
    before = everything(filled)
    later(fault='op.execute("INSERT INTO nowhere VALUES (1)")')
    with unchecked(filled) as archive:
        for does in (rehearse, migrate):
            with pytest.raises(ArchiveError, match="nowhere"):
                does(archive)
        with archive.reading() as connection:
            assert version_of(connection) == HEAD
            assert "section" not in {column["name"] for column in inspect(connection).get_columns("article")}
    assert everything(filled) == before


def test_a_step_that_loses_what_others_name_is_taken_back(
    tmp_path: Path, later: Callable[..., None], readings: tuple[Reading, ...]
) -> None:
    where = str(tmp_path / "a.db")
    with open_archive(where, make=True) as archive:
        add(archive, readings)
    before = everything(where)
    later(fault='op.execute("DELETE FROM reader")')
    with unchecked(where) as archive, pytest.raises(ArchiveError, match="name what is not there"):
        migrate(archive)
    assert everything(where) == before


def test_archives_of_newer_versions_and_none(where: str, later: Callable[..., None]) -> None:
    with unchecked(where, make=True) as archive, pytest.raises(NotFoundError, match="no archive"):
        rehearse(archive)
    with open_archive(where, make=True) as archive:
        assert migrate(archive) == []
        with archive.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        for does in (rehearse, migrate):
            with pytest.raises(VersionError, match="newer OnRecord"):
                does(archive)
