"""The real server as a process: what it acknowledged survives a kill, what it should not read it does not."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.e2e.running_server import RunningServer, running_server
from tests.phone import Writing, frames, unframed
from tests.reference import op
from tests.reference.account import Account
from tests.reference.box import h


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Browser:
    """One browser on a real connection."""

    def __init__(self, origin: str) -> None:
        self.connection = HTTPConnection(urlsplit(origin).netloc, timeout=30)
        self.cookies: dict[str, str] = {}
        self.csrf = ""
        self.csrf = json.loads(self.send("GET", "/v1/hello")[1])["csrf"]

    def close(self) -> None:
        """Hangs up."""
        self.connection.close()

    def send(self, method: str, path: str, body: bytes | dict[str, Any] | None = None) -> tuple[int, bytes]:
        """One request; (status, body)."""
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        octets = json.dumps(body).encode() if isinstance(body, dict) else body
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Content-Type": kind, "X-CSRFToken": self.csrf, "Cookie": cookies}
        self.connection.request(method, path, octets, headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path, port=free_port()) as running:
        yield running


def kill_all(running: RunningServer) -> None:
    os.killpg(running.process.pid, signal.SIGKILL)
    running.process.wait()


def alive(pids: list[str]) -> list[str]:
    """Which of these processes run; one that is dead but not yet reaped does not."""
    stats = {pid: Path(f"/proc/{pid}/stat") for pid in pids}
    states = {pid: stat.read_text().rpartition(")")[2].split()[0] for pid, stat in stats.items() if stat.exists()}
    return [pid for pid, state in states.items() if state != "Z"]


def wait_for(origin: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{origin}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come back")


def test_an_acknowledged_push_survives_a_kill(tmp_path: Path) -> None:
    account, at, ck = Account(), Writing(), os.urandom(32)
    home = account.account_id
    path = f"/v1/cases/{home.hex()}/ops"
    environment = {**os.environ, "INSTANCE": str(tmp_path / "instance"), "PORT": str(port := free_port())}
    command = [str(Path(sys.executable).with_name("holdfast")), "serve"]
    origin, sent = f"http://localhost:{port}", []

    def start() -> RunningServer:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
        wait_for(origin)
        return RunningServer(origin, tmp_path, process)

    running = start()
    try:
        browser = Browser(origin)
        assert browser.send("POST", "/v1/auth/register", account.registration("dana", "words", 32 * 1024))[0] == 201
        for _ in range(10):
            place = op.Place(home, account.device.device_id, at.counter + 1, at.prev)
            sealed = op.seal(ck, account.device.seed, place, [{"v": 1}])
            at.counter, at.prev = at.counter + 1, h(sealed)
            assert browser.send("POST", path, frames([sealed]))[0] == 200
            sent.append(sealed)
        kill_all(running)
        running = start()
        browser.close()
        status, body = browser.send("GET", path)
        assert status == 200
        assert [sealed for _, sealed in unframed(body)] == sent
        browser.close()
    finally:
        kill_all(running)


def temporary_files(running: RunningServer) -> tuple[dict[str, int], list[str]]:
    """The temporary folders, with when anything last came or went in each, and the nameless files that are open."""
    folder = running.folder / "tmp"
    entries = [folder, *folder.rglob("*")]
    opened = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[2]) == running.process.pid:
                opened += [os.readlink(one) for one in (stat.parent / "fd").iterdir()]
    return {str(one): one.stat().st_mtime_ns for one in entries}, [
        name for name in opened if name.startswith(f"{folder}/")
    ]


def test_a_share_that_reaches_the_server_is_sent_on_unread(server: RunningServer) -> None:
    before = temporary_files(server)
    boundary = b"--x\r\nContent-Disposition: form-data; name=f; filename=a.png\r\nContent-Type: image/png\r\n\r\n"
    with socket.create_connection(("127.0.0.1", urlsplit(server.origin).port or 0), timeout=10) as connection:
        connection.sendall(
            b"POST /share HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            b"Content-Length: 50000000\r\n\r\n" + boundary + os.urandom(100_000)
        )
        head = connection.recv(65536)
        during = temporary_files(server)
    assert head.startswith(b"HTTP/1.1 303")
    assert b"location: /#/capture/share-missed\r\n" in head.lower()
    assert during == before
    assert temporary_files(server) == before

    (server.folder / "tmp" / "kept").touch()
    (server.folder / "tmp" / "kept").unlink()
    assert temporary_files(server) != before, "a file that came and went is noticed"


def test_a_whole_share_leaves_no_trace_on_the_disk(server: RunningServer) -> None:
    canary = b"kelp-canary-7319"
    connection = HTTPConnection(urlsplit(server.origin).netloc)
    body = (
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n' + canary * 200_000 + b"\r\n--x--\r\n"
    )
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the server hangs up on what it will not read
        connection.request("POST", "/share", body, {"Content-Type": "multipart/form-data; boundary=x"})
        assert connection.getresponse().status == 303
    connection.close()
    files = [path for path in server.folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if canary in path.read_bytes()] == []


def test_a_body_that_lies_about_its_length_is_cut_off(server: RunningServer) -> None:
    browser = Browser(server.origin)

    def endless() -> Iterator[bytes]:
        for _ in range(3):
            yield bytes(32 * 1024)

    headers = {"Content-Type": "application/json", "X-CSRFToken": browser.csrf}
    headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    browser.connection.request("POST", "/v1/auth/login", endless(), headers, encode_chunked=True)
    assert browser.connection.getresponse().status == 413
    browser.close()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_the_web_server_and_its_worker_end_together(server: RunningServer, sent: signal.Signals) -> None:
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    assert len(children) >= 2
    server.process.send_signal(sent)
    assert server.process.wait(20) == 0
    assert alive(children) == []
    assert "Traceback" not in server.log.read_text("utf-8")


def test_a_killed_server_takes_its_processes_with_it(tmp_path: Path) -> None:
    environment = {**os.environ, "INSTANCE": str(tmp_path / "instance"), "PORT": str(port := free_port())}
    command = [str(Path(sys.executable).with_name("holdfast")), "serve"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(f"http://localhost:{port}")
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert len(children) >= 2
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        deadline = time.monotonic() + 15
        while (left := alive(children)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert left == []
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
