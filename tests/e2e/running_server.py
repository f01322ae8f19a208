"""The real `holdfast serve`, worker included, on an instance folder of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from ssl import SSLContext

ROOT = Path(__file__).resolve().parents[2]
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORTS = range(8120 + 30 * _WORKER, 8150 + 30 * _WORKER)
"""Of this process of the run alone."""
STARTUP_S = 60
SHUTDOWN_S = 30


@dataclass(frozen=True)
class RunningServer:
    """Where it answers and where it keeps things: `folder` holds instance, temporary files and log."""

    origin: str
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> Path:
        return self.folder / "server.log"


def free_ports(count: int) -> list[int]:
    """As many ports, all different, that nobody listens on now."""
    found = []
    for port in PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == count:
            return found
    raise RuntimeError(f"fewer than {count} free ports between {PORTS.start} and {PORTS.stop - 1}")


@contextlib.contextmanager
def running_server(
    folder: Path,
    settings: Mapping[str, str] | None = None,
    port: int | None = None,
    trust: SSLContext | None = None,
    tree: Path = ROOT,
) -> Iterator[RunningServer]:
    """A server that answered /healthz; it must also stop cleanly when asked to, or the test fails.

    `tree` is the checkout that it runs from: this one, or a copy that a test may change.
    """
    scheme = "https" if trust else "http"
    port = port or free_ports(1)[0]
    origin = f"{scheme}://localhost:{port}"
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder / "tmp"),
        "INSTANCE": str(folder / "instance"),
        "PORT": str(port),
        "PUBLIC_ORIGIN": origin,
        "PYTHONPATH": str(tree),
    }
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "server.cli", "serve"],
            cwd=tree,
            env=environment | dict(settings or {}),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = RunningServer(origin, folder, process)
    try:
        wait_until_healthy(server, trust)
        yield server
    finally:
        code = stop(process)
    assert code in (0, -signal.SIGTERM), f"the server stopped with {code}:\n{server.log.read_text()[-2000:]}"


def wait_until_healthy(server: RunningServer, trust: SSLContext | None) -> None:
    deadline = time.monotonic() + STARTUP_S
    while time.monotonic() < deadline and server.process.poll() is None:
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError, HTTPException),
            urllib.request.urlopen(f"{server.origin}/healthz", timeout=2, context=trust),
        ):
            return
        time.sleep(0.1)
    raise AssertionError(f"the server never answered:\n{server.log.read_text()[-2000:]}")


def stop(process: subprocess.Popen[bytes]) -> int:
    process.terminate()
    try:
        return process.wait(SHUTDOWN_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return -signal.SIGKILL
