"""Announcing blobs, taking their chunks, giving them back."""

import hashlib
from pathlib import Path

from sqlalchemy import select

from server import cases, clock, db
from server.blobs import header
from server.blobs.errors import BlobConflict, ChunkConflict, ChunksHash, ChunkSize, Freed, Incomplete
from server.blobs.models import Blob, Chunk, FreedBlob
from server.blobs.store import chunks
from server.errors import NotFound
from server.quota import charge, locked_account
from server.schemas.blobs import BlobState


def announce(account_id: str, case_id: str, blob_id: str, hdr: bytes) -> bool:
    """Whether the blob is new; its whole size counts from now on."""
    cases.own(account_id, case_id)
    parsed = header.parse(hdr, blob_id)
    with db.write() as session:
        account = locked_account(account_id)
        refuse_freed(account_id, blob_id)
        blob = session.get(Blob, blob_id)
        if blob is not None:
            if blob.account_id != account_id:
                raise NotFound()
            if (blob.case_id, blob.hdr) != (case_id, hdr):
                raise BlobConflict()
            return False
        charge(account, parsed.sealed_bytes)
        made = Blob(
            id=blob_id, account_id=account_id, case_id=case_id, hdr=hdr, committed=False, created_ms=clock.now_ms()
        )
        session.add(made)
        return True


def refuse_freed(account_id: str, blob_id: str) -> None:
    """Freed when the caller deleted this blob; NotFound when somebody else did."""
    freed = db.session().get(FreedBlob, blob_id)
    if freed is not None:
        raise Freed() if freed.account_id == account_id else NotFound()


def own(account_id: str, blob_id: str, *, hold: bool = False) -> tuple[Blob, header.Header]:
    """The caller's blob with its header; Freed or NotFound otherwise."""
    query = select(Blob).where(Blob.id == blob_id, Blob.account_id == account_id)
    blob = db.session().scalars(query.with_for_update() if hold else query).one_or_none()
    if blob is None:
        refuse_freed(account_id, blob_id)
        raise NotFound()
    return blob, header.parse(blob.hdr, blob_id)


def put_chunk(account_id: str, blob_id: str, i: int, octets: bytes) -> None:
    """Keeps a chunk; a repeat is welcome, other bytes are not."""
    _, parsed = own(account_id, blob_id)
    if i >= parsed.chunk_count:
        raise NotFound()
    if len(octets) != parsed.chunk_bytes(i):
        raise ChunkSize()
    digest = hashlib.sha256(octets).digest()
    with db.write() as session:
        own(account_id, blob_id, hold=True)
        kept = session.get(Chunk, (blob_id, i))
        if kept is not None and kept.sha256 != digest:
            raise ChunkConflict()
        if kept is None:
            session.add(Chunk(blob_id=blob_id, i=i, sha256=digest))
        if kept is None or not chunks().has(blob_id, i):
            chunks().put(blob_id, i, octets)


def _present(blob_id: str) -> dict[int, bytes]:
    query = select(Chunk.i, Chunk.sha256).where(Chunk.blob_id == blob_id).order_by(Chunk.i)
    return {i: digest for i, digest in db.session().execute(query) if chunks().has(blob_id, i)}


def state(account_id: str, blob_id: str) -> BlobState:
    """Which chunks are there."""
    blob, parsed = own(account_id, blob_id)
    present = list(_present(blob_id))
    return BlobState(
        chunk_count=parsed.chunk_count,
        padded_len=parsed.padded_len,
        present=present,
        committed=blob.committed and len(present) == parsed.chunk_count,
    )


def commit(account_id: str, blob_id: str, chunks_hash: bytes) -> None:
    """Seals a blob whose chunks are all there and add up."""
    with db.write():
        blob, parsed = own(account_id, blob_id, hold=True)
        present = _present(blob_id)
        if missing := [i for i in range(parsed.chunk_count) if i not in present]:
            raise Incomplete(missing=missing)
        if hashlib.sha256(b"".join(present.values())).digest() != chunks_hash:
            raise ChunksHash()
        blob.committed = True


def chunk_file(account_id: str, blob_id: str, i: int) -> Path:
    """Where a chunk lies."""
    own(account_id, blob_id)
    if db.session().get(Chunk, (blob_id, i)) is None:
        raise NotFound()
    return chunks().path(blob_id, i)
