"""What ends by itself: accounts whose grace is over, uploads nobody finished, invitations nobody used."""

from sqlalchemy import select

from server import db, logs
from server.accounts import erasing as accounts
from server.accounts import invites
from server.blobs import erasing as blobs
from server.principals import Account
from server.reminders import acting
from server.reminders import erasing as reminders
from server.sync import erasing as sync


def sweep() -> None:
    """One round: whatever has ended is deleted, rows with files. What is interrupted, the next round resumes."""
    if dropped := blobs.drop_unfinished():
        logs.event("unfinished_dropped", count=dropped)
    acting.drop_expired()
    invites.withdraw(expired=True)
    ended = [account_id for account_id in accounts.ended() if _empty(account_id)]
    if not ended:
        return
    if not db.scrub(rebuild=True):
        logs.event("scrub_postponed")
        return
    for account_id in ended:
        accounts.forget(account_id)
    db.scrub(rebuild=False)
    logs.event("accounts_erased", count=len(ended))


def _empty(account_id: str) -> bool:
    with db.write() as session:
        held = select(Account).where(Account.id == account_id).with_for_update()
        account = session.scalars(held).one_or_none()
        if account is None or not account.ended:
            return False
        for room in (reminders, blobs, sync):
            room.forget_account(account_id)
        accounts.empty(account_id)
    return True
