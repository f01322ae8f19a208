"""A push service, a worker that knows it, a clock that can be set."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from server import clock
from server.config import Config
from server.keys import Keys
from server.reminders import outbox
from server.reminders.sender import Sender
from server.reminders.worker import Worker
from tests.conftest import AppMaker
from tests.phone import Phone, admitted, another_phone
from tests.reference.webpush import Subscription
from tests.server.reminders.receiver import Receiver, receiving

Work = Callable[[], None]
WorkerMaker = Callable[[Flask, tuple[str, ...]], Callable[[], None]]


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
    monkeypatch.setattr(outbox, "spread", lambda: 1)
    return found


def config_of(*origins: str) -> Config:
    """A worker's settings."""
    return Config.from_env({"PUSH_ALLOWED_ORIGINS": ",".join(origins), "PUSH_CONTACT": "mailto:ops@example.org"})


@pytest.fixture
def working() -> Iterator[Callable[[Flask, Keys, tuple[str, ...]], Work]]:
    """Makes workers that keep what they learn: working(app, keys, origins)() is one round."""
    loop = asyncio.new_event_loop()
    senders: list[Sender] = []

    def make(app: Flask, made: Keys, origins: tuple[str, ...]) -> Work:
        worker = Worker(app, config_of(*origins), made)
        own: list[Sender] = []

        async def one_round() -> None:
            if not own:
                own.append(Sender(origins))
                senders.append(own[0])
            await worker.round(own[0])

        return lambda: loop.run_until_complete(one_round())

    yield make
    for sender in senders:
        loop.run_until_complete(sender.close())
    loop.run_until_complete(loop.shutdown_default_executor())
    loop.close()


@pytest.fixture
def worker(working: Callable[[Flask, Keys, tuple[str, ...]], Work], server_keys: Keys) -> WorkerMaker:
    """Makes workers with the run's keys: worker(app, origins)() is one round."""
    return lambda app, origins: working(app, server_keys, origins)


@pytest.fixture
def work(app: Flask, receiver: Receiver, worker: WorkerMaker) -> Callable[[], None]:
    """One round of a worker that knows the receiver."""
    return worker(app, (receiver.origin,))


@pytest.fixture
def tablet(app: Flask, dana: Phone, receiver: Receiver) -> Subscription:
    """Another device of Dana's, subscribed."""
    phone = another_phone(app, dana)
    phone.login()
    assert admitted(phone).status_code == 201
    subscription = Subscription(f"{receiver.origin}/wpush/tablet")
    assert phone.post("/v1/push", subscription.body()).status_code == 201
    return subscription


@pytest.fixture
def subscribed(dana: Phone, receiver: Receiver) -> Subscription:
    """Dana's phone, subscribed."""
    subscription = Subscription(f"{receiver.origin}/wpush/dana")
    assert dana.post("/v1/push", subscription.body()).status_code == 201
    return subscription
