"""The database's own way of being copied while it is in use: SQLite's online backup, PostgreSQL's pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, create_engine, inspect
from sqlalchemy.engine import make_url

from server import db
from server.backups.errors import BackupError
from server.disk import flush

_FILES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
_PAGES_AT_ONCE = 1024


def file_name(database_url: str) -> str:
    """What the copy of such a database is called in a backup."""
    return _FILES[make_url(database_url).get_backend_name()]


def copy_out(database_url: str, target: Path) -> None:
    """One moment of the database, whole, in a file of its own."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        source, copy = sqlite3.connect(f"file:{url.database}?mode=ro", uri=True), sqlite3.connect(target)
        with closing(source), closing(copy):
            source.backup(copy, pages=_PAGES_AT_ONCE)
    else:
        _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    flush(target)


def is_empty(database_url: str) -> bool:
    """Whether there is nothing yet that a restore would overwrite."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        place = Path(url.database or "")
        # A log left by a kill would be replayed onto whatever is put beside it.
        return not any(place.with_name(place.name + ending).exists() for ending in ("", "-wal", "-shm", "-journal"))
    engine = create_engine(url, hide_parameters=True)
    try:
        return not inspect(engine).get_table_names()
    finally:
        engine.dispose()


def copy_in(source: Path, database_url: str) -> None:
    """Puts a copy in the place of an empty database: whole, or not at all."""
    url = make_url(database_url)
    if url.get_backend_name() == "postgresql":
        tidy = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        _run(url, "pg_restore", *tidy, f"--dbname={url.database}", str(source))
        return
    place = Path(url.database or "")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.restoring")
    shutil.copyfile(source, draft)
    draft.chmod(0o600)
    flush(draft)
    draft.replace(place)
    flush(place.parent)


def revision(database_url: str) -> str:
    """Which migration its tables are at."""
    engine = create_engine(make_url(database_url), hide_parameters=True)
    db.prepare(engine)
    try:
        with engine.connect() as connection:
            return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    finally:
        engine.dispose()


def _environment(url: URL) -> Mapping[str, str]:
    """How libpq's programs are told where to go: no password in a list of processes."""
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    told = {
        "PGHOST": url.host or query.get("host"),
        "PGPORT": str(url.port) if url.port else query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": query.get("sslmode"),
    }
    return os.environ | {name: value for name, value in told.items() if value}


def _run(url: URL, *command: str) -> None:
    try:
        done = subprocess.run(command, env=_environment(url), stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603, PLW1510
    except FileNotFoundError:
        raise BackupError(f"{command[0]} is not installed: Debian's postgresql-client has it") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise BackupError(f"{command[0]} ended with {done.returncode}: {''.join(said)}")
