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
    gen: int = 1
    older_homes: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def ik_pub(self) -> bytes:
        """The public half of the identity key."""
        return public_of(self.ik)

    def bundle(self) -> bytes:
        """The sealed bundle."""
        aad = self.account_id + struct.pack(">I", self.gen)
        keys = {"ik": self.ik, "xk": self.xk, "home": [*self.older_homes, self.home]}
        return box.seal(self.amk, "bundle", aad, cbor2.dumps(keys))

    def identity_log(self) -> list[bytes]:
        """Genesis, then this phone's device add."""
        now = time.time_ns() // 1_000_000
        first = identity.genesis(self.ik, self.account_id, now, self.ik_pub, x_public_of(self.xk))
        return [first, self.admit(first, 2, self.device, 1)]

    def admit(self, previous: bytes, n: int, device: Device, letter: int) -> bytes:
        """A device add after `previous`."""
        now = time.time_ns() // 1_000_000
        return identity.device_add(
            self.ik, self.account_id, previous, n, now, device.device_id, public_of(device.seed), letter
        )

    def registration(self, login: str, passphrase: str, memory_kib: int = 65536) -> dict[str, object]:
        """The body of POST /v1/auth/register."""
        pw_slot, pw = self.pw_slot(passphrase, memory_kib)
        rec_slot, rec = self.rec_slot(self.rk)
        made = [pw_slot, rec_slot]
        return {
            "login": login,
            "account_id": self.account_id.hex(),
            "gen": 1,
            "bundle": b64(self.bundle()),
            "slots": [b64(slot) for slot in made],
            "slots_sig": b64(slots.sign_slots(self.ik, self.account_id, 1, made)),
            "pw": pw,
            "rec": rec,
            "identity": [b64(entry) for entry in self.identity_log()],
        }

    def pw_slot(self, passphrase: str, memory_kib: int = 65536) -> tuple[bytes, dict[str, str]]:
        """A slot for a passphrase, with what the server is told of it."""
        params = slots.pw_params(os.urandom(16), memory_kib)
        auth, kek = slots.pw_keys(passphrase, self.account_id, params)
        slot_id = os.urandom(16)
        told = {"slot_id": slot_id.hex(), "auth": b64(auth), "kdf_params": b64(params)}
        return self._slot(slot_id, slots.PW, kek, params), told

    def rec_slot(self, rk: bytes) -> tuple[bytes, dict[str, str]]:
        """A slot for a recovery key, with what the server is told of it."""
        auth, kek = slots.rec_keys(rk, self.account_id)
        slot_id = os.urandom(16)
        told = {"slot_id": slot_id.hex(), "rec_id": slots.rec_id(rk).hex(), "auth": b64(auth)}
        return self._slot(slot_id, slots.REC, kek, slots.REC_PARAMS), told

    def prf_slot(self, prf_output: bytes, salt: bytes, credential_id: bytes) -> bytes:
        """A slot for a passkey."""
        slot_id = os.urandom(16)
        kek = slots.prf_kek(prf_output, slot_id)
        return self._slot(slot_id, slots.PRF, kek, slots.prf_params(salt, credential_id))

    def _slot(self, slot_id: bytes, kind: int, kek: bytes, params: bytes) -> bytes:
        now = time.time_ns() // 1_000_000
        return slots.build(
            account_id=self.account_id,
            ik_pub=self.ik_pub,
            slot_id=slot_id,
            kind=kind,
            created_ms=now,
            private=os.urandom(32),
            kek=kek,
            kdf_params=params,
            amk=self.amk,
            gen=self.gen,
        )
