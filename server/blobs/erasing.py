"""Blobs that go by themselves: never finished, or with their account."""

from sqlalchemy import delete, select

from server import clock, db
from server.blobs import header
from server.blobs.models import Blob, Chunk, FreedBlob
from server.blobs.store import chunks
from server.principals import Account
from server.quota import release

UNFINISHED_MS = 7 * clock.DAY_MS
_STRAY_S = 3600


def drop(account: Account, blob: Blob) -> None:
    """Inside a write transaction: a blob's row and chunks go, its bytes are the account's again."""
    session = db.session()
    release(account, header.parse(blob.hdr, blob.id).sealed_bytes)
    chunks().remove([blob.id])
    session.execute(delete(Chunk).where(Chunk.blob_id == blob.id))
    session.delete(blob)


def drop_unfinished() -> int:
    """Deletes what was announced seven days ago and is not committed; its id may be announced anew. How many."""
    chunks().drop_strays(_STRAY_S)
    old = (Blob.committed.is_(False), Blob.created_ms <= clock.now_ms() - UNFINISHED_MS)
    found = db.session().execute(select(Blob.id, Blob.account_id).where(*old)).all()
    return sum(_drop_if_unfinished(account_id, blob_id) for blob_id, account_id in found)


def _drop_if_unfinished(account_id: str, blob_id: str) -> bool:
    with db.write() as session:
        account = session.get(Account, account_id, with_for_update=True)
        blob = session.get(Blob, blob_id, with_for_update=True)
        if account is None or blob is None or blob.committed:
            return False
        drop(account, blob)
    return True


def forget_account(account_id: str) -> None:
    """Inside a write transaction: no blob of the account stays, neither its rows nor its chunks."""
    session = db.session()
    mine = list(session.scalars(select(Blob.id).where(Blob.account_id == account_id).with_for_update()))
    chunks().remove(mine)
    for blob_id in mine:
        session.execute(delete(Chunk).where(Chunk.blob_id == blob_id))
    for kept in (Blob, FreedBlob):
        session.execute(delete(kept).where(kept.account_id == account_id))
