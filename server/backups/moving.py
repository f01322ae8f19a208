"""Moves a server from SQLite and a folder to PostgreSQL and a bucket: verified, resumable, nothing taken away.

Chunks go first, each read back and compared; then all rows in one transaction, read back and compared before it is
committed. The old database takes no writes meanwhile. Killed, it is run again: what lies there is only compared.
While it is under way a mark with the source's name lies in the bucket: only then are chunks that the source knows no
more taken away. It is gone before the rows are committed, so that nothing a new server took can be.
"""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Table, create_engine, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from server import cases as _cases
from server import db
from server.accounts import models as _accounts
from server.accounts import passkey_models as _passkeys
from server.backups import databases
from server.backups.errors import BackupError
from server.blobs.bucket import Bucket
from server.blobs.folder import Folder
from server.blobs.models import Blob, Chunk, FreedBlob
from server.blobs.store import ChunkStore
from server.config import Config
from server.errors import NotFound, Unavailable
from server.reminders import models as _reminders
from server.sync import models as _sync

MODELS = (_accounts, _cases, _passkeys, _reminders, _sync)
"""Imported so that every table is known to this command alone; a test compares them with the database."""
_AT_ONCE = 8
_NO_CHUNKS = dict.fromkeys(("chunks", "already", "missing", "damaged"), 0)
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
    before: bool = False
    """All of it was there, and the same, before this run."""


def check(config: Config, source: Path) -> None:
    """BackupError when there is nothing to move, or something else at the place it is to go to."""
    if make_url(config.database_url).get_backend_name() == "sqlite":
        raise BackupError("DATABASE_URL must name the PostgreSQL database to go to")
    if not source.is_file():
        raise BackupError(f"{source} is no database to move")
    if config.storage_url is None and source.parent != config.instance.absolute():
        raise BackupError("name a STORAGE_URL, or move the database from INSTANCE: without one its blobs stay there")
    with _in_words():
        tables = _tables(config.database_url)
    if tables and _ALEMBIC not in tables:
        raise BackupError("the database to go to holds something else: name an empty one")


def move(
    config: Config, source: Path, told: Told = lambda _done, _all: None, *, without_missing: bool = False
) -> Moved:
    """All of it, once `check` had nothing to say and the new database has this version's tables."""
    old_url = f"sqlite:///{source}"
    with _in_words():
        if databases.revision(old_url) != databases.revision(config.database_url):
            raise BackupError("bring it to this version's tables first: `holdfast db upgrade` with its own settings")
        with _writing(old_url) as old, _writing(config.database_url) as new:
            tables = db.Base.metadata.sorted_tables
            if any(new.execute(select(table).limit(1)).first() for table in tables):
                return _there_before(old, new)
            there = Bucket(config) if config.storage_url else None
            counts = _chunks(source, there, old, told) if there else _NO_CHUNKS
            if (counts["missing"] or counts["damaged"]) and not without_missing:
                raise BackupError(_lacking(counts))
            rows = sum(_rows(table, old, new) for table in tables)
            if there:
                there.set_mark(None)
    return Moved(rows, **counts, before=False)


def _there_before(old: Connection, new: Connection) -> Moved:
    """What an earlier run committed, whose last words nobody read."""
    tallies = [(_tally(table, old), _tally(table, new)) for table in db.Base.metadata.sorted_tables]
    if any(mine != theirs for mine, theirs in tallies):
        raise BackupError("the database to go to is in use: name an empty one")
    return Moved(sum(count for (count, _), _ in tallies), 0, 0, 0, 0, before=True)


def _lacking(counts: dict[str, int]) -> str:
    return (
        f"{counts['missing']} chunks are not on this disk, {counts['damaged']} are not what was uploaded; no row was "
        "moved. Look for them in a backup. A phone that freed its original cannot give it back: to leave those "
        "pictures behind and move all else, add --without-missing"
    )


@contextmanager
def _in_words() -> Iterator[None]:
    """A failure in a sentence: a driver's own words may hold rows or a password."""
    try:
        yield
    except Unavailable:
        raise BackupError("the storage to go to does not answer: run it again") from None
    except (DBAPIError, psycopg.Error) as error:
        raise BackupError(f"a database refused ({type(error).__name__}): nothing was changed; run it again") from None


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


def _chunks(source: Path, there: Bucket, old: Connection, told: Told) -> dict[str, int]:
    counts, blobs = dict(_NO_CHUNKS), source.parent / "blobs"
    listed = old.execute(select(Chunk.blob_id, Chunk.i, Chunk.sha256).order_by(Chunk.blob_id, Chunk.i)).all()
    if listed and not blobs.is_dir():
        raise BackupError(f"{blobs} is not there: the blobs lie beside the database")
    _tidy(source, old, there)
    here = Folder(blobs)
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        outcomes = threads.map(lambda chunk: _carried(here, there, *chunk), listed)
        for done, outcome in enumerate(outcomes, 1):
            counts[outcome] += 1
            told(done, len(listed))
    counts["chunks"] += counts["already"]
    return counts


def _tidy(source: Path, old: Connection, there: Bucket) -> None:
    """What an earlier run brought, and was deleted or swept since, goes; of anything else nothing is touched."""
    mine = hashlib.sha256(f"{source} {source.stat().st_ino}".encode()).digest()
    unknown = there.blob_ids() - set(old.scalars(select(Blob.id)))
    strange = set() if there.mark() == mine else unknown - set(old.scalars(select(FreedBlob.id)))
    if strange or there.holds_other_things():
        raise BackupError("the storage to go to holds something else: name an empty bucket or prefix")
    there.set_mark(mine)
    there.remove(unknown)


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
    cursor: Any = new.connection.cursor()
    with cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as stream:
        for row in old.execute(select(table), execution_options={"yield_per": 500}):
            stream.write_row(row)
    count, total = _tally(table, new)
    if (count, total) != _tally(table, old):
        raise BackupError(f"{table.name} is not the same in the new database: nothing was changed")
    return count


def _tally(table: Table, connection: Connection) -> tuple[int, int]:
    count = total = 0
    for row in connection.execute(select(table), execution_options={"yield_per": 500}):
        count, total = count + 1, total + _number(row)
    return count, total


def _number(row: Any) -> int:
    """A row's hash: sums of them are equal when the rows are, whatever their order."""
    return int.from_bytes(hashlib.sha256(repr(tuple(row)).encode()).digest(), "big")
