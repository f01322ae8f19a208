"""A Redis of this test alone, from the system's own binary: it writes nothing to the disk."""

import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from redis import Redis
from redis.exceptions import RedisError

from tests.e2e.running_server import free_ports

_STARTUP_S = 20


@dataclass
class Counter:
    """A running Redis."""

    url: str
    process: subprocess.Popen[bytes]

    def client(self) -> "Redis":
        """Somebody who reads it."""
        return Redis.from_url(self.url)

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running(port: int | None = None) -> Iterator[Counter]:
    """An empty one, on a port of its own or on one that had another before."""
    port = port or free_ports(1)[0]
    with tempfile.TemporaryDirectory(prefix="holdfast-redis-") as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
        counter = Counter(f"redis://127.0.0.1:{port}/0", process)
        try:
            _wait(counter)
            yield counter
        finally:
            counter.kill()


def _wait(counter: Counter) -> None:
    ends = time.monotonic() + _STARTUP_S
    while True:
        try:
            with counter.client() as client:
                client.ping()
        except RedisError:
            if time.monotonic() > ends or counter.process.poll() is not None:
                raise
            time.sleep(0.02)
        else:
            return
