"""What the reminders room keeps: instants, the outbox of pushes."""

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base
from server.principals import IdColumn


class Reminder(Base):
    """When to remind; `next_ms` is null when nothing is left, `removed` keeps the last rev."""

    __tablename__ = "reminders"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    rev: Mapped[int] = mapped_column(BigInteger)
    due_ms: Mapped[int] = mapped_column(BigInteger)
    rule: Mapped[str | None] = mapped_column(String(128))
    zone: Mapped[str] = mapped_column(String(64))
    next_ms: Mapped[int | None] = mapped_column(BigInteger, index=True)
    removed: Mapped[bool]


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
