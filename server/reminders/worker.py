"""The worker: again and again what is due goes out, what has ended is swept; SIGTERM lets it finish what is in hand."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

from flask import Flask

from server import logs
from server.config import Config
from server.keys import Keys
from server.reminders import acting, due, outbox
from server.reminders.messages import KeyNotListed, Message, Messages
from server.reminders.outbox import Claimed, Outcome, Settled
from server.reminders.sender import AT_ONCE, Sender
from server.schemas.wire import encode

SWEEP_EVERY_S = 60.0
TOGETHER = AT_ONCE
"""How many are taken, and settled, in one transaction."""
HELD = AT_ONCE + 2 * TOGETHER
"""Claimed at most: were each of them to time out, the last would still be tried before its lease ends."""


class Worker:
    """One worker process: so many deliveries in hand at once, none of them waiting for another."""

    def __init__(self, app: Flask, config: Config, keys: Keys, sweep: Callable[[], None] | None = None) -> None:
        self._app = app
        self._sweep = sweep
        self._swept_s = -SWEEP_EVERY_S
        self._config = config
        self._pepper = keys.pepper
        self._messages = Messages(keys, config.push_contact)
        self._stopping = asyncio.Event()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._enough = asyncio.Event()
        self._in_hand: set[asyncio.Task[None]] = set()
        self._done: list[Settled] = []

    def stop(self) -> None:
        """Lets what is in hand finish, then ends."""
        self._stopping.set()

    async def run(self, *, once: bool) -> None:
        """Works until stopped, or until nothing is due."""
        asyncio.get_running_loop().set_exception_handler(logs.loop_failure)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        sender = Sender(self._config.push_allowed_origins)
        try:
            while not self._stopping.is_set():
                more = await self._safe_turn(sender)
                if once and not more and not self._in_hand and not self._done:
                    break
                await self._pause(0 if more else self._config.worker_poll_seconds)
            await self._drain()
        finally:
            await sender.close()

    async def _pause(self, seconds: float) -> None:
        """Until enough is done to be settled together, or all in hand is, or for so long, or until stopped."""
        if not seconds and len(self._in_hand) + TOGETHER <= HELD:
            return
        waiting = [asyncio.ensure_future(event.wait()) for event in (self._stopping, self._enough)]
        poll = seconds or self._config.worker_poll_seconds
        await asyncio.wait(waiting, timeout=poll, return_when=asyncio.FIRST_COMPLETED)
        for one in waiting:
            one.cancel()

    async def _safe_turn(self, sender: Sender) -> bool:
        try:
            more = await self._turn(sender)
            await self._sweep_at_times()
        except Exception as error:  # noqa: BLE001  the outermost handler: the next turn comes
            logs.failure("worker_round", error)
            await asyncio.sleep(self._config.worker_poll_seconds)
            return False
        return more

    async def _sweep_at_times(self) -> None:
        if self._sweep is None or time.monotonic() - self._swept_s < SWEEP_EVERY_S:
            return
        try:
            await asyncio.to_thread(self._in_context, self._sweep)
        except OSError as error:
            logs.failure("worker_disk", error)
        self._swept_s = time.monotonic()

    def _in_context(self, work: Callable[[], None]) -> None:
        with self._app.app_context():
            work()

    async def round(self, sender: Sender) -> None:
        """Sends what is due, to the end."""
        await self._turn(sender)
        await self._drain()

    async def _turn(self, sender: Sender) -> bool:
        """Settles what is done, takes as much as there is room for; whether there may be more."""
        free = HELD - len(self._in_hand)
        settled = self._handed_in()
        count, claimed = await asyncio.to_thread(self._exchanged, settled, free)
        if count:
            logs.event("reminders_due", count=count)
        for delivery in claimed:
            task = asyncio.create_task(self._tried(sender, delivery))
            self._in_hand.add(task)
            task.add_done_callback(self._let_go)
        return count == due.BATCH or len(claimed) == free

    def _handed_in(self) -> list[Settled]:
        self._enough.clear()
        settled, self._done = self._done, []
        return settled

    def _exchanged(self, settled: list[Settled], free: int) -> tuple[int, list[Claimed]]:
        with self._app.app_context():
            self._settle(settled)
            claimed = outbox.claim(free)
            if len(claimed) == free:
                return 0, claimed
            count = due.fan_out()
            return count, claimed + outbox.claim(free - len(claimed)) if count else claimed

    def _settle(self, settled: list[Settled]) -> None:
        if not settled:
            return
        try:
            outbox.settle(settled)
        except Exception as error:  # noqa: BLE001  their leases end, then they come again
            logs.failure("push_unsettled", error)
        for outcome, count in Counter(one.outcome for one in settled).items():
            told = logs.alarm if outcome is Outcome.UNRECOGNISED else logs.event
            told(f"push_{outcome.value}", count=count)

    async def _drain(self) -> None:
        if self._in_hand:
            await asyncio.wait(self._in_hand)
        await asyncio.to_thread(self._in_context, partial(self._settle, self._handed_in()))

    async def _tried(self, sender: Sender, delivery: Claimed) -> None:
        async with self._turns:
            outcome, wait_ms = await self._outcome(sender, delivery)
        self._done.append(Settled(delivery, outcome, wait_ms))

    def _let_go(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        if len(self._done) >= TOGETHER or not self._in_hand:
            self._enough.set()

    async def _outcome(self, sender: Sender, delivery: Claimed) -> tuple[Outcome, int]:
        if self._stopping.is_set():
            return Outcome.POSTPONED, 0
        try:
            return await sender.post(self._message(delivery))
        except KeyNotListed:
            return Outcome.UNRECOGNISED, 0
        except Exception as error:  # noqa: BLE001  one delivery never ends the round
            logs.failure("push_failed", error)
            return Outcome.REFUSED, 0

    def _message(self, delivery: Claimed) -> Message:
        topic_of = delivery.reminder_id or ""
        return self._messages.build(
            self._payload(delivery), topic_of, delivery.endpoint, delivery.p256dh, delivery.auth, delivery.vapid_key
        )

    def _payload(self, claimed: Claimed) -> dict[str, object]:
        if claimed.reminder_id is None:
            return {"v": 1, "t": "test"}
        token = encode(acting.token_of(claimed.id, self._pepper))
        return {"v": 1, "t": "due", "id": claimed.reminder_id, "rev": claimed.rev, "act_token": token}
