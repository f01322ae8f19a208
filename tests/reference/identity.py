"""The identity log: genesis, then device adds."""

import struct

from tests.reference.box import h
from tests.reference.signing import sign

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
