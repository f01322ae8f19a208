"""The outbox of pushes: claimed by lease, settled by what the push service said."""

import enum
import random
from dataclasses import dataclass, field

from sqlalchemy import and_, bindparam, delete, select, update

from server import clock, db
from server.db import table
from server.principals import Account, PushSubscription
from server.reminders.models import Delivery

LEASE_MS = 60_000
GIVE_UP_MS = clock.DAY_MS
_FIRST_WAIT_MS = 5_000
_LONGEST_WAIT_MS = 3600 * 1000
_SPREAD = 0.25
_own = and_(PushSubscription.account_id == Delivery.account_id, PushSubscription.device_id == Delivery.device_id)
_READY = (
    select(*table(Delivery).columns, PushSubscription.endpoint, PushSubscription.p256dh, PushSubscription.auth)
    .add_columns(PushSubscription.vapid_key, Account.leaves_ms)
    .join(Account, Account.id == Delivery.account_id)
    .outerjoin(PushSubscription, _own)
    .where(Delivery.not_before_ms <= bindparam("now"), Delivery.lease_ms <= bindparam("now"))
    .order_by(Delivery.not_before_ms)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=table(Delivery))
)
_one_of = Delivery.id.in_(bindparam("ids", expanding=True))
_LEASE = update(table(Delivery)).where(_one_of).values(lease_ms=bindparam("until"))
_DROP = delete(table(Delivery)).where(_one_of)
_FORGET = delete(table(PushSubscription)).where(
    PushSubscription.account_id == bindparam("of_account"), PushSubscription.endpoint == bindparam("at_endpoint")
)


class Outcome(enum.Enum):
    """What became of a try; POSTPONED: none was made, the push service is left alone for now."""

    DELIVERED = "delivered"
    GONE = "gone"
    RETRY = "retry"
    UNRECOGNISED = "unrecognised"
    REFUSED = "refused"
    POSTPONED = "postponed"


_TRIED_AGAIN = (Outcome.RETRY, Outcome.UNRECOGNISED, Outcome.POSTPONED)


@dataclass(frozen=True)
class Claimed:
    """A delivery in this worker's hands."""

    id: str
    account_id: str
    device_id: str
    reminder_id: str | None
    rev: int
    attempts: int
    made_ms: int
    endpoint: str = field(repr=False)
    p256dh: bytes = field(repr=False)
    auth: bytes = field(repr=False)
    vapid_key: str | None


@dataclass(frozen=True)
class Settled:
    """What became of a claimed delivery, with the milliseconds that were asked for before the next try."""

    claimed: Claimed
    outcome: Outcome
    wait_ms: int = 0


def claim(limit: int) -> list[Claimed]:
    """Deliveries whose time has come, leased; those of nobody or of somebody leaving are dropped.

    A reminder for a phone without a subscription is kept for a day, for when it has one again.
    """
    with db.write():
        now = clock.now_ms()
        claimed, dropped, kept = [], [], []
        for row in db.run(_READY, {"now": now, "most": limit}):
            ends = row.made_ms + GIVE_UP_MS
            if row.leaves_ms is None and row.endpoint is None and row.reminder_id is not None and now < ends:
                kept.append({"id": row.id, "not_before_ms": ends})
                continue
            if row.endpoint is None or row.leaves_ms is not None:
                dropped.append(row.id)
                continue
            taken = (row.id, row.account_id, row.device_id, row.reminder_id, row.rev, row.attempts, row.made_ms)
            claimed.append(Claimed(*taken, row.endpoint, row.p256dh, row.auth, row.vapid_key))
        if dropped:
            db.run(_DROP, {"ids": dropped})
        if kept:
            db.change(table(Delivery), kept)
        if claimed:
            db.run(_LEASE, {"ids": [one.id for one in claimed], "until": now + LEASE_MS})
    return claimed


def spread() -> float:
    """A little more than 1, another each time: what failed together does not come back together."""
    return 1 + _SPREAD * random.random()  # noqa: S311  not a secret


def wait_ms(attempts: int, asked_ms: int = 0) -> int:
    """How long until the next try: doubling, or longer if the push service asks, each a little differently."""
    doubled = _FIRST_WAIT_MS << min(attempts, 16)
    return min(round(max(doubled, asked_ms) * spread()), _LONGEST_WAIT_MS)


def settle(settled: list[Settled]) -> None:
    """Writes down what became of tries, all in one transaction."""
    now = clock.now_ms()
    later: list[dict[str, object]] = []
    dropped: list[str] = []
    gone: list[dict[str, object]] = []
    for one in settled:
        claimed = one.claimed
        if one.outcome is Outcome.GONE:
            gone.append({"of_account": claimed.account_id, "at_endpoint": claimed.endpoint})
        again = one.outcome in _TRIED_AGAIN or (one.outcome is Outcome.GONE and claimed.reminder_id is not None)
        if again and now - claimed.made_ms < GIVE_UP_MS:
            made = one.outcome is not Outcome.POSTPONED
            wait = wait_ms(claimed.attempts, one.wait_ms) if made else round(one.wait_ms * spread())
            tries = claimed.attempts + made
            later.append({"id": claimed.id, "lease_ms": 0, "not_before_ms": now + wait, "attempts": tries})
        else:
            dropped.append(claimed.id)
    with db.write():
        if later:
            db.change(table(Delivery), later)
        if dropped:
            db.run(_DROP, {"ids": dropped})
        if gone:
            db.run(_FORGET, gone)
