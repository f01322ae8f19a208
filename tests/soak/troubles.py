"""What befalls a server in use: each begins, holds for some seconds, and ends."""

import os
import random
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import ROOT
from tests.soak.city import City, Household

Act = Callable[[], object]
JUMP_S = 90


@dataclass(frozen=True)
class Trouble:
    """`excuses` tells whether a 5xx is to be expected until it is over and recovered from.

    No process that memory is judged by outlives one that is `early`: it comes in the first half alone.
    """

    name: str
    excuses: bool
    begin: Act
    end: Act = lambda: None
    holds_s: float = 0
    early: bool = False


@dataclass(frozen=True)
class Window:
    """One that happened, from its beginning until a phone's save, picture and reminder went through again."""

    trouble: Trouble
    began: float
    ended: float
    recovered: float


class Clock:
    """What the server's processes take for the time, moved for all of them at once."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.move(0)

    def move(self, seconds: int) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(str(seconds))
        new.replace(self._file)

    def settings(self) -> dict[str, str]:
        return {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'soak' / 'clock'}", "HOLDFAST_SOAK_CLOCK": str(self._file)}


def fill(folder: Path) -> None:
    """Until the disk has no byte left."""
    piece = bytes(1 << 20)
    with (folder / "ballast").open("wb", buffering=0) as ballast, suppress(OSError):
        while ballast.write(piece):
            pass


def common(home: Household, clock: Clock, disk: Path) -> list[Trouble]:
    return [
        Trouble("disk full", True, lambda: fill(disk), (disk / "ballast").unlink, 15),
        Trouble(f"clock {JUMP_S} s ahead, then back", False, lambda: clock.move(JUMP_S), lambda: clock.move(0), 15),
        Trouble(f"clock {JUMP_S} s behind, then back", False, lambda: clock.move(-JUMP_S), lambda: clock.move(0), 15),
    ]


def of_house(home: Household, chance: random.Random) -> list[Trouble]:
    """One server: its supervisor, web process or worker dies."""
    (serve,) = home.webs
    return [Trouble("kill -9 of supervisor, web or worker", True, lambda: serve.strike(chance), early=True)] * 4


def of_city(home: City, chance: random.Random) -> list[Trouble]:
    """The first web process and worker die again and again; the others tell how memory grows."""

    def restart(mode: str) -> Act:
        return lambda: home.database.control("-m", mode, "restart")

    def storage(what: signal.Signals) -> Act:
        return lambda: os.kill(home.storage.process.pid, what)

    return [
        Trouble("kill -9 of a web process", True, lambda: home.webs[0].strike(chance)),
        Trouble("kill -9 of a web process", True, lambda: home.webs[0].strike(chance)),
        Trouble("kill -9 of a worker", False, lambda: home.workers[0].strike(chance)),
        Trouble("PostgreSQL restarted", True, restart("fast")),
        Trouble("PostgreSQL killed and restarted", True, restart("immediate")),
        Trouble("S3 silent", True, storage(signal.SIGSTOP), storage(signal.SIGCONT), 15),
    ]


def revive(home: Household) -> None:
    """As its service manager does: a database that a full disk has ended starts again."""
    if isinstance(home, City) and home.database.control("status"):
        home.database.control("start")


def undergo(trouble: Trouble, home: Household, goes_through: Act) -> Window:
    began = time.monotonic()
    try:
        trouble.begin()
        time.sleep(trouble.holds_s)
    finally:
        trouble.end()
    revive(home)
    ended = time.monotonic()
    goes_through()
    return Window(trouble, began, ended, time.monotonic())
