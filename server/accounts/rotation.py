"""The next generation of an account's keys, with the devices that no longer share in it."""

import hashlib

from server import auth, db
from server.accounts import identity
from server.accounts.errors import IdentityConflict, IdentityRefused
from server.accounts.models import IdentityEntry
from server.accounts.service import MAX_ENTRIES, entries
from server.principals import Account, Device, DeviceEnd
from server.quota import TooMany
from server.schemas.accounts import SlotsPut

MAX_EVER = 3 * MAX_ENTRIES
"""Room to remove every device of a log that takes no more, one at a time."""


def rotate(caller: auth.Caller, account: Account, body: SlotsPut) -> None:
    """Appends revokes with the rotate that ends them; sets the generation and drops what the devices held here."""
    parsed = [identity.parse(octets, account.id) for octets in body.entries]
    *revokes, last = parsed
    if last.kind != identity.ROTATE or any(entry.kind != identity.DEVICE_REVOKE for entry in revokes):
        raise IdentityRefused()
    if not last.gen == body.gen == account.gen + 1 or last.bundle_hash != hashlib.sha256(body.bundle).digest():
        raise IdentityRefused()
    _append(account.id, parsed)
    for entry in revokes:
        _revoke(caller, entry)
    account.gen, account.bundle = body.gen, body.bundle


def _append(account_id: str, parsed: list[identity.Entry]) -> None:
    log = entries(account_id)
    if len(log) + len(parsed) > MAX_EVER:
        raise TooMany(limit=MAX_EVER)
    genesis, before = (identity.parse(octets, account_id) for octets in (log[0], log[-1]))
    for entry in parsed:
        identity.check_signature(entry, genesis.ik_public)
        if (entry.n, entry.prev) != (before.n + 1, before.hash):
            raise IdentityConflict()
        db.session().add(IdentityEntry(account_id=account_id, n=entry.n, octets=entry.octets))
        before = entry


def _revoke(caller: auth.Caller, entry: identity.Entry) -> None:
    session, device_id = db.session(), entry.device_id
    device = session.get(Device, (caller.account_id, device_id))
    if device is None or device.revoked or device_id == caller.device_id:
        raise IdentityRefused()
    device.revoked = True
    session.add_all(
        DeviceEnd(account_id=caller.account_id, device_id=device_id, case_id=case_id, seq=seq)
        for case_id, seq in entry.seen.items()
    )
    auth.close_device(caller.account_id, device_id)
