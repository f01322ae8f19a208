"""How far behind the workers are, for the operator's alerts."""

from flask import Flask
from sqlalchemy import bindparam, func, select

from server import clock, db
from server.principals import Account
from server.reminders.models import Delivery, Reminder

_CAP = 10_000
_LEAVING = select(Account.id).where(Account.leaves_ms.is_not(None))
_OLDEST = select(func.min(Reminder.next_ms)).where(
    Reminder.next_ms <= bindparam("now"), Reminder.account_id.not_in(_LEAVING)
)
_READY = select(Delivery.made_ms).where(Delivery.not_before_ms <= bindparam("now")).limit(_CAP).subquery()
_WAITING = select(func.count(), func.min(_READY.c.made_ms)).select_from(_READY)


def lag(app: Flask) -> dict[str, float]:
    """Seconds since the oldest reminder that nobody took was due; pushes that could go out, counted to 10,000."""
    with app.app_context():
        now = clock.now_ms()
        due = db.run(_OLDEST, {"now": now}).scalar_one()
        waiting, made = db.run(_WAITING, {"now": now}).one()
    return {
        "reminder_late_seconds": (now - due) / 1000 if due else 0.0,
        "pushes_waiting": float(waiting),
        "push_late_seconds": (now - made) / 1000 if made else 0.0,
    }
