"""How alembic runs the steps: on the connection that `record.migrate` hands over, in its transaction."""

from alembic import context

from onrecord.record.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    version_table="alembic_version",
)
context.run_migrations()
