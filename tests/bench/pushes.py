"""Pushing and pulling records as phones do: sealed and signed for real, every signature checked by the server."""

import statistics
import threading
from pathlib import Path

from server.sync.op import MAX_OPS
from tests.bench import memory
from tests.bench.figure import Figure
from tests.bench.processes import web_cpu_s
from tests.bench.raw import elapsed_s, rows_per_s, verifications_per_s
from tests.bench.visitor import Visitor
from tests.bench.writer import AIM_BYTES, RECORD_BYTES, Record, Writer, records_of
from tests.e2e.running_server import RunningServer
from tests.reference.account import Account, Device

RECORDS, ROUNDS, ON_A_NEW_DEVICE = 1000, 7, 10_000
SINGLE, SINGLE_ROUNDS = 100, 5
WRITERS, PUSHES_EACH, PUSH_OPS = 4, 100, 20
LOGIN, PASSPHRASE = "dana.pushes", "harbour lantern quiet kelp"


def at_least(name: str, value: float, goal: float, baseline: float | None = None) -> Figure:
    return Figure(name, value, "1/s", goal, baseline, "at least", "value")


class Family:
    """An account with as many signed-in devices as asked for."""

    def __init__(self, origin: str, devices: int) -> None:
        self.account = Account()
        first = Visitor(origin)
        self.registration = first.register(self.account, LOGIN, PASSPHRASE)
        self.devices = [(self.account.device, first)]
        for _ in range(devices - 1):
            self.devices.append(self.new_device(origin))

    def new_device(self, origin: str) -> tuple[Device, Visitor]:
        device, visitor = Device(), Visitor(origin)
        visitor.sign_in(LOGIN, self.registration, None)
        visitor.admit(self.account, device)
        return device, visitor


def batched(server: RunningServer, family: Family, folder: Path) -> list[Figure]:
    """As many records as the phone puts into one request, sealed anew for each round."""
    device, visitor = family.devices[0]
    writer = Writer(family.account, device)
    writer.start(visitor)
    raw = rows_per_s(folder, rows=RECORDS, octets=RECORD_BYTES, commits=3)

    def round_s(records: list[Record]) -> float:
        return elapsed_s(lambda: writer.push(visitor, writer.batches(records)))

    before = web_cpu_s(server.process.pid)
    taken = [round_s(records_of(RECORDS)) for _ in range(ROUNDS)]
    cpu_ms = (web_cpu_s(server.process.pid) - before) * 1000 / (RECORDS * ROUNDS)
    name = "push 1,000 records of 1 KB in one request, sealing included; SQLite alone"
    return [
        at_least(name, RECORDS / statistics.median(taken), 5000, raw),
        Figure("the same, server CPU for each record", cpu_ms, "ms", 0.1),
    ]


def single(family: Family, folder: Path) -> Figure:
    """One record, one op, one request, one durable commit; one after the other, in turns with SQLite alone."""
    device, visitor = family.devices[0]
    writer = Writer(family.account, device)
    writer.start(visitor)
    pushed: list[float] = []
    raw: list[float] = []

    def one_s(record: Record) -> float:
        return elapsed_s(lambda: writer.push(visitor, [writer.seal([record])]))

    for _ in range(SINGLE_ROUNDS):
        pushed += [one_s(record) for record in records_of(SINGLE)]
        raw.append(rows_per_s(folder, rows=1, octets=RECORD_BYTES, commits=SINGLE))
    return at_least(
        "single pushes of 1 KB, sealing included; SQLite alone", 1 / statistics.median(pushed), 250, max(raw)
    )


def small_ops(family: Family) -> Figure:
    """Each record an op with a signature of its own, as many in a request as the protocol lets in."""
    device, visitor = family.devices[0]
    writer = Writer(family.account, device)
    writer.start(visitor)
    ops = writer.batches(records_of(RECORDS), 1)

    def push_all() -> None:
        for at in range(0, RECORDS, MAX_OPS):
            writer.push(visitor, ops[at : at + MAX_OPS])

    taken = elapsed_s(push_all)
    return at_least(
        "push 1,000 ops of one record, 100 a request; Ed25519 checks alone",
        RECORDS / taken,
        1000,
        verifications_per_s(),
    )


def pulled(origin: str, family: Family, each: int, name: str, goal: float) -> Figure:
    """A new device, signed in: until the last record is verified and decrypted."""
    device, visitor = family.devices[0]
    writer = Writer(family.account, device)
    writer.start(visitor)
    ops = writer.batches(records_of(ON_A_NEW_DEVICE), each)
    for at in range(0, len(ops), PUSH_OPS):
        writer.push(visitor, ops[at : at + PUSH_OPS])
    _, fresh = family.new_device(origin)
    pages: list[bytes] = []
    served_s = elapsed_s(lambda: pages.extend(writer.read_all(fresh)))
    opened: list[int] = []
    opened_s = elapsed_s(lambda: opened.append(writer.opened(pages)))
    if opened != [ON_A_NEW_DEVICE]:
        raise RuntimeError("the log came back incomplete")
    name = f"pull 10,000 records of 1 KB, {name}, verified and decrypted; served only"
    return at_least(name, ON_A_NEW_DEVICE / (served_s + opened_s), goal, ON_A_NEW_DEVICE / served_s)


def parallel(family: Family) -> Figure:
    """Devices of one account push into one log at once; whatever is not 200 counts."""
    writers = [Writer(family.account, device) for device, _ in family.devices]
    writers[0].start(family.devices[0][1])
    refused: list[int] = []

    def push(writer: Writer, visitor: Visitor) -> None:
        writer.case_id, writer.key = writers[0].case_id, writers[0].key
        for record in records_of(PUSHES_EACH):
            writer.send(visitor, [writer.seal([record])])
            if visitor.status != 200:
                refused.append(visitor.status)

    pairs = zip(writers, family.devices, strict=True)
    threads = [threading.Thread(target=push, args=(writer, visitor)) for writer, (_, visitor) in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Figure("four phones push into one log at once: answers other than 200", len(refused), "", 0)


def figures(server: RunningServer, folder: Path) -> list[Figure]:
    family = Family(server.origin, WRITERS)
    return [
        *batched(server, family, folder),
        single(family, folder),
        small_ops(family),
        pulled(server.origin, family, AIM_BYTES // RECORD_BYTES, "as a phone batches them", 17_000),
        pulled(server.origin, family, 1, "each an op of its own", 1000),
        parallel(family),
        *memory.figures(server.process.pid, "pushes and pulls"),
    ]
