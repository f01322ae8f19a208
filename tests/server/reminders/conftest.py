"""A push service, a worker that knows it, a clock that can be set."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from server import clock
from server.config import Config
from server.keys import Keys
from server.reminders.sender import Sender
from server.reminders.worker import Worker
from tests.conftest import AppMaker
from tests.phone import Phone
from tests.reference.webpush import Subscription
from tests.server.reminders.receiver import Receiver, receiving


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def app(new_app: AppMaker, receiver: Receiver) -> Flask:
    return new_app(push_allowed_origins=(receiver.origin,))


@dataclass
class Now:
    """The time the server believes in."""

    ms: int

    def __call__(self) -> int:
        return self.ms

    def pass_s(self, seconds: float) -> None:
        """Lets time go by."""
        self.ms += round(seconds * 1000)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    found = Now(clock.now_ms())
    monkeypatch.setattr(clock, "now_ms", found)
    return found


@pytest.fixture
def work(app: Flask, server_keys: Keys, receiver: Receiver) -> Callable[[], None]:
    """One round of a worker."""
    config = Config.from_env({"PUSH_ALLOWED_ORIGINS": receiver.origin, "PUSH_CONTACT": "mailto:ops@example.org"})

    def one_round() -> None:
        async def run() -> None:
            sender = Sender(config.push_allowed_origins)
            try:
                await Worker(app, config, server_keys).round(sender)
            finally:
                await sender.close()

        asyncio.run(run())

    return one_round


@pytest.fixture
def subscribed(dana: Phone, receiver: Receiver) -> Subscription:
    """Dana's phone, subscribed."""
    subscription = Subscription(f"{receiver.origin}/wpush/dana")
    assert dana.post("/v1/push", subscription.body()).status_code == 201
    return subscription
