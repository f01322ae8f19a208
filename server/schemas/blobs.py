"""Wire shapes of the blobs room."""

from typing import TYPE_CHECKING

from server.schemas.wire import Count, Id, Shape, octets

if TYPE_CHECKING:
    Header = Hash = bytes
else:
    Header = octets(64)
    Hash = octets(32)


class NewBlob(Shape):
    """A blob announced by its header."""

    blob_id: Id
    hdr: Header


class BlobState(Shape):
    """Which chunks are there."""

    chunk_count: Count
    padded_len: Count
    present: list[Count]
    committed: bool


class BlobCommit(Shape):
    """The hash over all chunk hashes."""

    chunks_hash: Hash
