"""Announcing blobs, taking their chunks, giving them back."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import and_, bindparam, delete, insert, select, update

from server import cases, clock, db
from server.blobs import header
from server.blobs.errors import BlobConflict, ChunkConflict, ChunksHash, ChunkSize, Freed, Incomplete
from server.blobs.models import Blob, Chunk, FreedBlob
from server.blobs.store import chunks
from server.errors import NotFound
from server.principals import Account
from server.quota import check, held_bytes
from server.schemas.blobs import BlobState, CommittedBlobs

_COLUMNS = (Blob.account_id, Blob.case_id, Blob.hdr, Blob.committed, Chunk.i, Chunk.sha256)
_NAMED = Blob.id == bindparam("blob_id")
_WHOLE = select(*_COLUMNS).outerjoin(Chunk, Chunk.blob_id == Blob.id).where(_NAMED).order_by(Chunk.i)
_PLACE = select(*_COLUMNS).outerjoin(Chunk, and_(Chunk.blob_id == Blob.id, Chunk.i == bindparam("i"))).where(_NAMED)
_KEPT = (
    select(Blob.id, Chunk.i)
    .join(Chunk, Chunk.blob_id == Blob.id)
    .where(Blob.account_id == bindparam("owner"), Blob.case_id == bindparam("case_id"), Blob.committed)
    .order_by(Blob.id)
)
_FREED = select(FreedBlob.account_id).where(FreedBlob.id == bindparam("blob_id"))
_HOLD = select(Blob.id).where(_NAMED).with_for_update(read=True)
_HOLD_ALONE = select(Blob.id).where(_NAMED).with_for_update()
_ADD_BLOB, _ADD_CHUNK = insert(db.table(Blob)), insert(db.table(Chunk))
_CHARGE = (
    update(db.table(Account))
    .where(Account.id == bindparam("owner"))
    .values(used_bytes=Account.used_bytes + bindparam("added"))
)
_COMMITTED = update(db.table(Blob)).where(_NAMED).values(committed=True)
_FORGET_CHUNKS = delete(db.table(Chunk)).where(Chunk.blob_id == bindparam("blob_id"))


@dataclass(frozen=True)
class Announced:
    """A blob as it was announced, whether it is committed, and the digests of its chunks."""

    case_id: str
    hdr: bytes
    header: header.Header
    committed: bool
    digests: dict[int, bytes]


def announce(account_id: str, case_id: str, blob_id: str, hdr: bytes) -> tuple[bool, BlobState]:
    """Whether the blob is new, and what of it is there; its whole size counts from now on."""
    cases.own(account_id, case_id)
    parsed = header.parse(hdr, blob_id)
    with db.write(durable=False):
        used = held_bytes(account_id)
        blob = _find(account_id, blob_id)
        if blob is None:
            check(used, parsed.sealed_bytes)
            db.run(_CHARGE, {"owner": account_id, "added": parsed.sealed_bytes})
            made = {"id": blob_id, "account_id": account_id, "case_id": case_id, "hdr": hdr}
            db.run(_ADD_BLOB, made | {"committed": False, "created_ms": clock.now_ms()})
            blob = Announced(case_id, hdr, parsed, committed=False, digests={})
            return True, _state(blob_id, blob)
    if (blob.case_id, blob.hdr) != (case_id, hdr):
        raise BlobConflict()
    return False, _state(blob_id, blob)


def _find(account_id: str, blob_id: str, i: int | None = None) -> Announced | None:
    """The caller's blob, or None for an id nobody ever used; Freed when the caller deleted it, NotFound otherwise."""
    asked = {"blob_id": blob_id} if i is None else {"blob_id": blob_id, "i": i}
    rows = db.run(_WHOLE if i is None else _PLACE, asked).all()
    owner = rows[0].account_id if rows else db.run(_FREED, {"blob_id": blob_id}).scalar_one_or_none()
    if owner not in (None, account_id):
        raise NotFound()
    if not rows and owner is not None:
        raise Freed()
    if not rows:
        return None
    first, digests = rows[0], {row.i: row.sha256 for row in rows if row.i is not None}
    return Announced(first.case_id, first.hdr, header.parse(first.hdr, blob_id), first.committed, digests)


