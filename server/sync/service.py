"""Appending ops, pulling them, telling what changed."""

from sqlalchemy import bindparam, select

from server import cases, db, quota
from server.cases import Case
from server.errors import Invalid, NotFound
from server.principals import Account
from server.quota import TooMany, locked_account
from server.schemas.sync import CaseHead, Feed, OpsAccepted, PullQuery
from server.sync.errors import OpRefused
from server.sync.log import check_own, check_signed, devices_of, held
from server.sync.models import AcceptedOp
from server.sync.op import frame, split

PULL_MAX_BYTES = 1024 * 1024
MAX_CASES = 500
_SEQS = select(AcceptedOp.op_hash, AcceptedOp.seq).where(
    AcceptedOp.case_id == bindparam("case_id"), AcceptedOp.op_hash.in_(bindparam("hashes", expanding=True))
)
_AFTER = (
    select(AcceptedOp.seq, AcceptedOp.octets)
    .where(AcceptedOp.case_id == bindparam("case_id"), AcceptedOp.seq > bindparam("after"))
    .order_by(AcceptedOp.seq)
    .execution_options(yield_per=16)
)


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
        if cases.count(account_id) > MAX_CASES:  # the home log is one of them
            raise TooMany(limit=MAX_CASES)
        cases.start(account, case_id)
        return True


def push(account_id: str, case_id: str, body: bytes) -> OpsAccepted:
    """Appends all ops of a body or none; ops already there answer their old seqs."""
    check_own(account_id, case_id)
    ops = split(body)
    check_signed(account_id, case_id, ops)
    with db.write():
        used_bytes = quota.held_bytes(account_id)
        log = held(account_id, case_id)
        known = _known(case_id, [op.hash for op in ops if log.has(op)])
        fresh = {op.hash: len(op.octets) for op in ops if op.hash not in known}
        quota.check(used_bytes, sum(fresh.values()))
        devices = devices_of(account_id)
        for index, op in enumerate(ops):
            if op.hash not in known:
                if devices[op.device_id].revoked:
                    raise OpRefused(code="revoked_device", index=index)
                known[op.hash] = log.append(op, index)
        log.keep()
        return log.answer([known[op.hash] for op in ops])


def _known(case_id: str, hashes: list[bytes]) -> dict[bytes, int]:
    if not hashes:
        return {}
    return {op_hash: seq for op_hash, seq in db.run(_SEQS, {"case_id": case_id, "hashes": hashes})}


def pull(account_id: str, case_id: str, query: PullQuery) -> bytes:
    """Framed ops after a seq: at least one if there is one, then as many as fit."""
    check_own(account_id, case_id)
    found = bytearray()
    with db.run(_AFTER, {"case_id": case_id, "after": query.after}) as rows:
        for seq, octets in rows:
            framed = frame(seq, octets)
            if found and len(found) + len(framed) > min(query.max_bytes, PULL_MAX_BYTES):
                break
            found += framed
    return bytes(found)


def feed(account_id: str, cursor: str) -> Feed:
    """The account's cases changed since a cursor that this call gave; all for `""` or a cursor of a lost future."""
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 18):
        raise Invalid()
    since = int(cursor or "0")
    if since > (db.session().scalar(select(Account.changes).where(Account.id == account_id)) or 0):
        since = 0
    query = select(Case).where(Case.account_id == account_id, Case.changed > since).order_by(Case.changed)
    changed = list(db.session().scalars(query))
    heads = [CaseHead.model_construct(case_id=case.id, seq=case.seq, head=case.head) for case in changed]
    return Feed.model_construct(cursor=str(changed[-1].changed if changed else since), cases=heads)
