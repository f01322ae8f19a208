"""The op envelope with the chain over accepted ops."""

import hmac
import os
import struct
from dataclasses import dataclass

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.reference.box import NONCE, Refusal, h, hkdf
from tests.reference.padding import pad, unpad
from tests.reference.signing import sign, verified

ZEROS = bytes(32)
SMALLEST, LARGEST = 188 + 256 + 16 + 64, 1 << 20


def log_start(case_id: bytes) -> bytes:
    """H_0."""
    return h(b"e1/log", case_id)


def log_next(head: bytes, op_hash: bytes) -> bytes:
    """H_n."""
    return h(head, op_hash)


@dataclass(frozen=True)
class Place:
    """Where an op stands: its case, its writer and what the writer had seen."""

    case_id: bytes
    device_id: bytes
    dev_ctr: int
    prev: bytes = ZEROS
    seen_seq: int = 0
    seen_head: bytes | None = None
    epoch: int = 1


def seal_bytes(ck: bytes, device_seed: bytes, place: Place, payload: bytes, salt: bytes | None = None) -> bytes:
    """An op around payload bytes."""
    salt = os.urandom(32) if salt is None else salt
    seen_head = log_start(place.case_id) if place.seen_head is None else place.seen_head
    head = (
        b"E1OP\x01\x01\0\0"
        + place.case_id
        + struct.pack(">I", place.epoch)
        + place.device_id
        + struct.pack(">Q", place.dev_ctr)
        + place.prev
    )
    head += struct.pack(">Q", place.seen_seq) + seen_head
    okm = hkdf(ck, salt, b"e1/op" + head, 64)
    bound = head + salt + okm[32:]
    unsigned = bound + AESGCM(okm[:32]).encrypt(NONCE, pad(payload), bound)
    return unsigned + sign(device_seed, b"e1/op-sig" + h(unsigned))


def seal(
    ck: bytes, device_seed: bytes, place: Place, records: list[dict[str, object]], salt: bytes | None = None
) -> bytes:
    """An op around records."""
    return seal_bytes(ck, device_seed, place, cbor2.dumps(records), salt)


def open_op(
    ck: bytes, case_id: bytes, devices: dict[bytes, bytes], expected: tuple[int, bytes], op: bytes, epoch: int = 1
) -> list[dict[str, object]]:
    """The records, or the first Refusal in the reader's order; `expected` is (dev_ctr, prev)."""
    if not SMALLEST <= len(op) <= LARGEST or op[:8] != b"E1OP\x01\x01\0\0" or int.from_bytes(op[24:28]) != epoch:
        raise Refusal("format")
    if not 1 <= int.from_bytes(op[44:52]) < 1 << 53 or int.from_bytes(op[84:92]) >= 1 << 53:
        raise Refusal("format")
    if op[8:24] != case_id:
        raise Refusal("wrong_case")
    public = devices.get(op[28:44])
    if public is None:
        raise Refusal("unknown_device")
    if not verified(public, op[-64:], b"e1/op-sig" + h(op[:-64])):
        raise Refusal("signature")
    if (int.from_bytes(op[44:52]), op[52:84]) != expected:
        raise Refusal("order")
    okm = hkdf(ck, op[124:156], b"e1/op" + op[:124], 64)
    if not hmac.compare_digest(okm[32:], op[156:188]):
        raise Refusal("commitment")
    try:
        padded = AESGCM(okm[:32]).decrypt(NONCE, op[188:-64], op[:188])
    except InvalidTag:
        raise Refusal("decrypt") from None
    try:
        records = cbor2.loads(unpad(padded))
    except cbor2.CBORDecodeError:
        raise Refusal("schema") from None
    if not isinstance(records, list) or not 1 <= len(records) <= 256 or not all(isinstance(r, dict) for r in records):
        raise Refusal("schema")
    return records
