"""Leaving: seven days in which the account can still stay, then nothing of it."""

from server import auth, clock, db, rate_limits
from server.accounts import peppered
from server.accounts.errors import AuthFailed
from server.principals import Account
from server.quota import locked_account

GRACE_MS = 7 * clock.DAY_MS


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
