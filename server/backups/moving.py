"""Moves a server from SQLite and a folder to PostgreSQL and a bucket: verified, resumable, nothing taken away.

Chunks go first, each read back and compared; then all rows in one transaction, read back and compared before it is
committed. The old database takes no writes meanwhile. Killed, it is run again: what lies there is only compared.
"""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, create_engine, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError

from server import db
from server.accounts import models as _accounts
from server.accounts import passkey_models as _passkeys
from server.backups import databases
from server.backups.errors import BackupError
from server.blobs.folder import Folder
from server.blobs.models import Blob, Chunk, FreedBlob
from server.blobs.opening import open_store
from server.blobs.store import ChunkStore
from server.config import Config
from server.errors import NotFound, Unavailable
from server.reminders import models as _reminders
from server.sync import models as _sync

MODELS = (_accounts, _passkeys, _reminders, _sync)
"""Imported so that every table is known; a test compares them with the database."""
_AT_ONCE = 8
_ALEMBIC = "alembic_version"
Told = Callable[[int, int], object]


@dataclass(frozen=True)
class Moved:
    """What is in the new place. Chunks: `already` lay there, `missing` and `damaged` ones were so in the old place."""

    rows: int
    chunks: int
    already: int
    missing: int
    damaged: int


def check(config: Config, source: Path) -> None:
    """BackupError when there is nothing to move, or something else at the place it is to go to."""
    if make_url(config.database_url).get_backend_name() == "sqlite":
        raise BackupError("DATABASE_URL must name the PostgreSQL database to go to")
    if not source.is_file():
        raise BackupError(f"{source} is no database to move")
    tables = _tables(config.database_url)
    if tables and _ALEMBIC not in tables:
        raise BackupError("the database to go to holds something else: name an empty one")


def move(config: Config, source: Path, told: Told = lambda _done, _all: None) -> Moved:
    """All of it, once `check` had nothing to say and the new database has this version's tables."""
    old_url = f"sqlite:///{source}"
    try:
        if databases.revision(old_url) != databases.revision(config.database_url):
            raise BackupError("bring it to this version's tables first: `holdfast db upgrade` with its own settings")
        with _writing(old_url) as old, _writing(config.database_url) as new:
            if any(new.execute(select(table).limit(1)).first() for table in db.Base.metadata.sorted_tables):
                raise BackupError("the database to go to is in use: name an empty one")
            counts = _chunks(config, old, told)
            rows = sum(_rows(table, old, new) for table in db.Base.metadata.sorted_tables)
    except Unavailable:
        raise BackupError("the storage to go to does not answer: run it again") from None
    except DatabaseError as error:
        raise BackupError(f"a database refused ({type(error).__name__}): nothing was changed; run it again") from None
    return Moved(rows, **counts)


@contextmanager
def _writing(url: str) -> Iterator[Connection]:
    """One transaction, in which nobody else writes to an SQLite."""
    engine = create_engine(make_url(url), hide_parameters=True)
    db.prepare(engine)
    try:
        with engine.connect().execution_options(holdfast_write="FULL") as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _tables(url: str) -> list[str]:
    engine = create_engine(make_url(url), hide_parameters=True)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def _chunks(config: Config, old: Connection, told: Told) -> dict[str, int]:
    counts = dict.fromkeys(("chunks", "already", "missing", "damaged"), 0)
    if config.storage_url is None:
        return counts
    here, there = Folder(config.instance / "blobs"), open_store(config)
    _tidy(old, there)
    listed = old.execute(select(Chunk.blob_id, Chunk.i, Chunk.sha256).order_by(Chunk.blob_id, Chunk.i)).all()
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        outcomes = threads.map(lambda chunk: _carried(here, there, *chunk), listed)
        for done, outcome in enumerate(outcomes, 1):
            counts[outcome] += 1
            told(done, len(listed))
    counts["chunks"] += counts["already"]
    return counts


def _tidy(old: Connection, there: ChunkStore[Any]) -> None:
    """What an earlier run brought, and somebody has deleted since, goes; of anything else nothing is touched."""
    unknown = there.blob_ids() - set(old.scalars(select(Blob.id)))
    freed = unknown & set(old.scalars(select(FreedBlob.id)))
    if unknown - freed:
        raise BackupError("the storage to go to holds something else: name an empty bucket or prefix")
    there.remove(freed)


def _carried(here: Folder, there: ChunkStore[Any], blob_id: str, i: int, digest: bytes) -> str:
    if _digest(there, blob_id, i) == digest:
        return "already"
    try:
        octets = here.octets(blob_id, i)
    except NotFound:
        return "missing"
    if hashlib.sha256(octets).digest() != digest:
        return "damaged"
    with there.staged(octets) as staged:
        there.place(staged, blob_id, i)
    there.settle(blob_id)
    if _digest(there, blob_id, i) != digest:
        raise BackupError("the storage to go to gave back other bytes than it took")
    return "chunks"


def _digest(store: ChunkStore[Any], blob_id: str, i: int) -> bytes | None:
    try:
        return hashlib.sha256(store.octets(blob_id, i)).digest()
    except NotFound:
        return None


def _rows(table: Table, old: Connection, new: Connection) -> int:
    """Copies a table, reads it back; how many rows."""
    names = [column.name for column in table.columns]
    count = total = 0
    cursor: Any = new.connection.cursor()
    with cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as stream:
        for row in old.execute(select(table), execution_options={"yield_per": 500}):
            stream.write_row(row)
            count, total = count + 1, total + _number(row)
    for row in new.execute(select(table), execution_options={"yield_per": 500}):
        count, total = count - 1, total - _number(row)
    if count or total:
        raise BackupError(f"{table.name} is not the same in the new database: nothing was changed")
    return int(new.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar_one())  # noqa: S608  our own name


def _number(row: Any) -> int:
    """A row's hash: sums of them are equal when the rows are, whatever their order."""
    return int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest(), "big")
