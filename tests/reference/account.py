"""A whole account as a phone makes it at the first tap."""

import base64
import os
import struct
import time
from dataclasses import dataclass, field

import cbor2

from tests.reference import box, identity, slots
from tests.reference.signing import public_of, x_public_of


def b64(octets: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """The bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(frozen=True)
class Device:
    """A device's signing key."""

    device_id: bytes = field(default_factory=lambda: os.urandom(16))
    seed: bytes = field(default_factory=lambda: os.urandom(32), repr=False)


@dataclass(frozen=True)
class Account:
    """Every secret of an account."""

    account_id: bytes = field(default_factory=lambda: os.urandom(16))
    amk: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    ik: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    xk: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    home: bytes = field(default_factory=lambda: os.urandom(32), repr=False)
    rk: bytes = field(default_factory=lambda: os.urandom(16), repr=False)
    device: Device = field(default_factory=Device)

    def bundle(self) -> bytes:
        """The sealed bundle."""
        aad = self.account_id + struct.pack(">I", 1)
        return box.seal(self.amk, "bundle", aad, cbor2.dumps({"ik": self.ik, "xk": self.xk, "home": [self.home]}))

    def identity_log(self) -> list[bytes]:
        """Genesis, then this phone's device add."""
        now = time.time_ns() // 1_000_000
        first = identity.genesis(self.ik, self.account_id, now, public_of(self.ik), x_public_of(self.xk))
        return [first, self.admit(first, 2, self.device, 1)]

    def admit(self, previous: bytes, n: int, device: Device, letter: int) -> bytes:
        """A device add after `previous`."""
        now = time.time_ns() // 1_000_000
        return identity.device_add(
            self.ik, self.account_id, previous, n, now, device.device_id, public_of(device.seed), letter
        )

    def registration(self, login: str, passphrase: str, memory_kib: int = 65536) -> dict[str, object]:
        """The body of POST /v1/auth/register."""
        params = slots.pw_params(os.urandom(16), memory_kib)
        pw_auth, pw_kek = slots.pw_keys(passphrase, self.account_id, params)
        rec_auth, rec_kek = slots.rec_keys(self.rk, self.account_id)
        pw_id, rec_slot_id = os.urandom(16), os.urandom(16)
        made = [
            self._slot(pw_id, slots.PW, pw_kek, params),
            self._slot(rec_slot_id, slots.REC, rec_kek, slots.REC_PARAMS),
        ]
        return {
            "login": login,
            "account_id": self.account_id.hex(),
            "gen": 1,
            "bundle": b64(self.bundle()),
            "slots": [b64(slot) for slot in made],
            "slots_sig": b64(slots.sign_slots(self.ik, self.account_id, 1, made)),
            "pw": {"slot_id": pw_id.hex(), "auth": b64(pw_auth), "kdf_params": b64(params)},
            "rec": {"slot_id": rec_slot_id.hex(), "rec_id": slots.rec_id(self.rk).hex(), "auth": b64(rec_auth)},
            "identity": [b64(entry) for entry in self.identity_log()],
        }

    def _slot(self, slot_id: bytes, kind: int, kek: bytes, params: bytes) -> bytes:
        now = time.time_ns() // 1_000_000
        return slots.build(
            account_id=self.account_id,
            slot_id=slot_id,
            kind=kind,
            created_ms=now,
            private=os.urandom(32),
            kek=kek,
            kdf_params=params,
            amk=self.amk,
        )
