"""Keeping reminders with their subscriptions."""

from cryptography.hazmat.primitives.asymmetric import ec
from flask import current_app
from sqlalchemy import ColumnElement, delete, func, select, update

from server import auth, clock, db
from server.db import session
from server.errors import NotFound
from server.principals import PushSubscription
from server.quota import TooMany, locked_account
from server.reminders import endpoints, outbox, rules, schedule
from server.reminders.acting import forget_tokens, hash_of, token_of
from server.reminders.due import delivery
from server.reminders.errors import SubscriptionKeyRefused, VapidKeyRefused
from server.reminders.models import ActToken, Delivery, Reminder
from server.schemas.reminders import PushSubscribe, ReminderPut

MAX_REMINDERS = 1000
MAX_EVER = 20 * MAX_REMINDERS


def put(account_id: str, reminder_id: str, body: ReminderPut) -> int:
    """The rev that stands afterwards: this one, or a newer one that was there."""
    due_ms = schedule.ms_of(rules.check(body.due, body.rule, body.zone))
    snoozed_ms = due_ms if body.snoozed is None else schedule.ms_of(rules.check(body.snoozed, None, body.zone))
    with db.write() as session:
        locked_account(account_id)
        kept = session.get(Reminder, (account_id, reminder_id))
        if kept is not None and kept.rev >= body.rev:
            return kept.rev
        if kept is not None and _only_said_otherwise(kept, body, max(due_ms, snoozed_ms)):
            kept.rev = body.rev
            _forget_shown(account_id, reminder_id)
            session.execute(update(Delivery).where(*_of(account_id, reminder_id)).values(rev=body.rev))
            return body.rev
        if kept is None or kept.removed:
            _refuse_too_many(account_id)
        if kept is None:
            kept = Reminder(account_id=account_id, id=reminder_id)
            session.add(kept)
        kept.rev, kept.removed = body.rev, False
        kept.due_ms, kept.rule, kept.zone = due_ms, body.rule, body.zone
        kept.next_ms, kept.asked_ms = max(due_ms, snoozed_ms), None
        _forget_deliveries(account_id, reminder_id)
    return body.rev


def _only_said_otherwise(kept: Reminder, body: ReminderPut, next_ms: int) -> bool:
    """Whether a new rev of what was asked, and not answered, moves no time: words changed, so nobody is asked anew."""
    due_ms = schedule.ms_of(rules.instant(body.due))
    same = (kept.due_ms, kept.rule, kept.zone) == (due_ms, body.rule, body.zone)
    being_asked = not kept.removed and None not in (kept.next_ms, kept.asked_ms)
    return same and being_asked and next_ms <= clock.now_ms()


def _forget_shown(account_id: str, reminder_id: str) -> None:
    """What an earlier rev has shown can no longer be answered; what is still on its way goes out with the new rev."""
    waiting = session().scalars(select(Delivery.id).where(*_of(account_id, reminder_id)))
    pepper: bytes = current_app.config["PEPPER"]
    coming = [hash_of(token_of(delivery_id, pepper)) for delivery_id in waiting]
    asked = (ActToken.account_id == account_id, ActToken.reminder_id == reminder_id)
    session().execute(delete(ActToken).where(*asked, ActToken.token_hash.not_in(coming)))


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
            kept.rev, kept.removed, kept.next_ms, kept.asked_ms = rev, True, None, None
            _forget_deliveries(account_id, reminder_id)


def _of(account_id: str, reminder_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Delivery.account_id == account_id, Delivery.reminder_id == reminder_id


def _forget_deliveries(account_id: str, reminder_id: str) -> None:
    session().execute(delete(Delivery).where(*_of(account_id, reminder_id)))
    forget_tokens(account_id, reminder_id)


def subscribe(account_id: str, device_id: str, body: PushSubscribe) -> None:
    """Keeps this device's one subscription, and sends to it what waited for one; a browser's is whose subscribed last.

    Its secret shows that it is the same browser: knowing an address alone ends nobody else's.
    """
    endpoints.check(body.endpoint, current_app.config["PUSH_ALLOWED_ORIGINS"])
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), body.p256dh)
    except ValueError:
        raise SubscriptionKeyRefused() from None
    with db.write() as session:
        locked_account(account_id)
        auth.refuse_revoked(account_id, device_id)
        same = (PushSubscription.endpoint == body.endpoint, PushSubscription.auth == body.auth)
        session.execute(delete(PushSubscription).where(*same))
        made = PushSubscription(account_id=account_id, device_id=device_id, endpoint=body.endpoint)
        made.p256dh, made.auth = body.p256dh, body.auth
        made.vapid_key = _listed(body.vapid_key)
        session.merge(made)
        own = (Delivery.account_id == account_id, Delivery.device_id == device_id)
        waiting = (*own, Delivery.not_before_ms >= Delivery.made_ms + outbox.GIVE_UP_MS)
        session.execute(update(Delivery).where(*waiting).values(not_before_ms=clock.now_ms()))


def _listed(vapid_key: str | None) -> str:
    """The key a phone says it subscribed under: told by another process while servers restart. Older apps say none."""
    listed: tuple[str, ...] = current_app.config["VAPID_PUBLIC_KEYS"]
    if vapid_key is not None and vapid_key not in listed:
        raise VapidKeyRefused()
    return vapid_key or listed[0]


def is_subscribed(account_id: str, device_id: str) -> bool:
    """Whether this device has a subscription that no push service ended, under the key of now."""
    found = session().get(PushSubscription, (account_id, device_id))
    # From before keys were noted: which one it was cannot be known, so the phone subscribes anew, once.
    return found is not None and found.vapid_key == current_app.config["VAPID_PUBLIC_KEYS"][0]


def unsubscribe(account_id: str, endpoint: str) -> None:
    """Forgets a subscription, known or not."""
    endpoints.origin_of(endpoint)
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
            session.add(Delivery(**delivery(account_id, device_id, None, 0)))
        return 1
