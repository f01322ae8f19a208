"""How many bytes an account may keep."""

from flask import current_app
from sqlalchemy import Select, bindparam, select

from server import clock, db
from server.errors import AppError, Unauthorized
from server.principals import Account

_HELD = select(Account.used_bytes, Account.leaves_ms).where(Account.id == bindparam("account_id"))
_HELD = _HELD.with_for_update(key_share=True)


class QuotaExceeded(AppError):
    """No room left for these bytes."""

    code, status, detail = "quota", 507, "This account has no room left for that."


class TooMany(AppError):
    """As many of these as an account may have; `limit` says how many."""

    code, status, detail = "too_many", 507, "This account has as many of these as it may have."


def limit_bytes() -> int:
    """The most an account may keep."""
    return int(current_app.config["QUOTA_BYTES"])


def _hold(account_id: str) -> Select[Account]:
    """Rows that refer to the account may still come: a worker that adds some holds others that this one may want."""
    return select(Account).where(Account.id == account_id).with_for_update(key_share=True)


def locked_account(account_id: str) -> Account:
    """The account's row, held until the write transaction ends; Unauthorized when it has ended meanwhile."""
    account = db.session().scalars(_hold(account_id)).one_or_none()
    if account is None or account.ended:
        raise Unauthorized()
    return account


def held_bytes(account_id: str) -> int:
    """What the account keeps, its row held until the write transaction ends; Unauthorized as `locked_account`."""
    found = db.run(_HELD, {"account_id": account_id}).one_or_none()
    if found is None or (found.leaves_ms is not None and found.leaves_ms <= clock.now_ms()):
        raise Unauthorized()
    return int(found.used_bytes)


def check(used_bytes: int, added: int) -> None:
    """QuotaExceeded when so many bytes more are too many."""
    if used_bytes + added > limit_bytes():
        raise QuotaExceeded()


def charge(account: Account, added: int) -> None:
    """Counts bytes to be kept, or refuses them."""
    check(account.used_bytes, added)
    account.used_bytes += added


def release(account: Account, freed: int) -> None:
    """Gives bytes back that are no longer kept."""
    account.used_bytes = max(0, account.used_bytes - freed)
