"""SIGKILL to the server in the middle of a push, a chunk or a commit; the phone tries again until it is answered.

KILL_ROUNDS=50 runs more than `make test` does, SEED=1 others.
"""

import contextlib
import json
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.e2e.running_server import RunningServer, running_server
from tests.phone import Writing, frames, unframed
from tests.reference import blob, op
from tests.reference.account import Account, b64
from tests.reference.box import h
from tests.server.test_running import Browser, free_port, kill_all

ROUNDS = int(os.environ.get("KILL_ROUNDS", "6"))
SEED = int(os.environ.get("SEED", "20261126"))
LONGEST_REQUEST_S = 0.03
PATIENCE_S = 60


class MortalServer:
    """A server on one instance folder, killed and started again on the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._port = folder, free_port()
        self._running = contextlib.ExitStack()
        self.server = self._start()

    def _start(self) -> RunningServer:
        return self._running.enter_context(
            running_server(self._folder, {"AUTH_LIMIT_PER_NAME": "9999/hour"}, self._port)
        )

    def kill_and_start(self) -> None:
        kill_all(self.server)
        with contextlib.suppress(AssertionError):
            self._running.close()
        self.server = self._start()

    def close(self) -> None:
        self._running.close()


@dataclass
class PatientPhone:
    """Sends each request until it is answered, as the app does, and remembers what was acknowledged."""

    origin: str
    account: Account = field(default_factory=Account)
    key: bytes = field(default_factory=lambda: os.urandom(32))
    at: Writing = field(default_factory=Writing)
    ops: list[bytes] = field(default_factory=list)
    blobs: list[blob.Blob] = field(default_factory=list)
    unanswered: int = 0

    def __post_init__(self) -> None:
        self.browser = Browser(self.origin)
        self.log = self.account.account_id.hex()
        assert self.send("POST", "/v1/auth/register", self.account.registration("dana", "words", 32 * 1024))[0] == 201

    def send(self, method: str, path: str, body: bytes | dict[str, object] | None = None) -> tuple[int, bytes]:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, HTTPException):
                return self.browser.send(method, path, body)
            self.unanswered += 1
            self.browser.close()
            time.sleep(0.02)
        raise AssertionError(f"{method} {path} was never answered")

    def push(self, count: int) -> None:
        made = []
        for _ in range(count):
            place = op.Place(self.account.account_id, self.account.device.device_id, self.at.counter + 1, self.at.prev)
            made.append(op.seal(self.key, self.account.device.seed, place, [{"v": 1, "words": os.urandom(200)}]))
            self.at.counter, self.at.prev = self.at.counter + 1, h(made[-1])
        status, answer = self.send("POST", f"/v1/cases/{self.log}/ops", frames(made))
        first = len(self.ops) + 1
        assert (status, json.loads(answer)["seqs"]) == (200, list(range(first, first + count)))
        self.ops += made

    def announce(self) -> blob.Blob:
        made = blob.seal(os.urandom(16), os.urandom(32), os.urandom(1_200_000))
        path = f"/v1/cases/{self.log}/blobs"
        assert self.send("POST", path, {"blob_id": made.blob_id.hex(), "hdr": b64(made.hdr)})[0] in (200, 201)
        return made

    def chunks(self, made: blob.Blob) -> None:
        for i, chunk in enumerate(made.chunks):
            assert self.send("PUT", f"/v1/blobs/{made.blob_id.hex()}/chunks/{i}", chunk)[0] == 204

    def commit(self, made: blob.Blob) -> None:
        assert (
            self.send("POST", f"/v1/blobs/{made.blob_id.hex()}/commit", {"chunks_hash": b64(made.chunks_hash)})[0]
            == 204
        )
        self.blobs.append(made)


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[MortalServer]:
    server = MortalServer(tmp_path)
    yield server
    server.close()


def under_fire(mortal: MortalServer, moment_s: float, act: Callable[[], None]) -> None:
    """Kills the server so long after the act has begun, and starts it again."""
    killer = threading.Timer(moment_s, mortal.kill_and_start)
    killer.start()
    act()
    killer.join()


def all_is_there_once(phone: PatientPhone, database: Path) -> None:
    status, body = phone.send("GET", f"/v1/cases/{phone.log}/ops?after=0")
    kept = unframed(body)
    while status == 200 and body and len(kept) < len(phone.ops):
        status, body = phone.send("GET", f"/v1/cases/{phone.log}/ops?after={kept[-1][0]}")
        kept += unframed(body)
    assert kept == list(enumerate(phone.ops, 1))
    for made in phone.blobs[-1:]:
        for i, chunk in enumerate(made.chunks):
            assert phone.send("GET", f"/v1/blobs/{made.blob_id.hex()}/chunks/{i}")[1] == chunk
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM ops").fetchone() == (len(phone.ops),)
        committed = connection.execute("SELECT count(*) FROM blobs WHERE committed").fetchone()
        assert committed == (len(phone.blobs),)


def test_what_was_acknowledged_outlives_a_kill_and_nothing_is_there_twice(mortal: MortalServer, tmp_path: Path) -> None:
    print(f"SEED={SEED} KILL_ROUNDS={ROUNDS}")
    chance, phone = random.Random(SEED), PatientPhone(mortal.server.origin)
    for number in range(ROUNDS):
        moment_s, kind = chance.random() * LONGEST_REQUEST_S, ("push", "chunk", "commit")[number % 3]
        print(f"round {number}: {kind}, killed after {moment_s * 1000:.1f} ms")
        if kind == "push":
            under_fire(mortal, moment_s, partial(phone.push, chance.randint(1, 40)))
        elif kind == "chunk":
            made = phone.announce()
            under_fire(mortal, moment_s, partial(phone.chunks, made))
            phone.commit(made)
        else:
            phone.chunks(made := phone.announce())
            under_fire(mortal, moment_s, partial(phone.commit, made))
        phone.push(1)
        all_is_there_once(phone, tmp_path / "instance" / "holdfast.db")
    phone.browser.close()
    assert phone.unanswered > 0, "no kill met a request"