def own(account_id: str, blob_id: str, i: int | None = None) -> Announced:
    """The caller's blob with the digests of its chunks, or of chunk i alone; Freed or NotFound otherwise."""
    blob = _find(account_id, blob_id, i)
    if blob is None:
        raise NotFound()
    return blob


def put_chunk(account_id: str, blob_id: str, i: int, octets: bytes) -> None:
    """Keeps a chunk; a repeat is welcome, other bytes are not."""
    blob = own(account_id, blob_id, i)
    if i >= blob.header.chunk_count:
        raise NotFound()
    if len(octets) != blob.header.chunk_bytes(i):
        raise ChunkSize()
    digest = hashlib.sha256(octets).digest()
    if _is_there(blob_id, blob, i, digest):
        return
    # The disk is waited for before the transaction, where nobody waits for this call; the place is taken inside it,
    # so that a deletion comes before or after.
    with chunks().staged(octets) as staged, db.write(durable=False):
        db.run(_HOLD, {"blob_id": blob_id})
        blob = own(account_id, blob_id, i)
        if _is_there(blob_id, blob, i, digest):
            return
        if i not in blob.digests:
            db.run(_ADD_CHUNK, {"blob_id": blob_id, "i": i, "sha256": digest})
        chunks().place(staged, blob_id, i)


def _is_there(blob_id: str, blob: Announced, i: int, digest: bytes) -> bool:
    if blob.digests.get(i, digest) != digest:
        raise ChunkConflict()
    return i in blob.digests and chunks().has(blob_id, i)


def _state(blob_id: str, blob: Announced) -> BlobState:
    there = chunks().present(blob_id) if blob.digests else frozenset()
    present = [i for i in blob.digests if i in there]
    return BlobState(
        chunk_count=blob.header.chunk_count,
        padded_len=blob.header.padded_len,
        present=present,
        committed=blob.committed and len(present) == blob.header.chunk_count,
    )


def state(account_id: str, blob_id: str) -> BlobState:
    """Which chunks are there."""
    return _state(blob_id, own(account_id, blob_id))


def committed(account_id: str, case_id: str) -> CommittedBlobs:
    """The blobs of a case that are there for good, every chunk on the disk: a backup may have lacked some."""
    cases.own(account_id, case_id)
    asked: dict[str, set[int]] = defaultdict(set)
    for row in db.run(_KEPT, {"owner": account_id, "case_id": case_id}):
        asked[row.id].add(row.i)
    there = [blob_id for blob_id, wanted in asked.items() if wanted <= chunks().present(blob_id)]
    return CommittedBlobs.model_construct(blob_ids=there)


def commit(account_id: str, blob_id: str, chunks_hash: bytes) -> None:
    """Seals a blob whose chunks are all there and add up; it outlives a power cut when this returns."""
    _complete(account_id, blob_id)
    chunks().settle(blob_id)
    with db.write():
        db.run(_HOLD_ALONE, {"blob_id": blob_id})
        blob = _complete(account_id, blob_id)
        adds_up = hashlib.sha256(b"".join(blob.digests.values())).digest() == chunks_hash
        if adds_up and not blob.committed:
            db.run(_COMMITTED, {"blob_id": blob_id})
        elif not adds_up and not blob.committed:
            # Whatever went wrong on the way, no chunk that stays would let the right ones in.
            chunks().remove([blob_id])
            db.run(_FORGET_CHUNKS, {"blob_id": blob_id})
    if not adds_up:
        raise ChunksHash()


def _complete(account_id: str, blob_id: str) -> Announced:
    blob = own(account_id, blob_id)
    present = set(_state(blob_id, blob).present)
    if missing := [i for i in range(blob.header.chunk_count) if i not in present]:
        raise Incomplete(missing=missing)
    return blob


def chunk(account_id: str, blob_id: str, i: int) -> Path | bytes:
    """A chunk, as a file where it is one."""
    if i not in own(account_id, blob_id, i).digests:
        raise NotFound()
    return chunks().chunk(blob_id, i)
