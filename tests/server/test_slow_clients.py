"""Whoever sends or reads slowly holds up nobody else, and not for ever."""

import json
import os
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.bench.processes import children, is_reminder_worker, resident_bytes
from tests.e2e.running_server import RunningServer, running_server
from tests.reference import blob
from tests.reference.account import Account, b64
from tests.server.slow_sockets import answer_of, connect, stuck
from tests.server.test_running import Browser, free_port

CHUNK_BYTES = 4 * 1024 * 1024


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("server"), port=free_port()) as running:
        yield running


@pytest.fixture(scope="module")
def dana(server: RunningServer) -> Iterator[Browser]:
    browser = Browser(server.origin)
    assert browser.send("POST", "/v1/auth/register", Account().registration("dana", "words", 32 * 1024))[0] == 201
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def announced(dana: Browser) -> blob.Blob:
    """A film of two chunks of 4 MiB and more, announced but not sent."""
    made = blob.seal(os.urandom(16), os.urandom(32), bytes(65 * 1024 * 1024))
    case_id = os.urandom(16).hex()
    assert dana.send("POST", "/v1/cases", {"case_id": case_id})[0] == 201
    body = {"blob_id": made.blob_id.hex(), "hdr": b64(made.hdr)}
    assert dana.send("POST", f"/v1/cases/{case_id}/blobs", body)[0] == 201
    return made


def health_s(origin: str) -> float:
    begun = time.monotonic()
    with urllib.request.urlopen(f"{origin}/healthz", timeout=5) as answer:
        assert answer.status == 200
    return time.monotonic() - begun


def web_process(server: RunningServer) -> int:
    found = [pid for pid in children(server.process.pid) if not is_reminder_worker(pid)]
    return max(found, key=resident_bytes)


@pytest.mark.parametrize("count", [2, 40])
def test_requests_that_never_end_hold_up_nobody(server: RunningServer, count: int) -> None:
    with stuck(server.origin, count):
        assert max(health_s(server.origin) for _ in range(5)) < 1
        browser = Browser(server.origin)
        begun = time.monotonic()
        wrong = {"login": "noor", "auth": b64(bytes(32)), "device_id": None}
        assert browser.send("POST", "/v1/auth/login", wrong)[0] == 401
        assert time.monotonic() - begun < 2
        browser.close()


def test_a_body_that_stops_coming_is_answered_with_its_code(server: RunningServer) -> None:
    with stuck(server.origin, 1) as (one,):
        answer = answer_of(one)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408")
    assert b"application/problem+json" in head
    assert b"content-security-policy" in head.lower()
    assert json.loads(body)["code"] == "timeout"


def test_a_strangers_body_for_a_members_call_is_not_read(server: RunningServer) -> None:
    begun = time.monotonic()
    with stuck(server.origin, 1, b"/v1/cases") as (one,):
        one.settimeout(5)
        assert one.recv(65536).startswith(b"HTTP/1.1 4")
    assert time.monotonic() - begun < 5


def test_a_body_without_a_length_is_counted(server: RunningServer) -> None:
    octets = bytes(64 * 1024 + 2)
    with connect(server.origin) as one:
        one.sendall(
            b"POST /v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s" % (len(octets), octets)
        )
        answer = answer_of(one)
    assert answer.startswith(b"HTTP/1.1 413")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["code"] == "too_large"


def test_a_large_chunk_at_a_phones_pace_arrives(server: RunningServer, dana: Browser, announced: blob.Blob) -> None:
    path, octets = f"/v1/blobs/{announced.blob_id.hex()}/chunks/0", announced.chunks[0]
    assert len(octets) == CHUNK_BYTES + 16

    def slowly() -> Iterator[bytes]:
        for at in range(0, len(octets), 256 * 1024):
            time.sleep(0.7)
            yield octets[at : at + 256 * 1024]

    cookies = "; ".join(f"{name}={value}" for name, value in dana.cookies.items())
    headers = {"Content-Type": "application/octet-stream", "X-CSRFToken": dana.csrf, "Cookie": cookies}
    connection = HTTPConnection(urlsplit(server.origin).netloc, timeout=60)
    connection.request("PUT", path, slowly(), headers | {"Content-Length": str(len(octets))})
    assert connection.getresponse().status == 204
    connection.close()
    assert dana.send("GET", path) == (200, octets)


def test_readers_that_never_read_hold_up_nobody_and_little_memory(
    server: RunningServer, dana: Browser, announced: blob.Blob
) -> None:
    path = f"/v1/blobs/{announced.blob_id.hex()}/chunks/1"
    assert dana.send("PUT", path, announced.chunks[1])[0] == 204
    cookies = "; ".join(f"{name}={value}" for name, value in dana.cookies.items())
    before = resident_bytes(web_process(server))
    sockets = [connect(server.origin) for _ in range(40)]
    for one in sockets:
        one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n\r\n".encode())
    time.sleep(2)
    assert max(health_s(server.origin) for _ in range(5)) < 1
    grown = resident_bytes(web_process(server)) - before
    for one in sockets:
        one.close()
    assert grown < 40_000_000
    assert before < 120_000_000


def test_a_part_that_is_asked_for_is_answered_whole(server: RunningServer, dana: Browser, announced: blob.Blob) -> None:
    path = f"/v1/blobs/{announced.blob_id.hex()}/chunks/1"
    assert dana.send("PUT", path, announced.chunks[1])[0] == 204
    cookies = "; ".join(f"{name}={value}" for name, value in dana.cookies.items())
    for asked in ({"Range": "bytes=0-9"}, {"Range": "bytes=-1", "If-Range": "x"}, {"range": "bytes=99999999-"}):
        dana.connection.request("GET", path, headers={"Cookie": cookies} | asked)
        answer = dana.connection.getresponse()
        assert (answer.status, answer.getheader("Content-Range")) == (200, None)
        assert answer.read() == announced.chunks[1]
