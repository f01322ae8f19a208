"""The worker as a process: what is due goes out by itself; what is in hand is finished before it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from server import db
from server.keys import Keys
from tests.conftest import AppMaker
from tests.phone import Phone, read
from tests.reference.webpush import Subscription
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_pushes import payloads

HOLDFAST = Path(sys.executable).with_name("holdfast")


@pytest.fixture
def app(new_app: AppMaker, receiver: Receiver) -> Flask:
    return new_app(push_allowed_origins=(receiver.origin,))


@pytest.fixture
def environment(instance_settings: dict[str, str], receiver: Receiver, app: Flask, server_keys: Keys) -> dict[str, str]:
    return instance_settings | {
        "PATH": os.environ["PATH"],
        "PUSH_ALLOWED_ORIGINS": receiver.origin,
        "VAPID_PRIVATE_KEY": server_keys.vapid[0].private_pem.decode(),
        "WORKER_POLL_SECONDS": "0.1",
    }


@contextmanager
def working(environment: dict[str, str], *options: str, heard: bool = True) -> Iterator[subprocess.Popen[bytes]]:
    """A worker; one that logs more than a pipe holds, and that nobody listens to, is not heard."""
    output = subprocess.PIPE if heard else subprocess.DEVNULL
    with subprocess.Popen([HOLDFAST, "worker", *options], env=environment, stdout=output) as process:
        try:
            yield process
        finally:
            process.kill()


def until(condition: Callable[[], object], patience_s: float = 60) -> None:
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_one_round_sends_what_is_due_then_ends(
    dana: Phone, subscribed: Subscription, receiver: Receiver, environment: dict[str, str]
) -> None:
    dana.put(f"/v1/reminders/{'1' * 32}", {"due": "2026-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1})
    with working(environment, "--once") as process:
        assert process.wait(60) == 0
    assert [payload["id"] for payload in payloads(receiver, subscribed)] == ["1" * 32]


def test_on_sigterm_a_push_in_hand_is_finished(
    dana: Phone, subscribed: Subscription, receiver: Receiver, environment: dict[str, str]
) -> None:
    receiver.delay_s = 1.5
    with working(environment) as process:
        assert read(dana.post("/v1/push/test", {})) == {"sent": 1}
        until(lambda: receiver.got)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        output = process.stdout.read() if process.stdout else b""
    assert b"push_delivered" in output
    assert subscribed.endpoint.encode() not in output
    receiver.delay_s = 0
    with working(environment, "--once") as again:
        again.wait(60)
    assert len(receiver.got) == 1


def test_a_round_that_fails_is_followed_by_another(
    dana: Phone, subscribed: Subscription, receiver: Receiver, environment: dict[str, str], app: Flask
) -> None:
    rename = "ALTER TABLE {} RENAME TO {}"
    with app.app_context(), db.write() as session:
        session.execute(text(rename.format("deliveries", "elsewhere")))
    with working(environment) as process:
        assert process.stdout
        assert any(b"worker_round" in line for line in process.stdout)
        with app.app_context(), db.write() as session:
            session.execute(text(rename.format("elsewhere", "deliveries")))
        assert read(dana.post("/v1/push/test", {})) == {"sent": 1}
        until(lambda: receiver.got)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_two_workers_send_each_push_once(
    dana: Phone, subscribed: Subscription, receiver: Receiver, environment: dict[str, str]
) -> None:
    with working(environment), working(environment):
        for i in range(20):
            body = {"due": "2026-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1}
            assert dana.put(f"/v1/reminders/{i:032x}", body).status_code == 200
        until(lambda: len(receiver.got) >= 20)
        time.sleep(0.5)
    assert len({subscribed.open(body) for _, _, body in receiver.got}) == len(receiver.got) == 20
