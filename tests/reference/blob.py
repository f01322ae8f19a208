"""Blobs: pictures and files, in authenticated chunks."""

import hmac
import os
import struct
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.reference.box import Refusal, h, hkdf
from tests.reference.padding import padded_length

BIG = 64 * 1024 * 1024


@dataclass(frozen=True)
class Blob:
    """A sealed blob with what the naming record carries."""

    blob_id: bytes
    key: bytes
    hdr: bytes
    commit: bytes
    chunks: tuple[bytes, ...]

    @property
    def chunks_hash(self) -> bytes:
        """H(H(chunk 0) ‖ H(chunk 1) ‖ …)."""
        return h(*(h(chunk) for chunk in self.chunks))


def _nonce(i: int, count: int) -> bytes:
    return b"\0\0\0" + struct.pack(">BQ", i == count - 1, i)


def header(blob_id: bytes, plain_length: int, salt: bytes) -> bytes:
    """hdr."""
    padded = padded_length(plain_length)
    log2 = 22 if padded > BIG else 20
    count = -(-padded // (1 << log2))
    return b"E1BL\x01" + struct.pack(">BHIQ", log2, 0, count, padded) + blob_id[:12] + salt


def seal(blob_id: bytes, key: bytes, plaintext: bytes, salt: bytes | None = None) -> Blob:
    """A blob around plaintext."""
    hdr = header(blob_id, len(plaintext), os.urandom(32) if salt is None else salt)
    okm = hkdf(key, hdr[32:], b"e1/blob" + hdr[:32], 64)
    size, count = 1 << hdr[5], int.from_bytes(hdr[8:12])
    padded = plaintext.ljust(int.from_bytes(hdr[12:20]), b"\0")
    gcm = AESGCM(okm[:32])
    chunks = tuple(gcm.encrypt(_nonce(i, count), padded[i * size : (i + 1) * size], hdr) for i in range(count))
    return Blob(blob_id, key, hdr, okm[32:], chunks)


def open_blob(blob: Blob, chunks_hash: bytes, plain_length: int, plain_sha256: bytes | None = None) -> bytes:
    """The plaintext, or a Refusal: format, commitment, truncated, digest, chunk."""
    hdr = blob.hdr
    if (
        len(hdr) != 64
        or hdr[:5] != b"E1BL\x01"
        or hdr[6:8] != b"\0\0"
        or hdr != header(blob.blob_id, plain_length, hdr[32:])
    ):
        raise Refusal("format")
    okm = hkdf(blob.key, hdr[32:], b"e1/blob" + hdr[:32], 64)
    if not hmac.compare_digest(okm[32:], blob.commit):
        raise Refusal("commitment")
    count = int.from_bytes(hdr[8:12])
    if len(blob.chunks) != count:
        raise Refusal("truncated")
    plain = bytearray()
    size, padded = 1 << hdr[5], int.from_bytes(hdr[12:20])
    for i, chunk in enumerate(blob.chunks):
        if len(chunk) != min(size, padded - i * size) + 16:
            raise Refusal("truncated")
        try:
            plain += AESGCM(okm[:32]).decrypt(_nonce(i, count), chunk, hdr)
        except InvalidTag:
            raise Refusal("chunk", i) from None
    if blob.chunks_hash != chunks_hash:
        raise Refusal("digest")
    found = bytes(plain[:plain_length])
    if any(plain[plain_length:]) or (plain_sha256 is not None and h(found) != plain_sha256):
        raise Refusal("digest")
    return found
