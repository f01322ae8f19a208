"""Invitations: codes that an operator hands out, each good for one account and for some days."""

import secrets

from sqlalchemy import delete

from server import clock, db
from server.accounts import peppered
from server.accounts.errors import InviteRefused
from server.accounts.models import Invite

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans("OIL", "011", " -")
_GROUPS, _GROUP = 4, 4


def _kept(code: str) -> bytes:
    """What is kept of a code, however it was typed."""
    return peppered.mac(b"e1/invite" + code.upper().translate(_LOOK_ALIKE).encode())


def make(count: int, days: int) -> list[str]:
    """New codes: 80 random bits each, shown once and kept as keyed hashes."""
    groups = ["".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(count * _GROUPS)]
    codes = ["-".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS)]
    with db.write() as session:
        ends = clock.now_ms() + days * clock.DAY_MS
        session.add_all(Invite(code_mac=_kept(code), expires_ms=ends) for code in codes)
    return codes


def use(code: str | None) -> None:
    """Inside a write transaction: ends a code for ever; one answer to none, an unknown, a used and an expired one."""
    good = (Invite.code_mac == _kept(code or ""), Invite.expires_ms > clock.now_ms())
    if db.session().scalar(delete(Invite).where(*good).returning(Invite.code_mac)) is None:
        raise InviteRefused()


def withdraw(*, expired: bool) -> int:
    """How many unused codes are ended: all, or those whose time is over."""
    over = Invite.expires_ms <= clock.now_ms() if expired else Invite.expires_ms > 0
    with db.write() as session:
        return len(session.scalars(delete(Invite).where(over).returning(Invite.code_mac)).all())
