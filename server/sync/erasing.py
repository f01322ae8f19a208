"""Nothing of an account that has ended stays in this room."""

from sqlalchemy import delete, select

from server import db
from server.cases import Case
from server.sync.models import AcceptedOp, Writer


def forget_account(account_id: str) -> None:
    """Inside a write transaction: nothing of the account stays in this room."""
    session, of_account = db.session(), select(Case.id).where(Case.account_id == account_id)
    for kept in (AcceptedOp, Writer):
        session.execute(delete(kept).where(kept.case_id.in_(of_account)))
    session.execute(delete(Case).where(Case.account_id == account_id))
