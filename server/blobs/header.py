"""The blob header as far as the server can read it."""

import struct
from dataclasses import dataclass

from server.blobs.errors import HeaderRefused
from server.padding import is_padded

TAG_BYTES = 16
MAX_CHUNK_BYTES = (1 << 22) + TAG_BYTES
_BIG = 64 * 1024 * 1024
_HEADER = struct.Struct(">4sBBHIQ12s32s")


@dataclass(frozen=True)
class Header:
    """How a blob is cut."""

    log2_chunk: int
    chunk_count: int
    padded_len: int

    def chunk_bytes(self, i: int) -> int:
        """The sealed length of chunk i."""
        full = 1 << self.log2_chunk
        slice_bytes = full if i < self.chunk_count - 1 else self.padded_len - full * (self.chunk_count - 1)
        return slice_bytes + TAG_BYTES

    @property
    def sealed_bytes(self) -> int:
        """All chunks together."""
        return self.padded_len + TAG_BYTES * self.chunk_count


def parse(octets: bytes, blob_id: str) -> Header:
    """The header of this blob; HeaderRefused otherwise."""
    if len(octets) != _HEADER.size:
        raise HeaderRefused()
    magic, suite, log2_chunk, flags, chunk_count, padded_len, start, _salt = _HEADER.unpack(octets)
    if (magic, suite, flags, start.hex()) != (b"E1BL", 1, 0, blob_id[:24]):
        raise HeaderRefused()
    if log2_chunk != (22 if padded_len > _BIG else 20) or not is_padded(padded_len):
        raise HeaderRefused()
    if chunk_count != -(-padded_len >> log2_chunk):
        raise HeaderRefused()
    return Header(log2_chunk, chunk_count, padded_len)
