"""Turning what is due into deliveries: one for each subscribed device, each with a token that answers it."""

from collections import defaultdict
from collections.abc import Iterable

from flask import current_app
from sqlalchemy import bindparam, select

from server import clock, db, ids, logs
from server.db import table
from server.principals import Account, PushSubscription
from server.reminders import schedule
from server.reminders.acting import LIVES_MS, hash_of, token_of
from server.reminders.models import ActToken, Delivery, Reminder

BATCH = 500
_LEAVING = select(Account.id).where(Account.leaves_ms.is_not(None))
_DUE = (
    select(*table(Reminder).columns)
    .where(Reminder.next_ms <= bindparam("now"), Reminder.account_id.not_in(_LEAVING))
    .order_by(Reminder.next_ms)
    .limit(BATCH)
    .with_for_update(skip_locked=True)
)
_DEVICES = select(PushSubscription.account_id, PushSubscription.device_id).where(
    PushSubscription.account_id.in_(bindparam("accounts", expanding=True))
)


def delivery(account_id: str, device_id: str, reminder_id: str | None, rev: int) -> dict[str, object]:
    """A row of the outbox, to be sent at once."""
    now = clock.now_ms()
    return {
        "id": ids.new(),
        "account_id": account_id,
        "device_id": device_id,
        "reminder_id": reminder_id,
        "rev": rev,
        "made_ms": now,
        "not_before_ms": now,
        "lease_ms": 0,
        "attempts": 0,
    }


def fan_out() -> int:
    """Turns reminders that are due into deliveries, moves each to its next push; how many were due.

    Whatever was missed while no worker ran goes out once.
    """
    with db.write():
        now = clock.now_ms()
        due = db.run(_DUE, {"now": now}).all()
        if not due:
            return 0
        devices = _devices_of({row.account_id for row in due})
        made = [
            delivery(row.account_id, device_id, row.id, row.rev) for row in due for device_id in devices[row.account_id]
        ]
        if made:
            db.add(table(Delivery), made)
            db.add(table(ActToken), [_token(row, now) for row in made])
        db.change(table(Reminder), [_moved_or_later(row, now) for row in due])
    return len(due)


def _devices_of(accounts: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for account_id, device_id in db.run(_DEVICES, {"accounts": list(accounts)}):
        found[account_id].append(device_id)
    return found


def _token(made: dict[str, object], now: int) -> dict[str, object]:
    return {
        "token_hash": hash_of(token_of(str(made["id"]), current_app.config["PEPPER"])),
        "account_id": made["account_id"],
        "reminder_id": made["reminder_id"],
        "expires_ms": now + LIVES_MS,
        "used_for": None,
    }


def _moved_or_later(row: db.Found, now: int) -> dict[str, object]:
    """One that cannot be reckoned, its zone dropped by a new tzdata say, is asked each day and stops no other."""
    try:
        return _moved(row, now)
    except Exception as error:  # noqa: BLE001
        logs.failure("reminder_not_reckoned", error)
        return {
            "account_id": row.account_id,
            "id": row.id,
            "next_ms": now + clock.DAY_MS,
            "asked_ms": row.asked_ms or now,
        }


def _moved(row: db.Found, now: int) -> dict[str, object]:
    asked = row.asked_ms
    if asked is None or schedule.is_occurrence(row.due_ms, row.rule, row.zone, row.next_ms):
        asked = schedule.asked_at(row.next_ms, row.zone, now)
    following = schedule.occurrence_after(row.due_ms, row.rule, row.zone, now)
    next_ms = schedule.soonest(following, schedule.nudge_after(asked, row.zone, now))
    return {"account_id": row.account_id, "id": row.id, "next_ms": next_ms, "asked_ms": asked}
