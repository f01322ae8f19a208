"""A browser's half of RFC 8291: a push subscription that can open what it is sent."""

import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.reference.account import b64
from tests.reference.box import hkdf


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(frozen=True)
class Subscription:
    """An endpoint with its keys."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=_new_key, repr=False)
    auth: bytes = field(default_factory=lambda: os.urandom(16), repr=False)

    @property
    def point(self) -> bytes:
        """p256dh."""
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def body(self) -> dict[str, str]:
        """The body of POST /v1/push."""
        return {"endpoint": self.endpoint, "p256dh": b64(self.point), "auth": b64(self.auth)}

    def open(self, body: bytes) -> bytes:
        """The plaintext of one aes128gcm record."""
        salt, key_length = body[:16], body[20]
        sender = body[21 : 21 + key_length]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        ikm = hkdf(shared, self.auth, b"WebPush: info\0" + self.point + sender, 32)
        cek = hkdf(ikm, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = hkdf(ikm, salt, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(cek).decrypt(nonce, body[21 + key_length :], None)
        return padded.rstrip(b"\0")[:-1]
