"""Nothing of an account that has ended stays in this room."""

from sqlalchemy import delete

from server.db import session
from server.reminders.models import ActToken, Delivery, Reminder


def forget_account(account_id: str) -> None:
    """Inside a write transaction: nothing of the account stays in this room."""
    for kept in (ActToken, Delivery, Reminder):
        session().execute(delete(kept).where(kept.account_id == account_id))
