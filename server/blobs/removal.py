"""Blobs deleted by their owner."""

from server import db
from server.blobs.erasing import drop
from server.blobs.errors import Freed
from server.blobs.models import Blob, FreedBlob
from server.blobs.service import own
from server.quota import locked_account


def free(account_id: str, blob_id: str) -> None:
    """Deletes a blob and uses up its id; a repeat is welcome."""
    with db.write() as session:
        account = locked_account(account_id)
        try:
            own(account_id, blob_id)
        except Freed:
            return
        drop(account, session.get_one(Blob, blob_id, with_for_update=True))
        session.add(FreedBlob(id=blob_id, account_id=account_id))
