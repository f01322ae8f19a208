"""A database of an earlier version keeps every row when it is brought to this one's tables."""

from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, text

from server import db, migrate
from server.config import Config

ROWS = {
    "accounts": "id, login, created_ms, gen, bundle, slots_sig, kdf_params, pw_mac, rec_id, rec_mac, used_bytes, "
    "changes",
    "devices": "account_id, id, public_key, letter",
    "sessions": "token_hash, account_id, device_id, expires_ms",
    "cases": "id, account_id, seq, head, changed",
    "ops": "case_id, seq, op_hash, octets",
    "blobs": "id, account_id, case_id, hdr, committed, created_ms",
    "blob_chunks": "blob_id, i, sha256",
    "reminders": "account_id, id, rev, due_ms, zone, removed",
    "push_subscriptions": "account_id, device_id, endpoint, p256dh, auth",
}
NUMBERS = {"created_ms", "gen", "used_bytes", "changes", "letter", "expires_ms", "seq", "changed", "committed", "i"}
NUMBERS |= {"rev", "due_ms", "removed"}


def filled(engine: Engine) -> None:
    """One row in each table of the first version."""
    with engine.begin() as connection:
        for table, columns in ROWS.items():
            values = {name: 1 if name in NUMBERS else "a" * 32 for name in columns.split(", ")}
            names = ", ".join(f":{name}" for name in values)
            connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({names})"), values)


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {t: [tuple(r) for r in connection.execute(text(f"SELECT {c} FROM {t}"))] for t, c in ROWS.items()}


def test_every_row_of_the_first_version_is_kept_by_every_later_one(tmp_path: Path) -> None:
    config = Config.from_env({"INSTANCE": str(tmp_path)})
    engine = create_engine(config.database_url)
    db.prepare(engine)
    alembic = migrate.alembic_config(engine)
    command.upgrade(alembic, "0001")
    filled(engine)
    before = rows(engine)
    for script in reversed(list(ScriptDirectory.from_config(alembic).walk_revisions())):
        command.upgrade(alembic, script.revision)
        assert rows(engine) == before, script.revision
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == script.revision
    engine.dispose()


def test_migrations_that_would_leave_a_row_without_its_account_change_nothing(tmp_path: Path) -> None:
    config = Config.from_env({"INSTANCE": str(tmp_path)})
    engine = create_engine(config.database_url)
    db.prepare(engine)
    alembic = migrate.alembic_config(engine)
    command.upgrade(alembic, "0001")
    filled(engine)
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            connection.execute(text("DELETE FROM accounts"))
    engine.dispose()
    with pytest.raises(RuntimeError, match="refer to nothing"):
        command.upgrade(alembic, "head")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
    engine.dispose()
