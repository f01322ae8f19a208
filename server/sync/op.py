"""The op envelope as far as the server can read it."""

import hashlib
import struct
from dataclasses import dataclass

from server.padding import is_padded
from server.signatures import holds
from server.sync.errors import OpRefused

MAX_OP_BYTES = 1024 * 1024
MAX_OPS = 100
_HEAD = struct.Struct(">4sBBH16sI16sQ32sQ32s32s32s")
_COUNTERS_END = 2**53
_TAG_BYTES, _SIGNATURE_BYTES = 16, 64


@dataclass(frozen=True)
class Op:
    """One op's plain header, with its bytes."""

    octets: bytes
    case_id: str
    epoch: int
    device_id: str
    counter: int
    prev: bytes
    hash: bytes

    def signed_by(self, public_key: bytes) -> bool:
        """Whether the device's key signed it."""
        unsigned = self.octets[:-_SIGNATURE_BYTES]
        message = b"e1/op-sig" + hashlib.sha256(unsigned).digest()
        return holds(public_key, self.octets[-_SIGNATURE_BYTES:], message)


def parse(octets: bytes, index: int) -> Op:
    """An op of the one suite and kind there is; OpRefused otherwise."""
    ct_bytes = len(octets) - _HEAD.size - _SIGNATURE_BYTES
    if len(octets) > MAX_OP_BYTES:
        raise OpRefused(code="op_size", index=index)
    if not is_padded(ct_bytes - _TAG_BYTES):
        raise OpRefused(code="op_format", index=index)
    magic, suite, kind, flags, case_id, epoch, device_id, counter, prev, seen, *_ = _HEAD.unpack_from(octets)
    if (magic, suite, kind, flags) != (b"E1OP", 1, 1, 0) or epoch < 1:
        raise OpRefused(code="op_format", index=index)
    if not 1 <= counter < _COUNTERS_END or seen >= _COUNTERS_END:
        raise OpRefused(code="op_format", index=index)
    return Op(octets, case_id.hex(), epoch, device_id.hex(), counter, prev, hashlib.sha256(octets).digest())


def split(body: bytes) -> list[Op]:
    """The ops of a push body `(u32 len ‖ op)*`; OpRefused otherwise."""
    ops: list[Op] = []
    at = 0
    while at < len(body):
        length = int.from_bytes(body[at : at + 4])
        end = at + 4 + length
        if at + 4 > len(body) or end > len(body):
            raise OpRefused(code="truncated", index=len(ops))
        if len(ops) == MAX_OPS:
            raise OpRefused(code="too_many_ops", index=len(ops))
        ops.append(parse(body[at + 4 : end], len(ops)))
        at = end
    if not ops:
        raise OpRefused(code="truncated", index=0)
    return ops


def frame(seq: int, octets: bytes) -> bytes:
    """One op in a pull: `u64 seq ‖ u32 len ‖ op`."""
    return struct.pack(">QI", seq, len(octets)) + octets
