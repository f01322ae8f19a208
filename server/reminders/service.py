"""Keeping reminders with their subscriptions; turning what is due into deliveries."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ec
from flask import current_app
from sqlalchemy import delete, func, select

from server import auth, clock, db, ids
from server.db import session
from server.errors import NotFound
from server.principals import Account, PushSubscription
from server.quota import TooMany, locked_account
from server.reminders import endpoints, rules
from server.reminders.errors import SubscriptionKeyRefused
from server.reminders.models import Delivery, Reminder
from server.schemas.reminders import PushSubscribe, ReminderPut

MAX_REMINDERS = 1000
MAX_EVER = 20 * MAX_REMINDERS


def _at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def put(account_id: str, reminder_id: str, body: ReminderPut) -> int:
    """The rev that stands afterwards: this one, or a newer one that was there."""
    due_ms = _ms(rules.check(body.due, body.rule, body.zone))
    with db.write() as session:
        locked_account(account_id)
        kept = session.get(Reminder, (account_id, reminder_id))
        if kept is not None and kept.rev >= body.rev:
            return kept.rev
        if kept is None or kept.removed:
            _refuse_too_many(account_id)
        if kept is None:
            kept = Reminder(account_id=account_id, id=reminder_id)
            session.add(kept)
        kept.rev, kept.removed = body.rev, False
        kept.due_ms, kept.rule, kept.zone, kept.next_ms = due_ms, body.rule, body.zone, due_ms
        _forget_deliveries(account_id, reminder_id)
    return body.rev


def _refuse_too_many(account_id: str) -> None:
    counted = select(func.count(), func.count().filter(~Reminder.removed)).where(Reminder.account_id == account_id)
    in_all, standing = session().execute(counted).one()
    if standing >= MAX_REMINDERS or in_all >= MAX_EVER:
        raise TooMany(limit=MAX_REMINDERS)


def remove(account_id: str, reminder_id: str, rev: int) -> None:
    """Stops a reminder unless a newer rev stands; NotFound when it never was."""
    with db.write() as session:
        locked_account(account_id)
        kept = session.get(Reminder, (account_id, reminder_id))
        if kept is None:
            raise NotFound()
        if rev >= kept.rev:
            kept.rev, kept.removed, kept.next_ms = rev, True, None
            _forget_deliveries(account_id, reminder_id)


def _forget_deliveries(account_id: str, reminder_id: str) -> None:
    session().execute(delete(Delivery).where(Delivery.account_id == account_id, Delivery.reminder_id == reminder_id))


def forget_account(account_id: str) -> None:
    """Inside a write transaction: nothing of the account stays in this room."""
    for kept in (Delivery, Reminder):
        session().execute(delete(kept).where(kept.account_id == account_id))


def subscribe(account_id: str, device_id: str, body: PushSubscribe) -> None:
    """Keeps this device's one subscription; a browser's endpoint belongs to whoever subscribed it last."""
    endpoints.check(body.endpoint, current_app.config["PUSH_ALLOWED_ORIGINS"])
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), body.p256dh)
    except ValueError:
        raise SubscriptionKeyRefused() from None
    with db.write() as session:
        locked_account(account_id)
        auth.refuse_revoked(account_id, device_id)
        session.execute(delete(PushSubscription).where(PushSubscription.endpoint == body.endpoint))
        made = PushSubscription(account_id=account_id, device_id=device_id, endpoint=body.endpoint)
        made.p256dh, made.auth = body.p256dh, body.auth
        session.merge(made)


def unsubscribe(account_id: str, endpoint: str) -> None:
    """Forgets a subscription, known or not."""
    with db.write() as session:
        same = (PushSubscription.account_id == account_id, PushSubscription.endpoint == endpoint)
        session.execute(delete(PushSubscription).where(*same))


def send_test(account_id: str, device_id: str) -> int:
    """Lets one test push wait for the worker if this device has a subscription; how many wait."""
    with db.write() as session:
        if session.get(PushSubscription, (account_id, device_id)) is None:
            return 0
        own = (Delivery.account_id == account_id, Delivery.device_id == device_id)
        if session.scalar(select(Delivery.id).where(*own, Delivery.reminder_id.is_(None))) is None:
            session.add(_delivery(account_id, device_id, None, 0))
        return 1


def _delivery(account_id: str, device_id: str, reminder_id: str | None, rev: int) -> Delivery:
    now = clock.now_ms()
    made = Delivery(id=ids.new(), account_id=account_id, device_id=device_id, reminder_id=reminder_id, rev=rev)
    made.made_ms, made.not_before_ms, made.lease_ms, made.attempts = now, now, 0, 0
    return made


def fan_out(limit: int = 200) -> int:
    """Turns reminders that are due into deliveries, moves them to their next instant; how many were due."""
    with db.write() as session:
        now = clock.now_ms()
        leaving = select(Account.id).where(Account.leaves_ms.is_not(None))
        waiting = (Reminder.next_ms <= now, Reminder.account_id.not_in(leaving))
        due = select(Reminder).where(*waiting).order_by(Reminder.next_ms).limit(limit)
        found = list(session.scalars(due.with_for_update(skip_locked=True)))
        for reminder in found:
            devices = select(PushSubscription.device_id).where(PushSubscription.account_id == reminder.account_id)
            for device_id in session.scalars(devices):
                session.add(_delivery(reminder.account_id, device_id, reminder.id, reminder.rev))
            following = rules.next_after(_at(reminder.due_ms), reminder.rule, reminder.zone, _at(now))
            reminder.next_ms = None if following is None else _ms(following)
    return len(found)
