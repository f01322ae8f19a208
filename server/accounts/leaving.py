"""Leaving: seven days in which the account can still stay, then nothing of it."""

from sqlalchemy import delete, select, update

from server import auth, clock, db, rate_limits
from server.accounts import peppered
from server.accounts.errors import AuthFailed
from server.accounts.models import IdentityEntry, KeySlot
from server.accounts.passkey_models import Passkey, PasskeyProven
from server.principals import Account, Device, DeviceEnd, PushSubscription, SignedIn
from server.quota import locked_account

GRACE_MS = 7 * 24 * 3600 * 1000


def leave(caller: auth.Caller, auth_key: bytes) -> int:
    """When the account ends, in ms; its other sessions end at once. A repeat answers the same."""
    with db.write():
        account = _proven(caller, auth_key)
        if account.leaves_ms is None:
            account.leaves_ms = clock.now_ms() + GRACE_MS
        auth.close_others(caller)
        return account.leaves_ms


def stay(caller: auth.Caller, auth_key: bytes) -> None:
    """As if it had not been about to leave."""
    with db.write():
        _proven(caller, auth_key).leaves_ms = None


def end(caller: auth.Caller, auth_key: bytes) -> None:
    """Nobody finds the account from now on; the worker's next sweep erases it."""
    with db.write():
        _proven(caller, auth_key).leaves_ms = clock.now_ms()
        auth.close_all(caller.account_id)


def _proven(caller: auth.Caller, auth_key: bytes) -> Account:
    rate_limits.count_name(caller.account_id, own=True)
    account = locked_account(caller.account_id)
    by_passphrase, by_code = (peppered.matches(auth_key, kept) for kept in (account.pw_mac, account.rec_mac))
    if not (by_passphrase or by_code):
        raise AuthFailed()
    return account


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
