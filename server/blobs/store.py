"""Where chunks lie, whatever that is: a folder or a bucket."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from flask import current_app

from server import logs
from server.errors import Unavailable

StagedT = TypeVar("StagedT")


class ChunkStore(Protocol[StagedT]):
    """Chunks under `b/<first two digits>/<blob id>/<i>`. What fails for the store's own reasons is Unavailable."""

    def name(self, blob_id: str, i: int) -> str:
        """A chunk's place in the store."""

    def staged(self, octets: bytes) -> AbstractContextManager[StagedT]:
        """Bytes made ready to be placed, as far as that can be done before; what is not placed is gone at the end."""

    def place(self, staged: StagedT, blob_id: str, i: int) -> None:
        """Puts a staged chunk in its place, whole or not at all; there for good once its blob is settled."""

    def settle(self, blob_id: str) -> None:
        """After this a power cut takes none of the blob's chunks from their places."""

    def check(self) -> None:
        """Unavailable when nothing could be kept now."""

    def drop_strays(self, older_than_s: float) -> None:
        """Deletes what a server that was killed had staged."""

    def remove(self, blob_ids: Iterable[str]) -> None:
        """Takes blobs away, whatever of them is there."""

    def has(self, blob_id: str, i: int) -> bool:
        """Whether a chunk lies there."""

    def present(self, blob_id: str) -> frozenset[int]:
        """Which chunks of a blob lie there."""

    def blob_ids(self) -> frozenset[str]:
        """Every blob of which something lies there."""

    def chunk(self, blob_id: str, i: int) -> Path | bytes:
        """A chunk as its file, or its bytes; NotFound without it."""

    def octets(self, blob_id: str, i: int) -> bytes:
        """A chunk's bytes; NotFound without it."""


def _failures() -> tuple[type[Exception], ...]:
    from obstore.exceptions import BaseError  # noqa: PLC0415  whoever only deletes never needs it

    return BaseError, OSError


@contextmanager
def unavailable_when_it_fails() -> Iterator[None]:
    """Full disks and buckets that do not answer, in the words of an answer."""
    try:
        yield
    except _failures() as error:
        logs.failure("chunk_store", error)
        raise Unavailable() from None


def chunks() -> ChunkStore[object]:
    """This app's store."""
    store: ChunkStore[object] = current_app.extensions["holdfast_chunks"]
    return store
