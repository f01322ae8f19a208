"""The outbox of pushes: claimed by lease, settled by what the push service said."""

import enum
from dataclasses import dataclass, field

from sqlalchemy import delete, select

from server import clock, db
from server.principals import Account, PushSubscription
from server.reminders.models import Delivery

LEASE_MS = 60_000
GIVE_UP_MS = 24 * 3600 * 1000
_FIRST_WAIT_MS = 5_000
_LONGEST_WAIT_MS = 3600 * 1000


class Outcome(enum.Enum):
    """What became of a try."""

    DELIVERED = "delivered"
    GONE = "gone"
    RETRY = "retry"
    UNRECOGNISED = "unrecognised"
    REFUSED = "refused"


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


def claim(limit: int) -> list[Claimed]:
    """Deliveries whose time has come, leased; those of nobody, or of somebody leaving, are dropped."""
    with db.write() as session:
        now = clock.now_ms()
        ready = select(Delivery).where(Delivery.not_before_ms <= now, Delivery.lease_ms <= now)
        found = list(
            session.scalars(ready.order_by(Delivery.not_before_ms).limit(limit).with_for_update(skip_locked=True))
        )
        claimed = []
        for row in found:
            subscription = session.get(PushSubscription, (row.account_id, row.device_id))
            if subscription is None or session.get_one(Account, row.account_id).leaves_ms is not None:
                session.delete(row)
                continue
            row.lease_ms = now + LEASE_MS
            claimed.append(
                Claimed(
                    row.id,
                    row.account_id,
                    row.device_id,
                    row.reminder_id,
                    row.rev,
                    row.attempts,
                    row.made_ms,
                    subscription.endpoint,
                    subscription.p256dh,
                    subscription.auth,
                )
            )
    return claimed


def wait_ms(attempts: int, retry_after_s: int | None) -> int:
    """How long until the next try: doubling, or longer if the push service asks."""
    doubled = _FIRST_WAIT_MS << min(attempts, 16)
    return min(max(doubled, (retry_after_s or 0) * 1000), _LONGEST_WAIT_MS)


def settle(claimed: Claimed, outcome: Outcome, retry_after_s: int | None = None) -> None:
    """Writes down what became of a try."""
    with db.write() as session:
        row = session.get(Delivery, claimed.id)
        if outcome is Outcome.GONE:
            same = (PushSubscription.account_id == claimed.account_id, PushSubscription.endpoint == claimed.endpoint)
            session.execute(delete(PushSubscription).where(*same))
        if row is None:
            return
        now = clock.now_ms()
        if outcome in (Outcome.RETRY, Outcome.UNRECOGNISED) and now - claimed.made_ms < GIVE_UP_MS:
            row.attempts = claimed.attempts + 1
            row.not_before_ms = now + wait_ms(claimed.attempts, retry_after_s)
            row.lease_ms = 0
        else:
            session.delete(row)
