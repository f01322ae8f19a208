"""Wire shapes of the blobs room."""

from typing import Annotated

from server.schemas.wire import Base64Url, Count, Id, Shape

Header = Annotated[bytes, Base64Url(64)]
Hash = Annotated[bytes, Base64Url(32)]


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


class CommittedBlobs(Shape):
    """The blobs of a case that are there for good."""

    blob_ids: list[Id]


class BlobCommit(Shape):
    """The hash over all chunk hashes."""

    chunks_hash: Hash
