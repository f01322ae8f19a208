"""Keys are made once, for their owner only; the tables are those of the models; the wire types are up to date."""

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import text

from server import db, keys, migrate
from server.config import Config
from server.schemas import typescript
from tests.conftest import ROOT
from tests.soak import rollback


def test_keys_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    config = Config.from_env({"INSTANCE": str(tmp_path)})
    found: list[keys.Keys] = []
    threads = [threading.Thread(target=lambda: found.append(keys.load(config))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [keys.load(config)] * 8
    files = list((tmp_path / "keys").iterdir())
    names = ["pepper", "secret_key", "tsa_chain.pem", "tsa_private_key.pem", "vapid_private_key.pem"]
    assert sorted(file.name for file in files) == names
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert found[0].pepper.decode() not in repr(found[0])
    assert found[0].pepper not in found[0].secret_keys


def test_the_migrations_make_the_models_tables(app: Flask) -> None:
    with app.app_context(), db.db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.Base.metadata) == []


def test_the_schedules_restore_every_table() -> None:
    assert rollback.unknown(set(db.Base.metadata.tables)) == []


def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    config = Config.from_env({"INSTANCE": str(tmp_path)})
    migrate.upgrade(config)
    migrate.upgrade(config)


@pytest.mark.sqlite
def test_sqlite_is_set_up_to_keep_what_it_acknowledged(app: Flask) -> None:
    with app.app_context(), db.db.engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")}
        assert found == {"journal_mode": "wal", "synchronous": 2}
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_the_clients_wire_types_are_up_to_date() -> None:
    assert (ROOT / "pwa" / "src" / "api" / "wire.gen.ts").read_text("utf-8") == typescript.render()
