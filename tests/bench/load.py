"""What calls cost beside a bare Flask route under the same web server; how long they take when 200 phones are there."""

import contextlib
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.processes import web_cpu_s
from tests.bench.visitor import Visitor
from tests.bench.writer import Writer, records_of
from tests.e2e.running_server import ROOT, RunningServer, free_ports, running_server
from tests.reference.account import Account

CALLS, ROUNDS = 150, 5
DEVICES, EACH, BETWEEN_S = 200, 6, 5.0
PASSPHRASE = "harbour lantern quiet kelp"
GOALS = {"shell": 12.0, "feed": 20.0, "push": 32.0, "pull": 16.0}
"""Nobody promised these: they tell when a call has become much dearer than it was when they were written."""

Settings = dict[str, str]


@contextlib.contextmanager
def bare_server() -> Iterator[tuple[str, int]]:
    """The bare route's address and its process."""
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"]
    command += ["--http", "1", "--no-ws", "--port", str(port), "--log-level", "critical", "tests.bench.bare:app"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)


class Family:
    """One phone of an account, signed in, with a log of its own."""

    def __init__(self, origin: str, name: str) -> None:
        self.visitor = Visitor(origin)
        account = Account()
        self.visitor.register(account, name, PASSPHRASE)
        self.writer = Writer(account, account.device)
        self.writer.start(self.visitor)
        self.writer.push(self.visitor, [self.writer.seal(records_of(1)) for _ in range(20)])

    def push(self) -> None:
        self.writer.push(self.visitor, [self.writer.seal(records_of(1))])

    def calls(self) -> dict[str, Callable[[], None]]:
        pull = f"/v1/cases/{self.writer.case_id.hex()}/ops?after=0&max_bytes=20000"
        return {
            "shell": lambda: ok(self.visitor),
            "feed": lambda: ok(self.visitor, "/v1/feed"),
            "push": self.push,
            "pull": lambda: ok(self.visitor, pull),
        }


def ok(visitor: Visitor, path: str = "/") -> None:
    visitor.request("GET", path)
    visitor.expect(200)


def connected(origin: str) -> Visitor:
    """Once something answers there."""
    deadline = time.monotonic() + 20
    while True:
        with contextlib.suppress(ConnectionError):
            return Visitor(origin)
        if time.monotonic() > deadline:
            raise RuntimeError("the bare server did not start")
        time.sleep(0.1)


def cpu_ms(pid: int, call: Callable[[], None]) -> float:
    """Processor time of the web processes for one call."""
    before = web_cpu_s(pid)
    for _ in range(CALLS):
        call()
    return (web_cpu_s(pid) - before) * 1000 / CALLS


def costs(pid: int, origin: str) -> list[Figure]:
    """In turns with the bare route."""
    calls = Family(origin, "dana.load").calls()
    taken: dict[str, list[float]] = {name: [] for name in ("bare", *calls)}
    with bare_server() as (bare, bare_pid):
        visitor = connected(bare)
        for _ in range(ROUNDS):
            taken["bare"].append(cpu_ms(bare_pid, lambda: ok(visitor)))
            for name, call in calls.items():
                taken[name].append(cpu_ms(pid, call))
    least = statistics.median(taken["bare"])
    return [
        Figure(f"{name}, CPU of a call; a bare Flask route", statistics.median(taken[name]), "ms", goal, least)
        for name, goal in GOALS.items()
    ]


def evening(origins: list[str], name: str) -> float:
    """The 99th percentile in ms of what 200 phones ask for, each something every few seconds."""
    families = [Family(origins[n % len(origins)], f"{name}.{n}") for n in range(DEVICES)]
    taken: list[float] = []

    def phone(family: Family, chance: random.Random) -> None:
        calls = family.calls()
        for _ in range(EACH):
            time.sleep(chance.uniform(0, 2 * BETWEEN_S))
            call = calls[chance.choice(["feed", "feed", "push", "pull"])]
            started = time.perf_counter()
            call()
            taken.append((time.perf_counter() - started) * 1000)

    threads = [threading.Thread(target=phone, args=(each, random.Random(n))) for n, each in enumerate(families)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for family in families:
        family.visitor.close()
    if len(taken) != DEVICES * EACH:
        raise RuntimeError("a phone was refused")
    return statistics.quantiles(taken, n=100)[-1]


def figures(server: RunningServer, folder: Path, settings: Settings) -> list[Figure]:
    """Needs a server whose sign-in limits are out of the way; starts a second web process beside it."""
    found = costs(server.process.pid, server.origin)
    one = evening([server.origin], "one")
    shared = {**settings, "INSTANCE": str(server.folder / "instance")}
    with running_server(folder / "second", shared) as second:
        two = evening([server.origin, second.origin], "two")
    name = f"p99 of a call while {DEVICES} phones are there"
    return [
        *found,
        Figure(f"{name}, one web process", one, "ms", 250),
        Figure(f"{name}, two web processes on SQLite; one", two, "ms", 1.5, one),
    ]
