"""The worker: again and again what is due goes out, what has ended is swept; SIGTERM lets it finish what is in hand."""

import asyncio
import signal
import time
from collections.abc import Callable

from flask import Flask

from server import logs
from server.config import Config
from server.keys import Keys
from server.reminders import outbox, service
from server.reminders.messages import Message, Messages
from server.reminders.outbox import Claimed, Outcome
from server.reminders.sender import Sender

_BATCH = 100
SWEEP_EVERY_S = 60.0


def _payload(claimed: Claimed) -> dict[str, object]:
    if claimed.reminder_id is None:
        return {"v": 1, "t": "test"}
    return {"v": 1, "t": "due", "id": claimed.reminder_id, "rev": claimed.rev}


class Worker:
    """One worker process."""

    def __init__(self, app: Flask, config: Config, keys: Keys, sweep: Callable[[], None] | None = None) -> None:
        self._app = app
        self._sweep = sweep
        self._swept_s = -SWEEP_EVERY_S
        self._config = config
        self._messages = Messages(keys, config.push_contact)
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Lets the round at hand finish, then ends."""
        self._stopping.set()

    async def run(self, *, once: bool) -> None:
        """Works until stopped, or for one round."""
        asyncio.get_running_loop().set_exception_handler(logs.loop_failure)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self.stop)
        sender = Sender(self._config.push_allowed_origins)
        try:
            while not self._stopping.is_set():
                busy = await self._safe_round(sender)
                if once:
                    break
                if not busy:
                    await self._pause()
        finally:
            await sender.close()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), self._config.worker_poll_seconds)
        except TimeoutError:
            return

    async def _safe_round(self, sender: Sender) -> bool:
        try:
            busy = await self.round(sender)
            await self._sweep_at_times()
        except Exception as error:  # noqa: BLE001  the outermost handler: the next round comes
            logs.failure("worker_round", error)
            return False
        return busy

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

    async def round(self, sender: Sender) -> bool:
        """Sends what is due; whether there may be more."""
        with self._app.app_context():
            due = service.fan_out()
        with self._app.app_context():
            claimed = outbox.claim(_BATCH)
        if due:
            logs.event("reminders_due", count=due)
        await asyncio.gather(*(self._settled(sender, delivery) for delivery in claimed))
        return len(claimed) == _BATCH

    async def _settled(self, sender: Sender, delivery: Claimed) -> None:
        try:
            outcome, retry_after = await sender.post(self._message(delivery))
        except Exception as error:  # noqa: BLE001  one delivery never ends the round
            logs.failure("push_failed", error)
            outcome, retry_after = Outcome.REFUSED, None
        try:
            with self._app.app_context():
                outbox.settle(delivery, outcome, retry_after)
        except Exception as error:  # noqa: BLE001  its lease ends, then it comes again
            logs.failure("push_unsettled", error)
        told = logs.alarm if outcome is Outcome.UNRECOGNISED else logs.event
        told(f"push_{outcome.value}", attempt=delivery.attempts + 1)

    def _message(self, delivery: Claimed) -> Message:
        topic_of = delivery.reminder_id or ""
        return self._messages.build(_payload(delivery), topic_of, delivery.endpoint, delivery.p256dh, delivery.auth)
