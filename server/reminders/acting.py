"""Done and Tomorrow from a notification: one token for each push, and nothing else of the caller."""

import hashlib
import hmac

from sqlalchemy import delete, select

from server import clock, db
from server.errors import Unauthorized
from server.quota import locked_account
from server.reminders import schedule
from server.reminders.errors import ActOver, RuleRefused
from server.reminders.models import ActToken, Delivery, Reminder
from server.schemas.reminders import ReminderAct

LIVES_MS = 30 * clock.DAY_MS


def token_of(delivery_id: str, pepper: bytes) -> bytes:
    """The token of a delivery: each try to send it carries the same."""
    return hmac.digest(pepper, b"e1/act" + bytes.fromhex(delivery_id), "sha256")


def hash_of(token: bytes) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token).digest()


def act(body: ReminderAct) -> None:
    """Does what the token is for, once; a repeat of the same act changes nothing, any other is ActOver."""
    account_id = db.session().scalar(select(ActToken.account_id).where(ActToken.token_hash == hash_of(body.token)))
    if account_id is None:  # before a write begins: anybody may call this with anything
        raise ActOver()
    with db.write() as session:
        _hold(account_id)
        token = session.get(ActToken, hash_of(body.token))
        if token is None or token.expires_ms <= clock.now_ms() or token.used_for not in (None, body.act):
            raise ActOver()
        if token.used_for is not None:
            return
        token.used_for = body.act
        _answered(session.get_one(Reminder, (token.account_id, token.reminder_id), with_for_update=True), body.act)
        waiting = (Delivery.account_id == token.account_id, Delivery.reminder_id == token.reminder_id)
        session.execute(delete(Delivery).where(*waiting))


def _hold(account_id: str) -> None:
    try:
        locked_account(account_id)
    except Unauthorized:
        raise ActOver() from None


def _answered(reminder: Reminder, act: str) -> None:
    """The projection until the phone, which has the truth, sends the next rev."""
    now, asked_ms = clock.now_ms(), reminder.asked_ms
    reminder.asked_ms = None
    if act == "tomorrow" and asked_ms is None:  # another device answered first
        return
    try:
        if act == "tomorrow":
            reminder.next_ms = schedule.tomorrow(reminder.due_ms, reminder.zone, now)
        else:
            # The worker that asked may have a clock ahead of this one: what it asked for is done all the same.
            after = max(now, asked_ms or reminder.due_ms)
            reminder.next_ms = schedule.occurrence_after(reminder.due_ms, reminder.rule, reminder.zone, after)
    except RuleRefused:  # its zone is known no more
        reminder.next_ms = now + clock.DAY_MS if act == "tomorrow" else None


def forget_tokens(account_id: str, reminder_id: str) -> None:
    """Inside a write transaction: what an earlier rev asked can no longer be answered."""
    asked = (ActToken.account_id == account_id, ActToken.reminder_id == reminder_id)
    db.session().execute(delete(ActToken).where(*asked))


def drop_expired() -> None:
    """Deletes the tokens that nobody can use any more."""
    with db.write() as session:
        session.execute(delete(ActToken).where(ActToken.expires_ms <= clock.now_ms()))
