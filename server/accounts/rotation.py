"""The next generation of an account's keys, with the devices that no longer share in it.

Several come at once from a phone that has what a restored server lost.
"""

import hashlib
from itertools import pairwise

from server import auth, db
from server.accounts import identity, identity_log
from server.accounts.errors import IdentityRefused
from server.principals import Account, Device, DeviceEnd
from server.schemas.accounts import SlotsPut


def rotate(caller: auth.Caller, account: Account, body: SlotsPut) -> None:
    """Appends revokes with the rotates that end them; sets the last generation, drops what the devices held here."""
    parsed = [identity.parse(octets, account.id) for octets in body.entries]
    _check_rows(parsed)
    rotates = [entry for entry in parsed if entry.kind == identity.ROTATE]
    if [entry.gen for entry in rotates] != list(range(account.gen + 1, body.gen + 1)):
        raise IdentityRefused()
    if rotates[-1].bundle_hash != hashlib.sha256(body.bundle).digest():
        raise IdentityRefused()
    log = identity_log.read(account.id)
    for entry in parsed:
        identity_log.add(account.id, log, entry)
        if entry.kind == identity.DEVICE_REVOKE:
            _revoke(caller, entry)
    account.gen, account.bundle = body.gen, body.bundle


def _check_rows(parsed: list[identity.Entry]) -> None:
    """A rotate ends all of it; nothing but a rotate ends a row of revokes."""
    if parsed[-1].kind != identity.ROTATE or any(entry.kind == identity.GENESIS for entry in parsed):
        raise IdentityRefused()
    for entry, after in pairwise(parsed):
        if entry.kind == identity.DEVICE_REVOKE and after.kind == identity.DEVICE_ADD:
            raise IdentityRefused()


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
