"""Appending ops, pulling them, telling what changed."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import delete, select

from server import cases, db
from server.cases import Case
from server.errors import Invalid, NotFound
from server.principals import Account, Device
from server.quota import charge, locked_account
from server.schemas.sync import CaseHead, Feed, OpsAccepted, PullQuery
from server.sync.errors import OpOutOfOrder, OpRefused
from server.sync.models import AcceptedOp, Writer
from server.sync.op import Op, frame, split

PULL_MAX_BYTES = 1024 * 1024


def start_case(account_id: str, case_id: str) -> bool:
    """Whether the case is new; NotFound when it is someone else's."""
    with db.write() as session:
        account = locked_account(account_id)
        case = session.get(Case, case_id)
        if case is not None:
            if case.account_id != account_id:
                raise NotFound()
            return False
        if session.get(Account, case_id) is not None:
            raise NotFound()
        cases.start(account, case_id)
        return True


@dataclass
class _Log:
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


def _check_signed(account_id: str, case_id: str, ops: list[Op]) -> None:
    devices, newest = _devices(account_id), _newest_epoch(account_id, case_id)
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


def _devices(account_id: str) -> dict[str, Device]:
    rows = db.session().scalars(select(Device).where(Device.account_id == account_id))
    return {device.id: device for device in rows}


def _newest_epoch(account_id: str, case_id: str) -> int:
    return db.session().get_one(Account, account_id).gen if case_id == account_id else 1


def push(account_id: str, case_id: str, body: bytes) -> OpsAccepted:
    """Appends all ops of a body or none; ops already there answer their old seqs."""
    cases.own(account_id, case_id)
    ops = split(body)
    _check_signed(account_id, case_id, ops)
    with db.write() as session:
        account = locked_account(account_id)
        case = cases.own(account_id, case_id, hold=True)
        known = _known(case_id, ops)
        writers = session.scalars(select(Writer).where(Writer.case_id == case_id))
        log = _Log(case, {writer.device_id: writer for writer in writers})
        fresh = {op.hash: len(op.octets) for op in ops if op.hash not in known}
        charge(account, sum(fresh.values()))
        devices = _devices(account_id)
        for index, op in enumerate(ops):
            if op.hash not in known:
                if devices[op.device_id].revoked:
                    raise OpRefused(code="revoked_device", index=index)
                known[op.hash] = log.append(op, index)
        if fresh:
            cases.touch(account, case)
        return OpsAccepted.model_construct(seqs=[known[op.hash] for op in ops], seq=case.seq, head=case.head)


def _known(case_id: str, ops: list[Op]) -> dict[bytes, int]:
    hashes = [op.hash for op in ops]
    query = select(AcceptedOp.op_hash, AcceptedOp.seq).where(
        AcceptedOp.case_id == case_id, AcceptedOp.op_hash.in_(hashes)
    )
    return {op_hash: seq for op_hash, seq in db.session().execute(query)}


def pull(account_id: str, case_id: str, query: PullQuery) -> bytes:
    """Framed ops after a seq: at least one if there is one, then as many as fit."""
    cases.own(account_id, case_id)
    wanted = select(AcceptedOp.seq, AcceptedOp.octets).where(
        AcceptedOp.case_id == case_id, AcceptedOp.seq > query.after
    )
    found = bytearray()
    with db.session().execute(wanted.order_by(AcceptedOp.seq).execution_options(yield_per=16)) as rows:
        for seq, octets in rows:
            framed = frame(seq, octets)
            if found and len(found) + len(framed) > min(query.max_bytes, PULL_MAX_BYTES):
                break
            found += framed
    return bytes(found)


def feed(account_id: str, cursor: str) -> Feed:
    """The account's cases changed since a cursor that this call gave; all for `""`."""
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 18):
        raise Invalid()
    since = int(cursor or "0")
    query = select(Case).where(Case.account_id == account_id, Case.changed > since).order_by(Case.changed)
    changed = list(db.session().scalars(query))
    heads = [CaseHead.model_construct(case_id=case.id, seq=case.seq, head=case.head) for case in changed]
    return Feed.model_construct(cursor=str(changed[-1].changed if changed else since), cases=heads)


def forget_account(account_id: str) -> None:
    """Inside a write transaction: nothing of the account stays in this room."""
    session, of_account = db.session(), select(Case.id).where(Case.account_id == account_id)
    for kept in (AcceptedOp, Writer):
        session.execute(delete(kept).where(kept.case_id.in_(of_account)))
    session.execute(delete(Case).where(Case.account_id == account_id))
