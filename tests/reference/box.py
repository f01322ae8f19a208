"""Hashing, key derivation and the Box: every wrapped key."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = bytes(12)
OVERHEAD = 32 + 32 + 16


class Refusal(Exception):
    """A refusal by its code in docs/protocol.md; `chunk` is set for blob chunks."""

    def __init__(self, code: str, chunk: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.chunk = chunk


def h(*parts: bytes) -> bytes:
    """H of the parts joined."""
    return hashlib.sha256(b"".join(parts)).digest()


def hkdf(ikm: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF-SHA-256; an empty salt is RFC 5869's zeros."""
    return HKDF(hashes.SHA256(), length, salt or None, info).derive(ikm)


def seal(key: bytes, label: str, aad: bytes, plaintext: bytes, salt: bytes | None = None) -> bytes:
    """Box(key, label, aad, plaintext)."""
    salt = os.urandom(32) if salt is None else salt
    okm = hkdf(key, salt, b"e1/" + label.encode(), 64)
    ct = AESGCM(okm[:32]).encrypt(NONCE, plaintext, aad + salt + okm[32:])
    return salt + okm[32:] + ct


def open_box(key: bytes, label: str, aad: bytes, box: bytes) -> bytes:
    """The plaintext, or a Refusal: truncated, commitment, decrypt."""
    if len(box) < OVERHEAD:
        raise Refusal("truncated")
    salt, commit, ct = box[:32], box[32:64], box[64:]
    okm = hkdf(key, salt, b"e1/" + label.encode(), 64)
    if not hmac.compare_digest(okm[32:], commit):
        raise Refusal("commitment")
    try:
        return AESGCM(okm[:32]).decrypt(NONCE, ct, aad + salt + commit)
    except InvalidTag:
        raise Refusal("decrypt") from None
