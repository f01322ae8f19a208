"""A log that a restored backup cut short, made whole again by a phone that still has all of it."""

import hashlib

from sqlalchemy import select

from server import db, quota
from server.principals import DeviceEnd
from server.schemas.sync import OpsAccepted
from server.sync.errors import Fork, Gap, OpRefused
from server.sync.log import Log, check_own, check_signed, devices_of, held
from server.sync.models import AcceptedOp
from server.sync.op import Op, split

HEAD_BYTES = 8 + 32


def heal(account_id: str, case_id: str, body: bytes) -> OpsAccepted:
    """Takes the ops that follow `u64 after ‖ H_after 32` in the phone's chain, all or none; a repeat is welcome."""
    if len(body) < HEAD_BYTES:
        raise OpRefused(code="truncated", index=0)
    after, head = int.from_bytes(body[:8]), body[8:HEAD_BYTES]
    check_own(account_id, case_id)
    ops = split(body[HEAD_BYTES:])
    check_signed(account_id, case_id, ops)
    with db.write():
        used_bytes = quota.held_bytes(account_id)
        log = held(account_id, case_id)
        there = _already_there(log, after, head, ops)
        quota.check(used_bytes, sum(len(op.octets) for op in ops[there:]))
        ends = _ends(account_id, case_id)
        for index, op in enumerate(ops[there:], there):
            if log.seq >= ends.get(op.device_id, log.seq + 1):
                raise OpRefused(code="revoked_device", index=index)
            log.append(op, index)
        log.keep()
        return log.answer(list(range(after + 1, after + 1 + len(ops))))


def _already_there(log: Log, after: int, head: bytes, ops: list[Op]) -> int:
    """How many of the ops the log has; Gap or Fork when they are no continuation of it."""
    if after > log.seq:
        raise Gap(expected=log.seq)
    there = min(log.seq - after, len(ops))
    if there == len(ops):
        stored = select(AcceptedOp.op_hash).where(AcceptedOp.case_id == log.case_id, AcceptedOp.seq > after)
        kept = list(db.session().scalars(stored.order_by(AcceptedOp.seq).limit(there)))
        if kept != [op.hash for op in ops]:
            raise Fork()
        return there
    for op in ops[:there]:
        head = hashlib.sha256(head + op.hash).digest()
    if head != log.head:
        raise Fork()
    return there


def _ends(account_id: str, case_id: str) -> dict[str, int]:
    """How far each revoked device counts in the log."""
    query = select(DeviceEnd.device_id, DeviceEnd.seq).where(
        DeviceEnd.account_id == account_id, DeviceEnd.case_id == case_id
    )
    named = {device_id: seq for device_id, seq in db.session().execute(query)}
    return {
        device_id: named.get(device_id, 0) for device_id, device in devices_of(account_id).items() if device.revoked
    }
