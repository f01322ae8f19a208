"""A case as the server knows it: whose it is and where its log ends."""

import hashlib

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, func, select
from sqlalchemy.orm import Mapped, mapped_column

from server import db
from server.db import Base
from server.errors import NotFound
from server.principals import Account, IdColumn


class Case(Base):
    """A log's owner, last seq, chained hash; `changed` orders the feed."""

    __tablename__ = "cases"
    __table_args__ = (Index("ix_cases_account_id_changed", "account_id", "changed"),)

    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    seq: Mapped[int] = mapped_column(BigInteger)
    head: Mapped[bytes] = mapped_column(LargeBinary)
    changed: Mapped[int] = mapped_column(BigInteger)


def touch(account: Account, case: Case) -> None:
    """Moves a case to the feed's end."""
    account.changes += 1
    case.changed = account.changes


def start(account: Account, case_id: str) -> Case:
    """A new, empty case of an account whose row is held."""
    head = hashlib.sha256(b"e1/log" + bytes.fromhex(case_id)).digest()
    case = Case(id=case_id, account_id=account.id, seq=0, head=head, changed=0)
    touch(account, case)
    db.session().add(case)
    return case


def count(account_id: str) -> int:
    """How many logs an account has, the home log included."""
    return db.session().scalar(select(func.count()).where(Case.account_id == account_id)) or 0


def own(account_id: str, case_id: str, *, hold: bool = False) -> Case:
    """The caller's case; NotFound for anyone else's."""
    query = select(Case).where(Case.id == case_id, Case.account_id == account_id)
    case = db.session().scalars(query.with_for_update() if hold else query).one_or_none()
    if case is None:
        raise NotFound()
    return case
