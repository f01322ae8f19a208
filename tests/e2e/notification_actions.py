"""Chromium's service worker as the system drives it: pushes delivered, buttons of a notification pressed."""

import json
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Worker

from tests.e2e.chromium import Chromium

PATIENCE_S = 20
SHOWN = """registration.getNotifications().then((all) => all.map(({ title, tag, actions }) =>
  ({ title, tag, actions: actions.map(({ title }) => title) })))"""
PRESS = """async (action) => {
  const [notification] = await registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification, action });
  // Only the system's own events may extend a worker's life.
  let work = Promise.resolve();
  Object.defineProperty(event, "waitUntil", { value: (promise) => (work = promise) });
  self.dispatchEvent(event);
  await work;
}"""
WATCH_BADGE = """() => {
  self.badges = [];
  self.navigator.setAppBadge = async (count) => void self.badges.push(count);
  self.navigator.clearAppBadge = async () => void self.badges.push(0);
}"""


class ServiceWorker:
    """The app's one worker, by DevTools; the page it was found from may be left."""

    def __init__(self, phone: Chromium) -> None:
        self._phone = phone
        self._devtools = phone.context.new_cdp_session(phone.page)
        self._registration = ""
        self._devtools.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._devtools.send("ServiceWorker.enable")
        self._until(lambda: self._registration and phone.context.service_workers, "no service worker")
        self._worker.evaluate(WATCH_BADGE)
        # A profile's first notification is missing from getNotifications() unless that was asked once before.
        self.shown()

    @property
    def _worker(self) -> Worker:
        return self._phone.context.service_workers[-1]

    def _note(self, event: dict[str, Any]) -> None:
        for registration in event["registrations"]:
            self._registration = registration["registrationId"]

    def _until(self, condition: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, (
                f"{what} within {PATIENCE_S} s; shown: {self._registration and (self.shown(), self.badges)}"
            )
            self._phone.page.wait_for_timeout(50)

    def _send(self, method: str, **more: object) -> None:
        where = {"origin": self._phone.origin, "registrationId": self._registration}
        self._devtools.send(f"ServiceWorker.{method}", {**where, **more})

    def deliver(self, payload: bytes, count: int = 1) -> list[dict[str, Any]]:
        """A push arrives; what is on the screen once so many notifications are."""
        self._send("deliverPushMessage", data=payload.decode())
        self._until(lambda: len(self.shown()) == count, f"never {count} notifications")
        return self.shown()

    def shown(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._worker.evaluate(SHOWN)
        return found

    def cleared(self) -> None:
        """Waits until nothing is shown and the icon wears no number."""
        self._until(lambda: self.shown() == [] and self.badges[-1:] == [0], "never cleared")

    def press(self, action: str) -> None:
        """A button of the notification on the screen; back once the worker has done what it does."""
        self._worker.evaluate(PRESS, action)

    def reaches_server(self) -> bool:
        return bool(self._worker.evaluate("fetch('/healthz').then(() => true, () => false)"))

    @property
    def badges(self) -> list[int]:
        found: list[int] = json.loads(self._worker.evaluate("JSON.stringify(self.badges)"))
        return found
