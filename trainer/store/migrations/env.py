"""Runs the steps on the connection that the program hands over; Alembic calls it."""

from alembic import context

from trainer.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot change a table in place: Alembic copies it.
    render_as_batch=True,
    # All steps or none, on both databases.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
