"""What the sync room keeps."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.db import Base
from server.principals import IdColumn


class AcceptedOp(Base):
    """An op's bytes at its place in a log."""

    __tablename__ = "ops"
    __table_args__ = (UniqueConstraint("case_id", "op_hash"),)

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    op_hash: Mapped[bytes] = mapped_column(LargeBinary)
    octets: Mapped[bytes] = mapped_column(LargeBinary)


class Writer(Base):
    """Where a device stands in a log: its last counter with that op's hash."""

    __tablename__ = "writers"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    device_id: Mapped[str] = mapped_column(IdColumn, primary_key=True)
    counter: Mapped[int] = mapped_column(BigInteger)
    last_hash: Mapped[bytes] = mapped_column(LargeBinary)
