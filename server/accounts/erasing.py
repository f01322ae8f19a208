"""What is left to do once an account has ended: the worker empties its row, then forgets it."""

from sqlalchemy import delete, select, update

from server import clock, db
from server.accounts.models import IdentityEntry, KeySlot
from server.accounts.passkey_models import Passkey, PasskeyProven
from server.principals import Account, Device, DeviceEnd, PushSubscription, SignedIn


def ended() -> list[str]:
    """Accounts to be erased."""
    return list(db.session().scalars(select(Account.id).where(Account.leaves_ms <= clock.now_ms())))


def empty(account_id: str) -> None:
    """Inside a write transaction: leaves a row with nothing but the account's id, so that an erasure can be resumed."""
    session = db.session()
    for kept in (PushSubscription, SignedIn, DeviceEnd, Device, IdentityEntry, KeySlot, Passkey, PasskeyProven):
        session.execute(delete(kept).where(kept.account_id == account_id))
    husk = {"login": account_id, "rec_id": account_id, "created_ms": 0, "gen": 0, "used_bytes": 0, "changes": 0}
    secrets = {"bundle": b"", "slots_sig": b"", "rec_mac": b"", "kdf_params": None, "pw_mac": None}
    session.execute(update(Account).where(Account.id == account_id).values(**husk, **secrets))


def forget(account_id: str) -> None:
    """The emptied row goes too."""
    with db.write() as session:
        session.execute(delete(Account).where(Account.id == account_id))
