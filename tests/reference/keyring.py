"""An account's slot set as a phone changes it: sealed anew, signed, asked to be kept."""

import os
import time
from dataclasses import dataclass, replace
from typing import Any

from tests.reference import identity, slots
from tests.reference.account import Account, b64, unb64

MEMORY_KIB = 32 * 1024


@dataclass(frozen=True)
class Keyring:
    """The keys that a server gave, or that a phone would have it keep."""

    account: Account
    bundle: bytes
    slots: tuple[bytes, ...]
    slots_sig: bytes
    log: tuple[bytes, ...]

    @classmethod
    def read(cls, account: Account, keys: dict[str, Any]) -> "Keyring":
        """The keys of a `keys` answer or a registration."""
        return cls(
            account,
            unb64(keys["bundle"]),
            tuple(map(unb64, keys["slots"])),
            unb64(keys["slots_sig"]),
            tuple(map(unb64, keys["identity"])),
        )

    def slot(self, kind: int) -> bytes:
        """The slot of a type."""
        return next(octets for octets in self.slots if slots.parse(octets).kind == kind)

    def with_slots(self, *changed: bytes) -> "Keyring":
        """Another set, signed."""
        signed = slots.sign_slots(self.account.ik, self.account.account_id, self.account.gen, list(changed))
        return replace(self, slots=changed, slots_sig=signed)

    def request(
        self,
        after: "Keyring",
        pw: dict[str, str] | None = None,
        rec: dict[str, str] | None = None,
        others: bool = False,
    ) -> dict[str, Any]:
        """The body of PUT /v1/account/slots that puts `after` in this one's place."""
        return {
            "if_slots_sig": b64(self.slots_sig),
            "gen": after.account.gen,
            "bundle": b64(after.bundle),
            "slots": [b64(octets) for octets in after.slots],
            "slots_sig": b64(after.slots_sig),
            "pw": pw,
            "rec": rec,
            "entries": [b64(entry) for entry in after.log[len(self.log) :]],
            "sign_out_others": others,
        }

    def with_passphrase(self, passphrase: str, others: bool = False) -> dict[str, Any]:
        """The request for another passphrase."""
        slot, told = self.account.pw_slot(passphrase, MEMORY_KIB)
        kept = [octets for octets in self.slots if slots.parse(octets).kind != slots.PW]
        return self.request(self.with_slots(slot, *kept), pw=told, others=others)

    def with_recovery(self, rk: bytes) -> dict[str, Any]:
        """The request for another recovery code."""
        slot, told = self.account.rec_slot(rk)
        kept = [octets for octets in self.slots if slots.parse(octets).kind != slots.REC]
        return self.request(self.with_slots(slot, *kept), rec=told)

    def rotated(self, revoked: dict[bytes, dict[bytes, tuple[int, bytes]]]) -> "Keyring":
        """The next generation, after revokes: device id to what counts of it, the last (seq, head) by log."""
        old = self.account
        homes = (*old.older_homes, old.home)
        account = replace(old, amk=os.urandom(32), home=os.urandom(32), older_homes=homes, gen=old.gen + 1)
        bundle, log, now = account.bundle(), list(self.log), time.time_ns() // 1_000_000
        for device_id, seen in revoked.items():
            entry = identity.device_revoke(old.ik, old.account_id, log[-1], len(log) + 1, now, device_id, seen)
            log.append(entry)
        log.append(identity.rotate(old.ik, old.account_id, log[-1], len(log) + 1, now, account.gen, bundle))
        resealed = [slots.reseal(octets, old.account_id, account.amk, account.gen) for octets in self.slots]
        return Keyring(account, bundle, (), b"", tuple(log)).with_slots(*resealed)
