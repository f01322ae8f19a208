"""Push services that hang, break off, lie or ask for patience: each push arrives in the end, others are not held up."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from aiohttp import ClientTimeout
from flask import Flask

from server.reminders import outbox, sender
from server.reminders.breaker import Breaker
from server.reminders.endpoints import is_public
from server.reminders.outbox import Outcome
from tests.phone import Phone
from tests.reference.webpush import Subscription
from tests.server.reminders.conftest import Now, Work, WorkerMaker
from tests.server.reminders.receiver import Receiver, reading_slowly, receiving
from tests.server.reminders.test_pushes import payloads, remind


@pytest.mark.parametrize("fault", ["hang", "trickle", "reset", "garbage", "lost answer"])
def test_a_service_that_gives_no_answer_is_tried_again(
    dana: Phone,
    subscribed: Subscription,
    receiver: Receiver,
    now: Now,
    work: Work,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    monkeypatch.setattr(sender, "_TIMEOUT", ClientTimeout(total=0.5))
    receiver.faults = [fault]
    remind(dana, now.ms)
    work()
    now.pass_s(5)
    work()
    now.pass_s(60)
    work()
    assert [payload["rev"] for payload in payloads(receiver, subscribed)] == [1, 1]


def test_a_push_that_may_have_arrived_comes_again_as_the_same(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    receiver.faults = ["lost answer"]
    remind(dana, now.ms)
    work()
    now.pass_s(5)
    work()
    first, second = (subscribed.open(body) for _, _, body in receiver.got)
    assert first == second
    assert len({headers["Topic"] for _, headers, _ in receiver.got}) == 1


def test_413_is_not_repeated(dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work) -> None:
    receiver.answers = [(413, {})]
    remind(dana, now.ms)
    work()
    now.pass_s(3600)
    work()
    assert len(receiver.got) == 1


def test_patience_may_be_asked_for_by_date(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    until = format_datetime(datetime.fromtimestamp(now.ms / 1000 + 300, UTC), usegmt=True)
    receiver.answers = [(503, {"Retry-After": until})]
    remind(dana, now.ms)
    work()
    now.pass_s(290)
    work()
    assert len(receiver.got) == 1
    now.pass_s(10)
    work()
    assert len(receiver.got) == 2


def test_a_service_in_trouble_is_left_alone_while_another_is_served(
    new_app: Callable[..., Flask], new_person: Callable[[Flask, str], Phone], now: Now, worker: WorkerMaker
) -> None:
    with receiving() as well, receiving() as ill:
        app = new_app(push_allowed_origins=(well.origin, ill.origin))
        dana, noor = (new_person(app, name) for name in ("dana", "noor"))
        ill.answers = [(503, {})] * 100
        for phone, receiver in ((dana, ill), (noor, well)):
            assert phone.register().status_code == 201
            phone.post("/v1/push", Subscription(f"{receiver.origin}/{phone.name}").body())
        for i in range(20):
            body = {"due": "2026-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1}
            for phone in (dana, noor):
                assert phone.put(f"/v1/reminders/{i:032x}", body).status_code == 200
        rounds = worker(app, (well.origin, ill.origin))
        for _ in range(6):
            rounds()
            now.pass_s(6)
    assert len(well.got) == 20
    assert len(ill.got) < 60


def test_a_slow_reader_gets_each_push_once_and_holds_up_nobody(
    new_app: Callable[..., Flask], new_person: Callable[[Flask, str], Phone], worker: WorkerMaker
) -> None:
    with receiving() as quick, reading_slowly(lambda: len(quick.got) == 12) as slow:
        app = new_app(push_allowed_origins=(quick.origin, slow.origin))
        for name, receiver in (("dana", slow), ("noor", quick)):
            phone = new_person(app, name)
            assert phone.register().status_code == 201
            phone.post("/v1/push", Subscription(f"{receiver.origin}/{name}").body())
            for i in range(12):
                body = {"due": "2026-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1}
                assert phone.put(f"/v1/reminders/{i:032x}", body).status_code == 200
        worker(app, (quick.origin, slow.origin))()
    assert (len(quick.got), slow.taken) == (12, 12)


def test_the_breaker_opens_lets_one_try_through_and_closes(now: Now) -> None:
    breaker = Breaker()
    for _ in range(4):
        assert breaker.wait_ms("a") == 0
        breaker.told("a", well=False)
    breaker.told("a", well=False)
    assert breaker.wait_ms("a") == 15_000
    assert breaker.wait_ms("b") == 0
    now.pass_s(15)
    assert [breaker.wait_ms("a") for _ in range(2)] == [0, 15_000]
    breaker.told("a", well=False)
    assert breaker.wait_ms("a") == 30_000
    now.pass_s(30)
    assert breaker.wait_ms("a") == 0
    breaker.told("a", well=True)
    assert [breaker.wait_ms("a") for _ in range(2)] == [0, 0]


def test_waits_double_are_spread_and_bounded() -> None:
    waits = [[outbox.wait_ms(attempts) for _ in range(50)] for attempts in range(20)]
    for attempts, spread in enumerate(waits):
        least = min(5000 * 2**attempts, 3_600_000)
        assert least <= min(spread) <= max(spread) <= min(1.25 * least, 3_600_000)
    assert len(set(waits[0])) > 10
    assert outbox.wait_ms(0, 600_000) >= 600_000


def test_no_address_but_the_open_internets_is_connected_to() -> None:
    inside = "127.0.0.1 10.0.0.8 169.254.169.254 224.0.0.1 0.0.0.0 100.64.0.1 ::1 fe80::1 fd00::1 ff0e::1"
    disguised = "::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1::"
    assert [address for address in f"{inside} {disguised}".split() if is_public(address)] == []
    assert is_public("142.250.69.202")


def test_a_name_that_leads_inside_is_not_connected_to() -> None:
    async def inside() -> None:
        resolver = sender.PublicResolver(frozenset())
        with pytest.raises(OSError, match="no public address"):
            await resolver.resolve("localhost", 443)
        await resolver.close()

    asyncio.run(inside())


@pytest.mark.parametrize("status", [400, 413])
def test_other_refusals_are_final(status: int) -> None:
    assert sender.outcome_of(status) is Outcome.REFUSED
