"""An account as whoever knows its passphrase can read it by docs/protocol.md alone, without the app."""

import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2

from tests.bench.visitor import OCTETS, Visitor
from tests.phone import frames, unframed
from tests.reference import blob, box, identity, op, recovery_code, slots
from tests.reference.account import Account, Device, b64, unb64
from tests.reference.box import h
from tests.reference.signing import public_of

Record = dict[str, Any]


@dataclass
class Log:
    """One log as far as it was read."""

    keys: list[bytes]
    records: list[Record] = field(default_factory=list)
    seq: int = 0
    last: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)


@dataclass(frozen=True)
class Entrance:
    """What signing in was answered, and what proved and opens it."""

    slot: int
    auth: bytes
    kek: bytes
    keys: dict[str, Any]


def by_passphrase(visitor: Visitor, login: str, passphrase: str) -> Entrance:
    asked = visitor.post("/v1/auth/prelogin", {"login": login})
    auth, kek = slots.pw_keys(passphrase, bytes.fromhex(str(asked["account_id"])), unb64(str(asked["kdf_params"])))
    keys = visitor.post("/v1/auth/login", {"login": login, "auth": b64(auth), "device_id": None})
    visitor.expect(200)
    return Entrance(slots.PW, auth, kek, keys)


def by_code(visitor: Visitor, code: str) -> Entrance:
    rk = recovery_code.read(code)
    rec_id = slots.rec_id(rk).hex()
    account_id = bytes.fromhex(str(visitor.post("/v1/recovery/start", {"rec_id": rec_id})["account_id"]))
    auth, kek = slots.rec_keys(rk, account_id)
    keys = visitor.post("/v1/recovery/finish", {"rec_id": rec_id, "auth": b64(auth), "device_id": None})
    visitor.expect(200)
    return Entrance(slots.REC, auth, kek, keys)


class AccountReader:
    """A device of its own in somebody's account."""

    def __init__(self, visitor: Visitor, entrance: Entrance) -> None:
        self.visitor, self.auth, keys = visitor, entrance.auth, entrance.keys
        account_id = bytes.fromhex(keys["account_id"])
        self.slots = [slots.parse(unb64(slot)) for slot in keys["slots"]]
        self.ik_pub = unb64(keys["identity"][0])[68:100]
        mine = next(slot for slot in self.slots if slot.kind == entrance.slot)
        amk = slots.open_amk(mine, account_id, self.ik_pub, entrance.kek)
        aad = account_id + struct.pack(">I", keys["gen"])
        bundle = cbor2.loads(box.open_box(amk, "bundle", aad, unb64(keys["bundle"])))
        *older, home = bundle["home"]
        self.account = Account(
            account_id, amk, bundle["ik"], bundle["xk"], home, gen=keys["gen"], older_homes=tuple(older)
        )
        self.device: Device = self.account.device
        self.visitor.admit(self.account, self.device)
        self.writing: dict[bytes, tuple[int, bytes]] = {}
        self.logs = {account_id: Log([*older, home])}

    def private_of(self, slot: slots.Slot, kek: bytes) -> bytes:
        """The private key of a slot."""
        return slots.open_private(slot, self.account.account_id, self.ik_pub, kek)

    def read(self) -> dict[bytes, list[Record]]:
        """Every record of every log, each op verified in its place."""
        entries = [unb64(str(entry)) for entry in self._listed("/v1/identity", "entries")]
        devices = identity.walk(entries, self.account.account_id, public_of(self.account.ik)).devices
        self._read_log(self.account.account_id, devices)
        for record in self.logs[self.account.account_id].records:
            if record.get("type") == "case_key":
                self.logs.setdefault(record["body"]["case"], Log([record["body"]["ck"]]))
        there = {bytes.fromhex(case["case_id"]) for case in self._listed("/v1/feed?cursor=", "cases")}
        for case_id in there & (self.logs.keys() - {self.account.account_id}):
            self._read_log(case_id, devices)
        return {log_id: log.records for log_id, log in self.logs.items()}

    def _listed(self, path: str, name: str) -> list[Any]:
        found = self.visitor.get(path)[name]
        assert isinstance(found, list)
        return found

    def _read_log(self, log_id: bytes, devices: dict[bytes, bytes]) -> None:
        log = self.logs[log_id]
        while page := unframed(self.visitor.request("GET", f"/v1/cases/{log_id.hex()}/ops?after={log.seq}")):
            for log.seq, sealed in page:
                writer, epoch = sealed[28:44], int.from_bytes(sealed[24:28])
                expected = log.last.get(writer, (1, op.ZEROS))
                log.records += op.open_op(log.keys[epoch - 1], log_id, devices, expected, sealed, epoch)
                log.last[writer] = (expected[0] + 1, h(sealed))

    def write(self, case_id: bytes, batches: list[list[Record]]) -> None:
        """Adds ops to a case that was read."""
        log, sealed = self.logs[case_id], []
        for records in batches:
            ctr, prev = self.writing.get(case_id, (1, op.ZEROS))
            sealed.append(
                op.seal(log.keys[0], self.device.seed, op.Place(case_id, self.device.device_id, ctr, prev), records)
            )
            self.writing[case_id] = (ctr + 1, h(sealed[-1]))
        self.visitor.request("POST", f"/v1/cases/{case_id.hex()}/ops", frames(sealed), OCTETS)
        self.visitor.expect(200)

    def picture(self, exhibit: Record) -> bytes:
        """The bytes of an exhibit, fetched, opened and compared with its record."""
        body, about = exhibit["body"], exhibit["body"]["blob"]
        path, count = f"/v1/blobs/{about['id'].hex()}/chunks", int.from_bytes(about["hdr"][8:12])
        chunks = tuple(self.visitor.request("GET", f"{path}/{i}") for i in range(count))
        made = blob.Blob(about["id"], about["key"], about["hdr"], about["commit"], chunks)
        return blob.open_blob(made, about["chunks"], body["len"], body["sha256"])
