"""A log being appended to: whose ops it takes, in which order, what is written when they are kept."""

import hashlib
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from server import db
from server.cases import Case
from server.db import table
from server.errors import NotFound
from server.principals import Account, Device
from server.schemas.sync import OpsAccepted
from server.sync.errors import OpOutOfOrder, OpRefused
from server.sync.models import AcceptedOp, Writer
from server.sync.op import Op

_OWN = select(Case.seq, Case.head).where(Case.id == bindparam("case_id"), Case.account_id == bindparam("account_id"))
_HELD = _OWN.with_for_update()
_DEVICES = select(Device.id, Device.public_key, Device.revoked).where(Device.account_id == bindparam("account_id"))
_WRITERS = select(Writer.device_id, Writer.counter, Writer.last_hash).where(Writer.case_id == bindparam("case_id"))
_GEN = select(Account.gen).where(Account.id == bindparam("account_id"))
_ADD_OP = insert(table(AcceptedOp))
_ADD_WRITER = insert(table(Writer)).values(
    case_id=bindparam("of_case"),
    device_id=bindparam("of_device"),
    counter=bindparam("counter"),
    last_hash=bindparam("last_hash"),
)
_MOVE_WRITER = (
    update(table(Writer))
    .where(Writer.case_id == bindparam("of_case"), Writer.device_id == bindparam("of_device"))
    .values(counter=bindparam("counter"), last_hash=bindparam("last_hash"))
)
_MOVE_CASE = (
    update(table(Case))
    .where(Case.id == bindparam("of_case"))
    .values(seq=bindparam("seq"), head=bindparam("head"), changed=bindparam("changed"))
)
_MOVE_ACCOUNT = (
    update(table(Account))
    .where(Account.id == bindparam("of_account"))
    .values(used_bytes=Account.used_bytes + bindparam("added"), changes=Account.changes + 1)
    .returning(Account.changes)
)


class Known(NamedTuple):
    """What an account's identity log says of a device."""

    public_key: bytes
    revoked: bool


@dataclass
class Log:
    """A case whose row is held: where it ends, where each device stands in it, what is appended to it."""

    account_id: str
    case_id: str
    seq: int
    head: bytes
    writers: dict[str, tuple[int, bytes]]
    _appended: list[dict[str, object]] = field(default_factory=list)
    _appended_bytes: int = 0
    _moved: dict[str, bool] = field(default_factory=dict)

    def has(self, op: Op) -> bool:
        """Whether its device had come that far: only then can the op be there."""
        return op.counter <= self.writers.get(op.device_id, (0, b""))[0]

    def append(self, op: Op, index: int) -> int:
        """The op's seq; OpOutOfOrder when it does not follow its device's last."""
        counter, last_hash = self.writers.get(op.device_id, (0, bytes(32)))
        if (op.counter, op.prev) != (counter + 1, last_hash):
            raise OpOutOfOrder(expected=counter + 1, index=index)
        self._moved.setdefault(op.device_id, op.device_id in self.writers)
        self.writers[op.device_id] = (op.counter, op.hash)
        self.seq += 1
        self.head = hashlib.sha256(self.head + op.hash).digest()
        self._appended.append({"case_id": self.case_id, "seq": self.seq, "op_hash": op.hash, "octets": op.octets})
        self._appended_bytes += len(op.octets)
        return self.seq

    def keep(self) -> None:
        """Inside the write transaction: writes down what was appended, moves the case to the feed's end."""
        if not self._appended:
            return
        db.run(_ADD_OP, self._appended)
        for device_id, was_there in self._moved.items():
            counter, last_hash = self.writers[device_id]
            values = {"of_case": self.case_id, "of_device": device_id, "counter": counter, "last_hash": last_hash}
            db.run(_MOVE_WRITER if was_there else _ADD_WRITER, values)
        changed = db.run(_MOVE_ACCOUNT, {"of_account": self.account_id, "added": self._appended_bytes}).scalar_one()
        db.run(_MOVE_CASE, {"of_case": self.case_id, "seq": self.seq, "head": self.head, "changed": changed})

    def answer(self, seqs: list[int]) -> OpsAccepted:
        """What the phone is told."""
        return OpsAccepted.model_construct(seqs=seqs, seq=self.seq, head=self.head)


def check_own(account_id: str, case_id: str) -> None:
    """NotFound when the case is not the caller's."""
    if db.run(_OWN, {"case_id": case_id, "account_id": account_id}).one_or_none() is None:
        raise NotFound()


def held(account_id: str, case_id: str) -> Log:
    """Inside a write transaction: the caller's log, its row held; NotFound for anyone else's."""
    case = db.run(_HELD, {"case_id": case_id, "account_id": account_id}).one_or_none()
    if case is None:
        raise NotFound()
    writers = {device: (counter, last) for device, counter, last in db.run(_WRITERS, {"case_id": case_id})}
    return Log(account_id, case_id, case.seq, case.head, writers)


def check_signed(account_id: str, case_id: str, ops: list[Op]) -> None:
    """Refuses ops that no device of the account signed for this log."""
    devices, newest = devices_of(account_id), _newest_epoch(account_id, case_id)
    for index, op in enumerate(ops):
        if op.epoch > newest:
            raise OpRefused(code="op_format", index=index)
        if op.case_id != case_id:
            raise OpRefused(code="wrong_case", index=index)
        device = devices.get(op.device_id)
        if device is None:
            raise OpRefused(code="unknown_device", index=index)
        if not op.signed_by(device.public_key):
            raise OpRefused(code="signature", index=index)


def devices_of(account_id: str) -> dict[str, Known]:
    """Every device of an account, revoked ones too."""
    return {row.id: Known(row.public_key, row.revoked) for row in db.run(_DEVICES, {"account_id": account_id})}


def _newest_epoch(account_id: str, case_id: str) -> int:
    if case_id != account_id:
        return 1
    return int(db.run(_GEN, {"account_id": account_id}).scalar_one())
