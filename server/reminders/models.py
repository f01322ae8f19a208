"""What the reminders room keeps: instants, the outbox of pushes, tokens that answer them."""

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base
from server.principals import IdColumn


class Reminder(Base):
    """When to remind; `next_ms` is null when nothing is left, `removed` keeps the last rev.

    `asked_ms` is the occurrence that went out and that nobody has acted on yet.
    """

    __tablename__ = "reminders"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    rev: Mapped[int] = mapped_column(BigInteger)
    due_ms: Mapped[int] = mapped_column(BigInteger)
    rule: Mapped[str | None] = mapped_column(String(128))
    zone: Mapped[str] = mapped_column(String(64))
    next_ms: Mapped[int | None] = mapped_column(BigInteger, index=True)
    asked_ms: Mapped[int | None] = mapped_column(BigInteger)
    removed: Mapped[bool]


class ActToken(Base):
    """What a push may be answered with, by the token's hash; `used_for` says how it was."""

    __tablename__ = "act_tokens"
    __table_args__ = (Index("ix_act_tokens_account_id_reminder_id", "account_id", "reminder_id"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    reminder_id: Mapped[str] = mapped_column(IdColumn)
    expires_ms: Mapped[int] = mapped_column(BigInteger, index=True)
    used_for: Mapped[str | None] = mapped_column(String(8))


class Delivery(Base):
    """One push to one device, until it is handed over; `lease_ms` is when a worker's claim ends."""

    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_account_id_reminder_id", "account_id", "reminder_id"),)

    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    device_id: Mapped[str] = mapped_column(IdColumn)
    reminder_id: Mapped[str | None] = mapped_column(IdColumn)
    rev: Mapped[int] = mapped_column(BigInteger)
    made_ms: Mapped[int] = mapped_column(BigInteger)
    not_before_ms: Mapped[int] = mapped_column(BigInteger, index=True)
    lease_ms: Mapped[int] = mapped_column(BigInteger)
    attempts: Mapped[int]
