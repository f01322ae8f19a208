"""A passkey in software: signs as WebAuthn has it, and lies on request."""

import hashlib
import hmac
import json
import os
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.phone import Phone, read
from tests.reference import slots
from tests.reference.account import Account, b64, unb64

ORIGIN = "http://localhost:8000"
USER_PRESENT, USER_VERIFIED, ATTESTED, EXTENDED = 0x01, 0x04, 0x40, 0x80
WEBAUTHN = "/v1/webauthn"


@dataclass
class Passkey:
    """One credential. What it says can be changed before it signs."""

    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    prf_secret: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    salt: bytes = field(default_factory=lambda: os.urandom(32))
    count: int = 0
    origin: str = ORIGIN
    rp_id: str = "localhost"
    flags: int = USER_PRESENT | USER_VERIFIED
    extensions: dict[str, Any] = field(default_factory=dict)

    @property
    def cose(self) -> bytes:
        """Its public key."""
        point = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32), -3: point.y.to_bytes(32)})

    def prf(self, salt: bytes) -> bytes:
        """What its PRF answers to a slot's salt."""
        return hmac.digest(self.prf_secret, hashlib.sha256(b"e1/prf" + salt).digest(), hashlib.sha256)

    def slot(self, account: Account) -> bytes:
        """A slot that it opens."""
        return account.prf_slot(self.prf(self.salt), self.salt, self.credential_id)

    def _client_data(self, kind: str, challenge: bytes) -> bytes:
        said = {"type": f"webauthn.{kind}", "challenge": b64(challenge), "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _authenticator_data(self, attested: bytes = b"") -> bytes:
        flags = self.flags | (ATTESTED if attested else 0) | (EXTENDED if self.extensions else 0)
        head = hashlib.sha256(self.rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)
        return head + attested + (cbor2.dumps(self.extensions) if self.extensions else b"")

    def made(self, account_id: bytes, challenge: bytes) -> dict[str, Any]:
        """The body that proves it was made."""
        attested = bytes(16) + struct.pack(">H", len(self.credential_id)) + self.credential_id + self.cose
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._authenticator_data(attested)}
        return {
            "account_id": account_id.hex(),
            "credential_id": b64(self.credential_id),
            "client_data": b64(self._client_data("create", challenge)),
            "attestation": b64(cbor2.dumps(attestation)),
        }

    def signed(self, challenge: bytes, device_id: bytes | None = None) -> dict[str, Any]:
        """The body that signs in with it."""
        self.count += 1
        client_data, data = self._client_data("get", challenge), self._authenticator_data()
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return {
            "credential_id": b64(self.credential_id),
            "client_data": b64(client_data),
            "authenticator_data": b64(data),
            "signature": b64(signature),
            "device_id": None if device_id is None else device_id.hex(),
        }


def create_challenge(phone: Phone, account_id: bytes | None = None) -> bytes:
    """A challenge for a new passkey."""
    wanted = account_id or phone.account.account_id
    return unb64(read(phone.post(f"{WEBAUTHN}/register/options", {"account_id": wanted.hex()}))["challenge"])


def login_challenge(phone: Phone) -> bytes:
    """A challenge for signing in."""
    return unb64(read(phone.post(f"{WEBAUTHN}/login/options", {}))["challenge"])


def proven(phone: Phone, passkey: Passkey) -> Passkey:
    """The passkey, proven to the server from this phone's browser."""
    body = passkey.made(phone.account.account_id, create_challenge(phone))
    answer = phone.post(f"{WEBAUTHN}/register/verify", body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return passkey


def passkey_registration(account: Account, registration: dict[str, Any], passkey: Passkey) -> dict[str, Any]:
    """A registration with a passkey in the passphrase's place."""
    rec = next(octets for octets in map(unb64, registration["slots"]) if slots.parse(octets).kind == slots.REC)
    made = [passkey.slot(account), rec]
    signed = slots.sign_slots(account.ik, account.account_id, account.gen, made)
    return registration | {"pw": None, "slots": [b64(octets) for octets in made], "slots_sig": b64(signed)}
