"""Who exists: accounts, their devices, how those are reached."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server import clock
from server.db import Base

IdColumn = String(32)
DayColumn = String(10)


class Account(Base):
    """An account: sealed keys, peppered auth keys, bytes used, the feed's counter; when it ends, if it is leaving."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    login: Mapped[str] = mapped_column(String(256), unique=True)
    created_ms: Mapped[int] = mapped_column(BigInteger)
    gen: Mapped[int]
    bundle: Mapped[bytes] = mapped_column(LargeBinary)
    slots_sig: Mapped[bytes] = mapped_column(LargeBinary)
    kdf_params: Mapped[bytes | None] = mapped_column(LargeBinary)
    pw_mac: Mapped[bytes | None] = mapped_column(LargeBinary)
    rec_id: Mapped[str] = mapped_column(IdColumn, unique=True)
    rec_mac: Mapped[bytes] = mapped_column(LargeBinary)
    used_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    changes: Mapped[int] = mapped_column(BigInteger, default=0)
    leaves_ms: Mapped[int | None] = mapped_column(BigInteger, index=True)

    @property
    def ended(self) -> bool:
        """Whether its grace is over: nobody finds it any more, the worker erases it."""
        return self.leaves_ms is not None and self.leaves_ms <= clock.now_ms()


class Device(Base):
    """A device admitted by the identity log; `last_seen_day` is all that is kept of when it calls."""

    __tablename__ = "devices"
    __table_args__ = (UniqueConstraint("account_id", "letter"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    letter: Mapped[int]
    revoked: Mapped[bool] = mapped_column(default=False)
    last_seen_day: Mapped[str | None] = mapped_column(DayColumn)


class DeviceEnd(Base):
    """How far a revoked device counts in a log: the last seq that its revoke names."""

    __tablename__ = "device_ends"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    device_id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    case_id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)


class SignedIn(Base):
    """A session, by the hash of its cookie; tied to a device or not yet."""

    __tablename__ = "sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    device_id: Mapped[str | None] = mapped_column(IdColumn)
    expires_ms: Mapped[int] = mapped_column(BigInteger)
    seen_day: Mapped[str | None] = mapped_column(DayColumn)


class PushSubscription(Base):
    """A device's push subscription, and the VAPID key that it was made under; null: the oldest that is listed."""

    __tablename__ = "push_subscriptions"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    device_id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    endpoint: Mapped[str] = mapped_column(String(2048))
    p256dh: Mapped[bytes] = mapped_column(LargeBinary)
    auth: Mapped[bytes] = mapped_column(LargeBinary)
    vapid_key: Mapped[str | None] = mapped_column(String(88))
