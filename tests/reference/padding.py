"""PADME lengths with zero padding."""

import struct

from tests.reference.box import Refusal

SMALLEST = 256


def padme(length: int) -> int:
    """The length rounded up so that few bits of it show."""
    if length < 2:
        return length
    e = length.bit_length() - 1
    s = e.bit_length()
    mask = (1 << (e - s)) - 1
    return (length + mask) & ~mask


def padded_length(length: int) -> int:
    """max(256, PADME(length))."""
    return max(SMALLEST, padme(length))


def pad(payload: bytes) -> bytes:
    """u32 len, payload, zeros."""
    framed = struct.pack(">I", len(payload)) + payload
    return framed.ljust(padded_length(len(framed)), b"\0")


def unpad(padded: bytes) -> bytes:
    """The payload, or a Refusal: schema."""
    if len(padded) < 4:
        raise Refusal("schema")
    (length,) = struct.unpack(">I", padded[:4])
    end = 4 + length
    if end > len(padded) or len(padded) != padded_length(end) or any(padded[end:]):
        raise Refusal("schema")
    return padded[4:end]
