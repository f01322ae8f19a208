"""Refusals of the blobs room."""

from server.errors import AppError


class HeaderRefused(AppError):
    """A blob header that is not as the protocol has it."""

    code, detail = "blob_format", "The blob header is not as the protocol has it."


class BlobConflict(AppError):
    """The blob exists with another header."""

    code, status, detail = "blob_conflict", 409, "This blob was announced with another header."


class Freed(AppError):
    """The blob was deleted; its id is used up."""

    code, status, detail = "freed", 410, "This blob was deleted."


class ChunkSize(AppError):
    """A chunk of another length than the header gives it."""

    code, detail = "chunk_size", "The chunk does not have the length that the header gives it."


class ChunkConflict(AppError):
    """Other bytes are at this place."""

    code, status, detail = "chunk_conflict", 409, "Other bytes are at this place already."


class Incomplete(AppError):
    """Chunks are missing."""

    code, status, detail = "incomplete", 409, "Some chunks are missing."


class ChunksHash(AppError):
    """The chunks kept are not the ones meant."""

    code, detail = "chunks_hash", "The chunks kept here do not add up to that hash."
