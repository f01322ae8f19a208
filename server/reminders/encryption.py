"""RFC 8291: a push encrypted so that only the phone that subscribed can read it."""

import hmac
import os
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD_BYTES = 4096
_CURVE = ec.SECP256R1()
_ECDH = ec.ECDH()
_HEADER_REST = RECORD_BYTES.to_bytes(4, "big") + b"\x41"
_CEK_INFO = b"Content-Encoding: aes128gcm\0\x01"
_NONCE_INFO = b"Content-Encoding: nonce\0\x01"
_LAST = b"\x02"


@lru_cache(maxsize=4096)
def _key_of(point: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)


def encrypted(
    message: bytes,
    p256dh: bytes,
    auth: bytes,
    ephemeral: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """One aes128gcm record (RFC 8188). Key pair and salt are new for each; only a vector may give them."""
    own = ephemeral or ec.generate_private_key(_CURVE)
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    salt = salt or os.urandom(16)
    # HKDF by hand: each output is one block of SHA-256, and three HKDF objects cost four times as much.
    shared = hmac.digest(auth, own.exchange(_ECDH, _key_of(p256dh)), "sha256")
    ikm = hmac.digest(shared, b"WebPush: info\0" + p256dh + point + b"\x01", "sha256")
    prk = hmac.digest(salt, ikm, "sha256")
    cek = hmac.digest(prk, _CEK_INFO, "sha256")[:16]
    nonce = hmac.digest(prk, _NONCE_INFO, "sha256")[:12]
    return salt + _HEADER_REST + point + AESGCM(cek).encrypt(nonce, message + _LAST, None)
