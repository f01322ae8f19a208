"""Identity log entries: layout, chain, signature."""

import hashlib
import struct
from dataclasses import dataclass

from server.accounts.errors import IdentityRefused
from server.signatures import holds

GENESIS, DEVICE_ADD = 1, 2
_HEAD = struct.Struct(">4sBBH16sI32sQ")
_BODY_BYTES = {GENESIS: 64, DEVICE_ADD: 50}
_SIGNATURE_BYTES = 64
ZEROS = bytes(32)


@dataclass(frozen=True)
class Entry:
    """One parsed entry."""

    octets: bytes
    kind: int
    n: int
    prev: bytes
    body: bytes

    @property
    def hash(self) -> bytes:
        """What the next entry's prev must be."""
        return hashlib.sha256(self.octets).digest()

    @property
    def ik_public(self) -> bytes:
        """Genesis: the identity key."""
        return self.body[:32]

    @property
    def device_id(self) -> str:
        """Device add: the device."""
        return self.body[:16].hex()

    @property
    def device_public(self) -> bytes:
        """Device add: its signing key."""
        return self.body[16:48]

    @property
    def letter(self) -> int:
        """Device add: 1 = A."""
        return int.from_bytes(self.body[48:50])


def parse(octets: bytes, account_id: str) -> Entry:
    """An entry of this account's log, its signature unchecked; IdentityRefused otherwise."""
    if len(octets) < _HEAD.size + _SIGNATURE_BYTES:
        raise IdentityRefused()
    magic, suite, kind, flags, account, n, prev, _time = _HEAD.unpack_from(octets)
    if (magic, suite, flags, account.hex()) != (b"E1ID", 1, 0, account_id):
        raise IdentityRefused()
    body = octets[_HEAD.size : -_SIGNATURE_BYTES]
    if len(body) != _BODY_BYTES.get(kind, -1):
        raise IdentityRefused()
    return Entry(octets, kind, n, prev, body)


def check_signature(entry: Entry, ik_public: bytes) -> None:
    """Refuses an entry that the identity key did not sign."""
    unsigned, signature = entry.octets[:-_SIGNATURE_BYTES], entry.octets[-_SIGNATURE_BYTES:]
    if not holds(ik_public, signature, b"e1/identity" + hashlib.sha256(unsigned).digest()):
        raise IdentityRefused()


def check_start(octets: list[bytes], account_id: str) -> tuple[Entry, Entry]:
    """A log's first two entries: genesis, then device A."""
    genesis, device = (parse(entry, account_id) for entry in octets)
    if (genesis.kind, genesis.n, genesis.prev) != (GENESIS, 1, ZEROS):
        raise IdentityRefused()
    if (device.kind, device.n, device.prev, device.letter) != (DEVICE_ADD, 2, genesis.hash, 1):
        raise IdentityRefused()
    for entry in (genesis, device):
        check_signature(entry, genesis.ik_public)
    return genesis, device
