"""A log being appended to: whose ops it takes, in which order."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from server import cases, db
from server.cases import Case
from server.principals import Account, Device
from server.sync.errors import OpOutOfOrder, OpRefused
from server.sync.models import AcceptedOp, Writer
from server.sync.op import Op


@dataclass
class Log:
    """A case being appended to, its rows held."""

    case: Case
    writers: dict[str, Writer]

    def append(self, op: Op, index: int) -> int:
        """The op's seq; OpOutOfOrder when it does not follow its device's last."""
        writer = self.writers.get(op.device_id)
        expected = (writer.counter + 1, writer.last_hash) if writer else (1, bytes(32))
        if (op.counter, op.prev) != expected:
            raise OpOutOfOrder(expected=expected[0], index=index)
        session = db.session()
        if writer is None:
            writer = self.writers[op.device_id] = Writer(case_id=self.case.id, device_id=op.device_id)
            session.add(writer)
        writer.counter, writer.last_hash = op.counter, op.hash
        self.case.seq += 1
        self.case.head = hashlib.sha256(self.case.head + op.hash).digest()
        session.add(AcceptedOp(case_id=self.case.id, seq=self.case.seq, op_hash=op.hash, octets=op.octets))
        return self.case.seq


def held(account_id: str, case_id: str) -> Log:
    """Inside a write transaction: the caller's log, its rows held; NotFound for anyone else's."""
    case = cases.own(account_id, case_id, hold=True)
    writers = db.session().scalars(select(Writer).where(Writer.case_id == case_id))
    return Log(case, {writer.device_id: writer for writer in writers})


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


def devices_of(account_id: str) -> dict[str, Device]:
    """Every device of an account, revoked ones too."""
    rows = db.session().scalars(select(Device).where(Device.account_id == account_id))
    return {device.id: device for device in rows}


def _newest_epoch(account_id: str, case_id: str) -> int:
    return db.session().get_one(Account, account_id).gen if case_id == account_id else 1
