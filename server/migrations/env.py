"""Alembic's entrance: runs migrations on the engine it was handed."""

from alembic import context
from sqlalchemy import Engine

from server import db
from server.accounts import models as accounts
from server.accounts import passkey_models as passkeys
from server.blobs import models as blobs
from server.reminders import models as reminders
from server.sync import models as sync

ROOMS = (accounts, passkeys, blobs, reminders, sync)
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
