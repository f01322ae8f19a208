"""What the accounts room keeps beside the account itself."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base
from server.principals import IdColumn


class KeySlot(Base):
    """A slot's bytes, as the phone made them."""

    __tablename__ = "key_slots"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    slot_id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    octets: Mapped[bytes] = mapped_column(LargeBinary)


class IdentityEntry(Base):
    """An identity log entry's bytes."""

    __tablename__ = "identity_entries"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    octets: Mapped[bytes] = mapped_column(LargeBinary)


class Invite(Base):
    """An invitation that nobody has used, by a keyed hash of its code."""

    __tablename__ = "invites"

    code_mac: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires_ms: Mapped[int] = mapped_column(BigInteger, index=True)
