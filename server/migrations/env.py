"""Alembic's entrance: runs migrations on the engine it was handed."""

from alembic import context
from sqlalchemy import Engine

from server import accounts, blobs, db, reminders, sync

ROOMS = (accounts, blobs, reminders, sync)
engine = context.config.attributes["engine"]
if not isinstance(engine, Engine):
    raise TypeError("run migrations with `holdfast db upgrade`")
with db.tables_open(engine) as connection:
    context.configure(
        connection=connection, target_metadata=db.Base.metadata, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()
        db.check_references(connection)
