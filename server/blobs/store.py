"""Where chunks lie: a local folder, written so that an answer outlives a power cut."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import obstore
from flask import current_app
from obstore.exceptions import BaseError
from obstore.store import LocalStore

from server import logs
from server.errors import NotFound, Unavailable


class ChunkStore:
    """Chunks under `b/<first two digits>/<blob id>/<i>`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._store = LocalStore(folder)

    @staticmethod
    def _key(blob_id: str, i: int) -> str:
        return f"b/{blob_id[:2]}/{blob_id}/{i}"

    def put(self, blob_id: str, i: int, octets: bytes) -> None:
        """Writes a chunk; it is on the disk when this returns."""
        key = self._key(blob_id, i)
        path = self._folder / key
        try:
            obstore.put(self._store, key, octets, use_multipart=False)
            _sync(path)
            for parent in (*path.relative_to(self._folder).parents,):
                _sync(self._folder / parent)
        except (BaseError, OSError) as error:
            logs.failure("chunk_store", error)
            raise Unavailable() from None

    def remove(self, blob_ids: Iterable[str]) -> None:
        """Takes blobs off the disk, whatever of them is there."""
        parents = set()
        for blob_id in blob_ids:
            folder = self._folder / "b" / blob_id[:2] / blob_id
            if folder.exists():
                shutil.rmtree(folder)
                parents.add(folder.parent)
        for parent in parents:
            _sync(parent)

    def has(self, blob_id: str, i: int) -> bool:
        """Whether a chunk lies there."""
        return (self._folder / self._key(blob_id, i)).is_file()

    def path(self, blob_id: str, i: int) -> Path:
        """Where a chunk lies; NotFound if it does not."""
        found = self._folder / self._key(blob_id, i)
        if not found.is_file():
            raise NotFound()
        return found


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def chunks() -> ChunkStore:
    """This app's store."""
    store = current_app.extensions["holdfast_chunks"]
    assert isinstance(store, ChunkStore)  # noqa: S101
    return store
