"""Families sign up, save, read, send pictures, are reminded and print packets while the server is in trouble.

`python -m tests.soak.mixed house` on SQLite and a folder, `… city` on PostgreSQL and S3 behind Caddy; both without a
word. SOAK_MINUTES is how long each lasts, SEED chooses what happens. Nothing acknowledged may be lost, no 5xx may come
without an outage, memory must stay flat. Needs root and a mount namespace for a disk that can be full: scripts/soak.sh.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from tests.bench.processes import resident_bytes
from tests.bench.typesetting import record
from tests.soak import city as stacks
from tests.soak import troubles
from tests.soak.city import City, Household
from tests.soak.family import PATIENCE_S, Answer, Family, NotedVisitor, patiently
from tests.soak.troubles import Clock, Trouble, Window, undergo

MINUTES, SEED = float(os.environ.get("SOAK_MINUTES", "15")), int(os.environ.get("SEED", str(int(time.time()))))
PHONES, DISK_MB, GRACE_S, ARRIVAL_S = 4, 3000, 2.0, 240
WEIGHED_S, MOST_GROWTH, MOST_GROWTH_MB = 5, 1.15, 8
NO_LIMIT = "1000000/minute"
LIMITS = {
    "AUTH_LIMIT_PER_ADDRESS": NO_LIMIT,
    "AUTH_LIMIT_PER_NAME": NO_LIMIT,
    "AUTH_LIMIT_PER_NAME_IN_ALL": NO_LIMIT,
    "TYPESETTING_LIMIT_PER_ADDRESS": NO_LIMIT,
}


@dataclass
class Soak:
    """What happened."""

    home: Household
    chance: random.Random
    over: threading.Event = field(default_factory=threading.Event)
    answers: list[Answer] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    packets: int = 0
    memory: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def live(self, seed: float) -> None:
        """One family after another on one phone."""
        chance = random.Random(seed)
        while not self.over.is_set():
            family = Family(self.home, self.answers, chance)
            self.families.append(family)
            for _ in range(chance.randint(20, 60)):
                if self.over.wait(chance.uniform(0.1, 1.5)):
                    break
                family.act()
            family.visitor.close()

    def print_packets(self, body: bytes) -> None:
        """Somebody without an account, now and then."""
        while not self.over.wait(8):
            with suppress(OSError, HTTPException, ValueError):
                visitor = NotedVisitor(self.home, self.answers)
                self.packets += visitor.request("POST", "/packets?paper=letter", body).startswith(b"%PDF-")
                visitor.close()

    def weigh(self) -> None:
        while not self.over.wait(WEIGHED_S):
            for kept in [*self.home.webs, *self.home.workers]:
                for pid in kept.pids():
                    with suppress(OSError, RuntimeError):
                        self.memory[pid].append(resident_bytes(pid) / 1e6)

    def befall(self, chosen: list[Trouble], seconds: float) -> None:
        """One trouble after another, each recovered from; all of them before any comes twice."""
        prober, until = Family(self.home, self.answers, self.chance), time.monotonic() + seconds
        self.families.append(prober)

        def goes_through() -> None:
            prober.push()
            prober.save_picture()
            name = prober.remind()
            patiently(lambda: arrived(prober, name))
            give_up = time.monotonic() + PATIENCE_S
            while not self.home.whole():
                if time.monotonic() > give_up:
                    raise TimeoutError("a process that was killed never answered again")
                time.sleep(0.2)

        waiting: list[Trouble] = []
        while time.monotonic() < until:
            if time.monotonic() > until - seconds / 2:
                chosen = [trouble for trouble in chosen if not trouble.early]
                waiting = [trouble for trouble in waiting if not trouble.early]
            waiting = waiting or self.chance.sample(chosen, len(chosen))
            time.sleep(self.chance.uniform(4, 10))
            self.windows.append(undergo(waiting.pop(), self.home, goes_through))
            window = self.windows[-1]
            print(f"  {window.trouble.name}: recovered in {window.recovered - window.ended:.1f} s", flush=True)

    def guarded(self, act: object, *given: object) -> None:
        try:
            act(*given)  # type: ignore[operator]
        except Exception as error:  # noqa: BLE001  what breaks in a thread must fail the soak
            self.broken.append(f"{type(error).__name__}: {error}")

    def run(self, chosen: list[Trouble]) -> None:
        body = record(3)
        acts: list[tuple[object, ...]] = [(self.live, self.chance.random()) for _ in range(PHONES)]
        acts += [(self.print_packets, body), (self.weigh,)]
        threads = [threading.Thread(target=self.guarded, args=each) for each in acts]
        for thread in threads:
            thread.start()
        self.guarded(self.befall, chosen, MINUTES * 60)
        self.over.set()
        for thread in threads:
            thread.join()

    def lost(self) -> list[str]:
        """Whatever was acknowledged and is not there, by a new phone of each family."""
        found = []
        deadline = time.monotonic() + ARRIVAL_S
        for family in self.families:
            while family.reminders - family.delivered() and time.monotonic() < deadline:
                time.sleep(1)
            try:
                found += [f"reminder {name}" for name in family.lost()]
            except (AssertionError, RuntimeError) as error:
                found.append(str(error))
        return found

    def excused(self, answer: Answer) -> bool:
        return any(
            window.trouble.excuses and answer.ended >= window.began and answer.began <= window.recovered + GRACE_S
            for window in self.windows
        )


def arrived(family: Family, name: str) -> None:
    if name not in family.delivered():
        raise RuntimeError("not yet")


def growth(memory: dict[int, list[float]]) -> list[tuple[int, float, float]]:
    """Of each process that lived for three minutes and a third of the soak: its MB early, once warm, and late."""
    long = [(pid, seen) for pid, seen in memory.items() if len(seen) * WEIGHED_S >= max(180, MINUTES * 20)]
    return [
        (pid, statistics.median(seen[len(seen) // 5 : 2 * len(seen) // 5]), statistics.median(seen[-len(seen) // 5 :]))
        for pid, seen in long
    ]


def report(name: str, soak: Soak, lost: list[str]) -> bool:
    """Prints the table; whether all was well."""
    failed = [answer for answer in soak.answers if answer.status >= 500]
    outside = [answer for answer in failed if not soak.excused(answer)]
    silent = [answer for answer in soak.answers if answer.status == 0]
    ops, pictures, reminders = (
        sum(len(getattr(family, kept)) for family in soak.families) for kept in ("ops", "pictures", "reminders")
    )
    pushes = len(soak.home.pushes.got)
    print(f"\n{name}, {MINUTES:g} minutes, seed {SEED}, load {os.getloadavg()[0]:.1f}")
    print(f"{len(soak.answers):,} requests of {len(soak.families)} accounts; acknowledged: {ops:,} ops,")
    print(f"  {pictures:,} pictures, {reminders:,} reminders ({pushes:,} pushes), {soak.packets} PDFs")
    print(f"lost: {len(lost)}; 5xx: {len(failed)}, outside any outage: {len(outside)}")
    print(f"no answer at all: {len(silent)}, outside any outage: {sum(not soak.excused(each) for each in silent)}")
    slowest = max((each for each in soak.answers if not soak.excused(each)), key=lambda each: each.ended - each.began)
    print(f"slowest outside any outage: {slowest.ended - slowest.began:.1f} s, {slowest.call}")
    times = defaultdict(list)
    for window in soak.windows:
        times[window.trouble.name].append(window.recovered - window.ended)
    for trouble, taken in sorted(times.items()):
        often, most = f"{len(taken):3} times", f"at most {max(taken):5.1f}"
        print(f"  {trouble:38} {often}, recovered in {statistics.median(taken):5.1f} s, {most}")
    flat = True
    for pid, early, late in growth(soak.memory):
        grown = late > early * MOST_GROWTH and late > early + MOST_GROWTH_MB
        flat = flat and not grown
        print(f"  process {pid}: {early:.0f} MB early, {late:.0f} MB late{' GROWS' if grown else ''}")
    for word in [*lost[:10], *soak.broken[:10], *map(str, outside[:10])]:
        print(f"  WRONG: {word}")
    return flat and not (lost or outside or soak.broken)


@contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of its own, which all that a server keeps is on."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m,mode=755", "tmpfs", name], check=True)
        tempfile.tempdir = name
        try:
            yield Path(name)
        finally:
            tempfile.tempdir = None
            subprocess.run(["umount", "--lazy", name], check=True)


def soaked(name: str) -> bool:
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as apart, small_disk() as disk:
        clock = Clock(Path(apart))
        settings = LIMITS | clock.settings()
        (folder := disk / "holdfast").mkdir()
        with (stacks.city if name == "city" else stacks.house)(folder, settings) as home:
            soak = Soak(home, chance)
            own = troubles.of_city(home, chance) if isinstance(home, City) else troubles.of_house(home, chance)
            soak.run([*own, *troubles.common(home, clock, disk)])
            well = report(name, soak, soak.lost())
            if not well and (kept := os.environ.get("SOAK_LOGS")):
                subprocess.run(["cp", "-r", *map(str, folder.glob("*.log")), kept], check=False)
            return well


if __name__ == "__main__":
    sys.exit(False in [soaked(each) for each in sys.argv[1:] or ["house", "city"]])
