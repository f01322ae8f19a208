"""Identity log entries: layout, chain, signature."""

import hashlib
import struct
from dataclasses import dataclass

from server.accounts.errors import IdentityRefused
from server.signatures import holds

GENESIS, DEVICE_ADD, DEVICE_REVOKE, ROTATE = 1, 2, 3, 4
_HEAD = struct.Struct(">4sBBH16sI32sQ")
_BODY_BYTES = {GENESIS: 64, DEVICE_ADD: 50, ROTATE: 36}
_LOG_SEEN = struct.Struct(">16sQ32s")
_MAX_LOGS = 1000
_MAX_SEQ = 2**53 - 1
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
        """Device add, device revoke: the device."""
        return self.body[:16].hex()

    @property
    def device_public(self) -> bytes:
        """Device add: its signing key."""
        return self.body[16:48]

    @property
    def letter(self) -> int:
        """Device add: 1 = A."""
        return int.from_bytes(self.body[48:50])

    @property
    def seen(self) -> dict[str, int]:
        """Device revoke: the last seq that counts, by log; none counts in a log not named."""
        return {case_id.hex(): seq for case_id, seq, _head in _LOG_SEEN.iter_unpack(self.body[18:])}

    @property
    def gen(self) -> int:
        """Rotate: the new generation."""
        return int.from_bytes(self.body[:4])

    @property
    def bundle_hash(self) -> bytes:
        """Rotate: the hash of the new bundle."""
        return self.body[4:]


def parse(octets: bytes, account_id: str) -> Entry:
    """An entry of this account's log, its signature unchecked; IdentityRefused otherwise."""
    if len(octets) < _HEAD.size + _SIGNATURE_BYTES:
        raise IdentityRefused()
    magic, suite, kind, flags, account, n, prev, _time = _HEAD.unpack_from(octets)
    if (magic, suite, flags, account.hex()) != (b"E1ID", 1, 0, account_id):
        raise IdentityRefused()
    body = octets[_HEAD.size : -_SIGNATURE_BYTES]
    if not (_is_revoke(body) if kind == DEVICE_REVOKE else len(body) == _BODY_BYTES.get(kind, -1)):
        raise IdentityRefused()
    return Entry(octets, kind, n, prev, body)


def _is_revoke(body: bytes) -> bool:
    count = int.from_bytes(body[16:18])
    if count > _MAX_LOGS or len(body) != 18 + count * _LOG_SEEN.size:
        return False
    logs = list(_LOG_SEEN.iter_unpack(body[18:]))
    named = [case_id for case_id, _seq, _head in logs]
    return named == sorted(set(named)) and all(seq <= _MAX_SEQ for _case_id, seq, _head in logs)


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
