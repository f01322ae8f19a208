"""The identity log: genesis, device adds and revokes, rotations."""

import struct
from dataclasses import dataclass, field

from tests.reference.box import Refusal, h
from tests.reference.signing import sign, verified

ZEROS = bytes(32)


def _entry(seed: bytes, kind: int, account_id: bytes, n: int, prev: bytes, time_ms: int, body: bytes) -> bytes:
    unsigned = (
        b"E1ID\x01"
        + struct.pack(">BH", kind, 0)
        + account_id
        + struct.pack(">I", n)
        + prev
        + struct.pack(">Q", time_ms)
        + body
    )
    return unsigned + sign(seed, b"e1/identity" + h(unsigned))


def genesis(seed: bytes, account_id: bytes, time_ms: int, ik_public: bytes, xk_public: bytes) -> bytes:
    """Entry 1."""
    return _entry(seed, 1, account_id, 1, ZEROS, time_ms, ik_public + xk_public)


def device_add(
    seed: bytes,
    account_id: bytes,
    previous: bytes,
    n: int,
    time_ms: int,
    device_id: bytes,
    device_public: bytes,
    letter: int,
) -> bytes:
    """A later entry that admits a device."""
    body = device_id + device_public + struct.pack(">H", letter)
    return _entry(seed, 2, account_id, n, h(previous), time_ms, body)


def _is_whole(entry: bytes) -> bool:
    body = entry[68:-64]
    if entry[5] != 3:
        return len(body) == {1: 64, 2: 50, 4: 36}.get(entry[5])
    logs = [body[at : at + 16] for at in range(18, len(body), 56)]
    return len(body) == 18 + 56 * int.from_bytes(body[16:18]) and logs == sorted(set(logs))


def _check(entry: bytes, account_id: bytes, ik_public: bytes, n: int, prev: bytes) -> None:
    if entry[:5] != b"E1ID\x01" or entry[6:8] != b"\0\0" or not _is_whole(entry) or entry[8:24] != account_id:
        raise Refusal("format")
    if not verified(ik_public, entry[-64:], b"e1/identity" + h(entry[:-64])):
        raise Refusal("signature")
    if (int.from_bytes(entry[24:28]), entry[28:60], entry[5] == 1) != (n, prev, n == 1):
        raise Refusal("order")


@dataclass
class Log:
    """What a walk has found so far."""

    devices: dict[bytes, bytes] = field(default_factory=dict)
    revoked: set[bytes] = field(default_factory=set)
    gen: int = 1
    revoking: bool = False

    def take(self, kind: int, body: bytes) -> None:
        """One entry after the genesis; Refusal order for what cannot stand here."""
        device_id = body[:16]
        if kind == 2:
            right = not self.revoking and int.from_bytes(body[48:50]) == len(self.devices) + 1
            right = right and device_id not in self.devices
            self.devices[device_id] = body[16:48]
        elif kind == 3:
            right = device_id in self.devices and device_id not in self.revoked
            self.revoked.add(device_id)
            self.revoking = True
        else:
            right = int.from_bytes(body[:4]) == self.gen + 1
            self.gen += 1
            self.revoking = False
        if not right:
            raise Refusal("order")


def walk(entries: list[bytes], account_id: bytes, ik_public: bytes) -> Log:
    """The whole log; or a Refusal: format, signature, order."""
    prev, log = ZEROS, Log()
    for n, entry in enumerate(entries, start=1):
        _check(entry, account_id, ik_public, n, prev)
        prev = h(entry)
        if n == 1 and entry[68:100] != ik_public:
            raise Refusal("signature")
        if n > 1:
            log.take(entry[5], entry[68:-64])
    if not entries or log.revoking:
        raise Refusal("order")
    return log


def device_revoke(
    seed: bytes,
    account_id: bytes,
    previous: bytes,
    n: int,
    time_ms: int,
    device_id: bytes,
    seen: dict[bytes, tuple[int, bytes]],
) -> bytes:
    """A later entry that ends a device; `seen` is the last (seq, head) that counts, by log."""
    logs = b"".join(case_id + struct.pack(">Q", seq) + head for case_id, (seq, head) in sorted(seen.items()))
    body = device_id + struct.pack(">H", len(seen)) + logs
    return _entry(seed, 3, account_id, n, h(previous), time_ms, body)


def rotate(seed: bytes, account_id: bytes, previous: bytes, n: int, time_ms: int, gen: int, bundle: bytes) -> bytes:
    """A later entry that begins a generation."""
    return _entry(seed, 4, account_id, n, h(previous), time_ms, struct.pack(">I", gen) + h(bundle))
