"""A device that writes a log: records of 1 KB, sealed and signed as a phone does it."""

import os
from dataclasses import dataclass, field

from tests.bench.visitor import OCTETS, Visitor
from tests.phone import frames, unframed
from tests.reference import op
from tests.reference.account import Account, Device
from tests.reference.box import h
from tests.reference.signing import public_of

RECORD_BYTES, AIM_BYTES = 1024, 192 * 1024
Record = dict[str, object]


@dataclass
class Writer:
    """One device writing one log of an account."""

    account: Account
    device: Device
    case_id: bytes = field(default_factory=lambda: os.urandom(16))
    key: bytes = field(default_factory=lambda: os.urandom(32))
    counter: int = 0
    prev: bytes = op.ZEROS

    def seal(self, records: list[Record]) -> bytes:
        place = op.Place(self.case_id, self.device.device_id, self.counter + 1, self.prev)
        sealed = op.seal(self.key, self.device.seed, place, records)
        self.counter, self.prev = self.counter + 1, h(sealed)
        return sealed

    def batches(self, records: list[Record], each: int = AIM_BYTES // RECORD_BYTES) -> list[bytes]:
        """Ops that hold as many records as the phone puts into one, or as many as asked for."""
        return [self.seal(records[at : at + each]) for at in range(0, len(records), each)]

    def start(self, visitor: Visitor) -> None:
        visitor.post("/v1/cases", {"case_id": self.case_id.hex()})
        visitor.expect(201)

    def send(self, visitor: Visitor, ops: list[bytes]) -> None:
        visitor.request("POST", f"/v1/cases/{self.case_id.hex()}/ops", frames(ops), OCTETS)

    def push(self, visitor: Visitor, ops: list[bytes]) -> None:
        self.send(visitor, ops)
        visitor.expect(200)

    def read_all(self, visitor: Visitor) -> list[bytes]:
        """Every page of the log, as it came."""
        pages, after = [], 0
        while page := visitor.request("GET", f"/v1/cases/{self.case_id.hex()}/ops?after={after}"):
            visitor.expect(200)
            pages.append(page)
            after = unframed(page)[-1][0]
        return pages

    def opened(self, pages: list[bytes]) -> int:
        """How many records the pages hold, each op verified, chained and decrypted."""
        devices, expected, found = {self.device.device_id: public_of(self.device.seed)}, (1, op.ZEROS), 0
        for page in pages:
            for _, sealed in unframed(page):
                found += len(op.open_op(self.key, self.case_id, devices, expected, sealed))
                expected = (expected[0] + 1, h(sealed))
        return found


def records_of(count: int) -> list[Record]:
    """Records of 1 KB."""
    return [{"v": 1, "k": "e", "type": "bench", "id": os.urandom(16), "body": os.urandom(960)} for _ in range(count)]
