"""Chunks in a local folder, written so that an answer outlives a power cut."""

import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from server.blobs.store import unavailable_when_it_fails
from server.disk import flush
from server.errors import NotFound

if TYPE_CHECKING:
    from obstore.store import LocalStore

_INCOMING = "incoming"


class Folder:
    """Chunks under `b/<first two digits>/<blob id>/<i>`; those on their way there under `incoming/`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._settled: set[Path] = set()  # folders whose own entry this process has flushed

    @cached_property
    def _store(self) -> "LocalStore":
        from obstore.store import LocalStore  # noqa: PLC0415  the worker deletes only, and stays small

        return LocalStore(self._folder)

    def _home(self, blob_id: str) -> Path:
        return self._folder / "b" / blob_id[:2] / blob_id

    def name(self, blob_id: str, i: int) -> str:
        """A chunk's place below the store's folder."""
        return (self._home(blob_id) / str(i)).relative_to(self._folder).as_posix()

    @contextmanager
    def staged(self, octets: bytes) -> Iterator[Path]:
        """A file of these bytes, on the disk."""
        key = f"{_INCOMING}/{secrets.token_hex(16)}"
        path = self._folder / key
        try:
            with unavailable_when_it_fails():
                self._store.put(key, octets, use_multipart=False)
                flush(path)
            yield path
        finally:
            with suppress(OSError):
                path.unlink()

    def place(self, staged: Path, blob_id: str, i: int) -> None:
        """Puts a staged chunk in its place, whole or not at all; there for good once its blob is settled."""
        home = self._home(blob_id)
        with unavailable_when_it_fails():
            home.mkdir(parents=True, exist_ok=True)
            staged.replace(home / str(i))

    def settle(self, blob_id: str) -> None:
        """After this a power cut takes none of the blob's chunks from their places."""
        with unavailable_when_it_fails():
            home = self._home(blob_id)
            flush(home)
            flush(home.parent)
            if home.parent not in self._settled:
                flush(home.parent.parent)
                flush(self._folder)
                self._settled.add(home.parent)

    def check(self) -> None:
        """Unavailable when nothing could be kept now."""
        with self.staged(b"\0"):
            pass

    def drop_strays(self, older_than_s: float) -> None:
        """Deletes what a server that was killed had staged."""
        for path in (self._folder / _INCOMING).glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < time.time() - older_than_s:
                    path.unlink()

    def remove(self, blob_ids: Iterable[str]) -> None:
        """Takes blobs off the disk, whatever of them is there."""
        parents = set()
        for blob_id in blob_ids:
            folder = self._home(blob_id)
            if folder.exists():
                shutil.rmtree(folder)
                parents.add(folder.parent)
        for parent in parents:
            flush(parent)

    def has(self, blob_id: str, i: int) -> bool:
        """Whether a chunk lies there."""
        return (self._home(blob_id) / str(i)).is_file()

    def present(self, blob_id: str) -> frozenset[int]:
        """Which chunks of a blob lie there."""
        try:
            return frozenset(int(name) for name in os.listdir(self._home(blob_id)) if name.isdecimal())
        except FileNotFoundError:
            return frozenset()

    def blob_ids(self) -> frozenset[str]:
        """Every blob of which something lies there."""
        return frozenset(home.name for home in (self._folder / "b").glob("*/*"))

    def chunk(self, blob_id: str, i: int) -> Path:
        """The file that a chunk is; NotFound without one."""
        found = self._home(blob_id) / str(i)
        if not found.is_file():
            raise NotFound()
        return found

    def octets(self, blob_id: str, i: int) -> bytes:
        """A chunk's bytes; NotFound without it."""
        try:
            return self.chunk(blob_id, i).read_bytes()
        except FileNotFoundError:
            raise NotFound() from None
