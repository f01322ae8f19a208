"""Takes a backup of a running server: first the database, then every chunk that it knows of."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, bindparam, create_engine, select
from sqlalchemy.engine import make_url

from server import clock, db
from server.backups import databases, sums
from server.backups.errors import BackupError
from server.blobs.folder import Folder
from server.blobs.models import Blob, Chunk
from server.blobs.opening import open_store
from server.blobs.store import ChunkStore
from server.config import Config
from server.disk import flush
from server.errors import NotFound

FORMAT = "holdfast-backup/1"
ABOUT = "backup.json"
_COMMITTED = select(Chunk.blob_id, Chunk.i, Chunk.sha256).join(Blob, Blob.id == Chunk.blob_id).where(Blob.committed)


@dataclass(frozen=True)
class Taken:
    """What a backup holds. Chunks: `gone` were deleted meanwhile, `missing` should be there, `damaged` differ."""

    chunks: int
    linked: int
    gone: int
    missing: int
    damaged: int


@dataclass
class _Album:
    """Where chunks come from and go to; the earlier backup lends what has not changed."""

    live: ChunkStore[Any]
    kept: Folder
    earlier: Path | None
    earlier_sums: dict[str, str]

    def lend(self, name: str, digest: str, target: Path) -> bool:
        if self.earlier is None or self.earlier_sums.get(name) != digest:
            return False
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.link(self.earlier / name, target)
        except OSError:
            return False
        return True


def back_up(config: Config, folder: Path, earlier: Path | None = None) -> Taken:
    """A new folder with all of it, under its own name only once it is whole and on the disk.

    BackupError when the folder is there already. Chunks never change: those of `earlier` are linked, not copied.
    """
    if folder.exists():
        raise BackupError("there is something at that place already: name a new folder")
    draft = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700, parents=True)
    try:
        taken = _fill(config, draft, earlier)
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    flush(folder.parent)
    return taken


def _fill(config: Config, draft: Path, earlier: Path | None) -> Taken:
    found = {databases.file_name(config.database_url): _database(config, draft)}
    found |= _keys(config, draft)
    taken = _chunks(config, draft, earlier, found)
    found[ABOUT] = _about(config, draft)
    sums.write(draft, found)
    flush(draft)
    return taken


def _database(config: Config, draft: Path) -> str:
    target = draft / databases.file_name(config.database_url)
    databases.copy_out(config.database_url, target)
    return sums.of(target)


def _keys(config: Config, draft: Path) -> dict[str, str]:
    """Those that lie in the instance folder; keys of the settings are wherever the operator keeps them."""
    (draft / "keys").mkdir(mode=0o700)
    found = {}
    for key in sorted((config.instance / "keys").glob("[!.]*")):
        target = draft / "keys" / key.name
        shutil.copy2(key, target)
        flush(target)
        found[f"keys/{key.name}"] = sums.of(target)
    flush(draft / "keys")
    return found


def _about(config: Config, draft: Path) -> str:
    text = {"format": FORMAT, "made_ms": clock.now_ms(), "revision": databases.revision(config.database_url)}
    (draft / ABOUT).write_text(json.dumps(text, indent=2) + "\n", "ascii")
    flush(draft / ABOUT)
    return sums.of(draft / ABOUT)


def _chunks(config: Config, draft: Path, earlier: Path | None, found: dict[str, str]) -> Taken:
    """Copies every chunk of a committed blob; uploads that are not finished begin again after a restore."""
    lent = {} if earlier is None else sums.read(earlier)
    album = _Album(open_store(config), Folder(draft / "blobs"), earlier, lent)
    counts = dict.fromkeys(("chunks", "linked", "gone", "missing", "damaged"), 0)
    absent: list[str] = []
    for blob_id, i, digest in _committed(config):
        name = f"blobs/{album.kept.name(blob_id, i)}"
        outcome = _copy(album, draft, name, (blob_id, i, digest.hex()))
        counts[outcome] += 1
        if outcome in ("chunks", "linked"):
            found[name] = digest.hex()
        if outcome == "gone":
            absent.append(blob_id)
    kept = _still_there(config, absent)
    counts["missing"] = sum(blob_id in kept for blob_id in absent)
    counts["gone"] -= counts["missing"]
    counts["chunks"] += counts["linked"]
    return Taken(**counts)


def _copy(album: _Album, draft: Path, name: str, chunk: tuple[str, int, str]) -> str:
    blob_id, i, digest = chunk
    if album.lend(name, digest, draft / name):
        album.kept.settle(blob_id)
        return "linked"
    try:
        octets = album.live.octets(blob_id, i)
    except NotFound:
        return "gone"
    if hashlib.sha256(octets).hexdigest() != digest:
        return "damaged"
    with album.kept.staged(octets) as staged:
        album.kept.place(staged, blob_id, i)
    album.kept.settle(blob_id)
    return "chunks"


def _still_there(config: Config, blob_ids: Iterable[str]) -> set[str]:
    """Those that nobody has deleted: their chunks should have been found."""
    engine = create_engine(make_url(config.database_url), hide_parameters=True)
    db.prepare(engine)
    try:
        with engine.connect() as connection:
            there = select(Blob.id).where(Blob.id == bindparam("blob_id"))
            return {each for each in set(blob_ids) if connection.execute(there, {"blob_id": each}).first()}
    finally:
        engine.dispose()


def _committed(config: Config) -> Iterator[Row[str, int, bytes]]:
    """Read after the database was copied: all that the copy knows of, but for what was deleted since."""
    engine = create_engine(make_url(config.database_url), hide_parameters=True)
    db.prepare(engine)
    try:
        with engine.connect() as connection:
            yield from connection.execution_options(yield_per=1000).execute(_COMMITTED)
    finally:
        engine.dispose()
