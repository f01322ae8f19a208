"""Passkeys: challenges not yet answered, passkeys proven but not yet in a slot set, those that open an account."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base
from server.principals import IdColumn


class PasskeyChallenge(Base):
    """A challenge, hashed, with the browser it was given to."""

    __tablename__ = "passkey_challenges"

    challenge_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    browser: Mapped[bytes] = mapped_column(LargeBinary)
    expires_ms: Mapped[int] = mapped_column(BigInteger, index=True)


class PasskeyProven(Base):
    """A new passkey that waits for its slot. The account may not exist yet."""

    __tablename__ = "passkeys_proven"

    credential_id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    browser: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[str] = mapped_column(IdColumn)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    expires_ms: Mapped[int] = mapped_column(BigInteger, index=True)


class Passkey(Base):
    """What checks a passkey; it lives and dies with its slot."""

    __tablename__ = "passkeys"

    credential_id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
