"""A worker's lease outlasts its slowest sending; where clocks disagree, what two workers send is one push."""

import asyncio

import pytest
from flask import Flask

from server.keys import Keys
from server.reminders import due, outbox
from server.reminders.messages import Message
from server.reminders.outbox import Claimed, Outcome
from server.reminders.sender import _TIMEOUT, AT_ONCE, Sender
from server.reminders.worker import HELD, Worker
from tests.phone import Phone
from tests.reference.webpush import Subscription
from tests.server.reminders.conftest import Now, Work, config_of
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_killed_workers import set_due
from tests.server.reminders.test_pushes import payloads, remind


def test_nobody_takes_what_a_worker_holds_though_every_sending_takes_its_whole_time(
    app: Flask, subscribed: Subscription, now: Now, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as it takes in hand, in turns of as many as it sends at once."""
    in_hand: list[asyncio.Future[tuple[Outcome, int]]] = []
    taken_by_another: list[Claimed] = []
    turns = 0

    async def slowest(_self: Sender, _message: Message) -> tuple[Outcome, int]:
        nonlocal turns
        in_hand.append(asyncio.get_running_loop().create_future())
        mine = in_hand[-1]
        if len(in_hand) == AT_ONCE:
            now.pass_s(_TIMEOUT.total or 0)
            with app.app_context():
                taken_by_another.extend(outbox.claim(HELD))
            for one in in_hand:
                one.set_result((Outcome.RETRY, 0))
            in_hand.clear()
            turns += 1
        return await mine

    monkeypatch.setattr(Sender, "post", slowest)
    set_due(app, [f"{n:032x}" for n in range(HELD)])
    work()
    assert (turns, taken_by_another) == (HELD // AT_ONCE, [])


def test_a_worker_whose_clock_is_ten_minutes_behind_sends_with_another_what_a_device_shows_once(
    app: Flask, dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work, server_keys: Keys
) -> None:
    remind(dana, now.ms - 3_600_000)
    now.pass_s(-600)
    with app.app_context():
        due.fan_out()
        (held,) = outbox.claim(10)
    now.pass_s(600)
    work()
    assert len(receiver.got) == 1  # its lease had ended by every other clock

    async def behind() -> None:
        worker, sender = Worker(app, config_of(receiver.origin), server_keys), Sender((receiver.origin,))
        await worker._tried(sender, held)
        await worker._drain()
        await sender.close()

    asyncio.run(behind())
    first, second = (subscribed.open(body) for _, _, body in receiver.got)
    assert first == second
    assert len({headers["Topic"] for _, headers, _ in receiver.got}) == 1
    work()
    assert len(payloads(receiver, subscribed)) == 2
