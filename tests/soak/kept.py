"""A process that something starts again whenever it ends, as compose.yaml's `restart` and systemd do."""

import os
import random
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.bench.processes import descendants

RESTART_S = 1.0


class Kept:
    """Runs until it is ended for good; what it says is appended to its log."""

    def __init__(self, log: Path, command: list[str], environment: Mapping[str, str]) -> None:
        self.log = log
        self._command, self._environment = command, environment
        self._over = threading.Event()
        self.process = self._start()
        self.starts = 1
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as out:
            return subprocess.Popen(
                self._command, env=self._environment, stdout=out, stderr=out, start_new_session=True
            )

    def _watch(self) -> None:
        while True:
            self.process.wait()
            if self._over.wait(RESTART_S):
                return
            self.process = self._start()
            self.starts += 1

    def pids(self) -> list[int]:
        """Its first process, then those below it."""
        return descendants(self.process.pid)

    def strike(self, chance: random.Random) -> None:
        """Kill -9 to one of its processes, the first or one that it started."""
        with suppress(ProcessLookupError, IndexError):
            os.kill(chance.choice(self.pids()), signal.SIGKILL)

    def end(self) -> None:
        """Kill -9 to all of it; nothing starts it again."""
        self._over.set()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._thread.join()


@contextmanager
def kept(log: Path, command: list[str], environment: Mapping[str, str]) -> Iterator[Kept]:
    """Until the block ends."""
    running = Kept(log, command, environment)
    try:
        yield running
    finally:
        running.end()
