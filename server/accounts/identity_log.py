"""An account's identity log as it is kept here, and what may be added to its end."""

from sqlalchemy import select

from server import clock, db
from server.accounts import identity
from server.accounts.errors import IdentityConflict, IdentityRefused
from server.accounts.models import IdentityEntry
from server.principals import Device
from server.quota import TooMany

MAX_ENTRIES = 1000
"""Of a log, before it takes no more devices; each append reads it whole."""
MAX_EVER = 3 * MAX_ENTRIES
"""Room to remove every device of a log that takes no more, one at a time."""


def entries(account_id: str) -> list[bytes]:
    """The log's entries in order."""
    query = select(IdentityEntry.octets).where(IdentityEntry.account_id == account_id).order_by(IdentityEntry.n)
    return list(db.session().scalars(query))


def read(account_id: str) -> list[identity.Entry]:
    """The log, parsed."""
    return [identity.parse(octets, account_id) for octets in entries(account_id)]


def add(account_id: str, log: list[identity.Entry], entry: identity.Entry) -> None:
    """Puts a signed entry at the end of the log, and a device add's device into the account."""
    limit = MAX_ENTRIES if entry.kind == identity.DEVICE_ADD else MAX_EVER
    if len(log) >= limit:
        raise TooMany(limit=limit)
    identity.check_signature(entry, log[0].ik_public)
    if (entry.n, entry.prev) != (log[-1].n + 1, log[-1].hash):
        raise IdentityConflict()
    if entry.kind == identity.DEVICE_ADD:
        _add_device(account_id, log, entry)
    db.session().add(IdentityEntry(account_id=account_id, n=entry.n, octets=entry.octets))
    db.session().flush()
    log.append(entry)


def _add_device(account_id: str, log: list[identity.Entry], entry: identity.Entry) -> None:
    session = db.session()
    if session.get(Device, (account_id, entry.device_id)) is not None:
        raise IdentityConflict()
    if entry.letter != sum(each.kind == identity.DEVICE_ADD for each in log) + 1:
        raise IdentityRefused()
    session.add(new_device(account_id, entry))


def new_device(account_id: str, entry: identity.Entry) -> Device:
    """The device of a device add."""
    made = Device(account_id=account_id, id=entry.device_id, public_key=entry.device_public, letter=entry.letter)
    made.revoked, made.last_seen_day = False, clock.today()
    return made
