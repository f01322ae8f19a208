"""The worker: again and again what is due goes out, what has ended is swept; SIGTERM lets it finish what is in hand."""

import asyncio
import signal
import time
from collections.abc import Callable

from flask import Flask

from server import logs
from server.config import Config
from server.keys import Keys
from server.reminders import acting, due, outbox
from server.reminders.messages import Message, Messages
from server.reminders.outbox import Claimed, Outcome, Settled
from server.reminders.sender import AT_ONCE, Sender
from server.schemas.wire import encode

SWEEP_EVERY_S = 60.0
_GATHER_S = 0.005


class Worker:
    """One worker process: so many deliveries in hand at once, none of them waiting for another."""

    def __init__(self, app: Flask, config: Config, keys: Keys, sweep: Callable[[], None] | None = None) -> None:
        self._app = app
        self._sweep = sweep
        self._swept_s = -SWEEP_EVERY_S
        self._config = config
        self._messages = Messages(keys, config.push_contact)
        self._stopping = asyncio.Event()
        self._in_hand: set[asyncio.Task[Settled]] = set()

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
                if once and not more and not self._in_hand:
                    break
                await self._pause(0 if more else self._config.worker_poll_seconds)
            await self._drain()
        finally:
            await sender.close()

    async def _pause(self, seconds: float) -> None:
        """Until something in hand is done, or for so long, or until stopped: whichever is first."""
        if len(self._in_hand) < AT_ONCE and not seconds:
            return
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({stopped, *self._in_hand}, timeout=seconds or None, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.sleep(_GATHER_S if self._in_hand else 0)
        finally:
            stopped.cancel()

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
        await self._settle_done()
        free = AT_ONCE - len(self._in_hand)
        count, claimed = await asyncio.to_thread(self._taken, free)
        if count:
            logs.event("reminders_due", count=count)
        for delivery in claimed:
            self._in_hand.add(asyncio.create_task(self._tried(sender, delivery)))
        return count == due.BATCH or len(claimed) == free

    def _taken(self, free: int) -> tuple[int, list[Claimed]]:
        with self._app.app_context():
            return due.fan_out(), outbox.claim(free) if free else []

    async def _drain(self) -> None:
        if self._in_hand:
            await asyncio.wait(self._in_hand)
        await self._settle_done()

    async def _settle_done(self) -> None:
        done = {task for task in self._in_hand if task.done()}
        if not done:
            return
        self._in_hand -= done
        settled = [task.result() for task in done]
        try:
            await asyncio.to_thread(self._in_context, lambda: outbox.settle(settled))
        except Exception as error:  # noqa: BLE001  their leases end, then they come again
            logs.failure("push_unsettled", error)
        for one in settled:
            told = logs.alarm if one.outcome is Outcome.UNRECOGNISED else logs.event
            told(f"push_{one.outcome.value}", attempt=one.claimed.attempts + 1)

    async def _tried(self, sender: Sender, delivery: Claimed) -> Settled:
        try:
            outcome, wait_ms = await sender.post(self._message(delivery))
        except Exception as error:  # noqa: BLE001  one delivery never ends the round
            logs.failure("push_failed", error)
            outcome, wait_ms = Outcome.REFUSED, 0
        return Settled(delivery, outcome, wait_ms)

    def _message(self, delivery: Claimed) -> Message:
        topic_of = delivery.reminder_id or ""
        return self._messages.build(
            self._payload(delivery), topic_of, delivery.endpoint, delivery.p256dh, delivery.auth
        )

    def _payload(self, claimed: Claimed) -> dict[str, object]:
        if claimed.reminder_id is None:
            return {"v": 1, "t": "test"}
        with self._app.app_context():
            token = encode(acting.token_of(claimed.id))
        return {"v": 1, "t": "due", "id": claimed.reminder_id, "rev": claimed.rev, "act_token": token}
