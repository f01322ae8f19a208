"""What the blobs room keeps in the database; the chunks themselves are in the store."""

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base
from server.principals import IdColumn


class Blob(Base):
    """A blob announced: whose, in which case, its header."""

    __tablename__ = "blobs"
    __table_args__ = (Index("ix_blobs_committed", "committed", "created_ms"),)

    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    hdr: Mapped[bytes] = mapped_column(LargeBinary)
    committed: Mapped[bool]
    created_ms: Mapped[int] = mapped_column(BigInteger)


class FreedBlob(Base):
    """A blob that was deleted: its id never comes back."""

    __tablename__ = "freed_blobs"

    id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)


class Chunk(Base):
    """A chunk that is durable in the store, by its hash."""

    __tablename__ = "blob_chunks"

    blob_id: Mapped[str] = mapped_column(ForeignKey("blobs.id"), primary_key=True)
    i: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
