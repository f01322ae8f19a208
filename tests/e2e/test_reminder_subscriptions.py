"""A phone's push subscription over its life, in Firefox: browser closed, rotated, ended behind its back, turned off."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.e2e import account_screens, firefox_notifications
from tests.e2e.chromium import LOCALES, TIME_ZONE
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.evening import Evening, back_up_a_followup
from tests.e2e.firefox import Firefox
from tests.e2e.firefox_screen import FirefoxScreen
from tests.e2e.push_service import PushService
from tests.e2e.running_server import RunningServer
from tests.e2e.test_reminder import LOGIN, PASSPHRASE, push_service, reminding_server, sign_in
from tests.e2e.words import Words

PATIENCE_S = 60
SILENCE_S = 4
TEST_PUSH = """(async () => {
  const { csrf } = await (await fetch("/v1/hello")).json();
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  return (await fetch("/v1/push/test", { method: "POST", headers, body: "{}" })).status;
})()"""
__all__ = ["push_service", "reminding_server"]


def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def endpoints(server: RunningServer) -> list[str]:
    """The subscriptions that the server would push to."""
    with closing(sqlite3.connect(server.folder / "instance" / "holdfast.db")) as database:
        return [endpoint for (endpoint,) in database.execute("SELECT endpoint FROM push_subscriptions")]


def shown(firefox: Firefox, title: str) -> None:
    """Waits for this notification, and puts it away."""
    alert = firefox_notifications.wait_for_alert(firefox, PATIENCE_S)
    assert alert.title == title
    firefox_notifications.dismiss(firefox, alert)


def test_reminders_come_after_a_closed_browser_a_new_subscription_and_an_ended_one_and_not_when_turned_off(
    reminding_server: RunningServer, push_service: PushService, new_phone: PhoneMaker, tmp_path: Path
) -> None:
    evening, words = Evening(), Words("en")
    phone = new_phone("dana", reminding_server.origin).open()
    followup = back_up_a_followup(phone, evening, LOGIN, PASSPHRASE)
    push_url = push_service.origin.replace("http:", "ws:") + "/"

    def browser() -> Firefox:
        return Firefox(tmp_path / "firefox", push_url, LOCALES["en"], system_access=True)

    with browser() as firefox:
        firefox.goto(reminding_server.origin)
        screen = FirefoxScreen(firefox, words)
        sign_in(screen)
        screen.go("followups")
        screen.tap("followups.push.turn_on")
        screen.says("followups.push.on")
        screen.tap("followups.push.test")
        shown(firefox, words("sw.test"))
    (first,) = endpoints(reminding_server)

    comes_while_the_browser_is_closed(phone, followup, push_service)
    with browser() as firefox:
        shown(firefox, words("sw.reminder"))
        is_rotated(reminding_server, push_service, first)
        (second,) = endpoints(reminding_server)
        firefox.goto(reminding_server.origin)
        assert firefox.evaluate(TEST_PUSH) == 202
        shown(firefox, words("sw.test"))

        ends_behind_its_back(firefox, reminding_server, push_service)
        firefox.goto("about:blank")
        firefox.goto(reminding_server.origin)
        until(lambda: bool(endpoints(reminding_server)), "the page did not repair the subscription")
        assert endpoints(reminding_server) != [second]
        assert firefox.evaluate(TEST_PUSH) == 202
        shown(firefox, words("sw.test"))

        turned_off(FirefoxScreen(firefox, words), reminding_server)
        before = len(push_service.deliveries)
        phone.go(followup)
        account_screens.change_due(phone, an_hour_ago(2))
        time.sleep(SILENCE_S)
        assert len(push_service.deliveries) == before
        assert firefox_notifications.alerts(firefox) == []


def an_hour_ago(hours: int = 1) -> datetime:
    return datetime.now(ZoneInfo(TIME_ZONE)) - timedelta(hours=hours)


def comes_while_the_browser_is_closed(phone: ChromiumScreen, followup: str, push_service: PushService) -> None:
    before = len(push_service.deliveries)
    phone.go(followup)
    account_screens.change_due(phone, an_hour_ago())
    until(lambda: len(push_service.deliveries) > before, "the worker never pushed")
    assert push_service.deliveries[-1].status == 201


def is_rotated(server: RunningServer, push_service: PushService, before: str) -> None:
    """The push service knows the browser no more: it tells the closed app, which registers anew by itself."""
    push_service.forget_browsers()
    until(lambda: endpoints(server) not in ([], [before]), "the service worker did not renew the subscription")


def ends_behind_its_back(firefox: Firefox, server: RunningServer, push_service: PushService) -> None:
    """The push service ends the subscription and tells the sender only."""
    push_service.end_all()
    assert firefox.evaluate(TEST_PUSH) == 202
    until(lambda: endpoints(server) == [], "410 did not end the subscription at the server")
    assert push_service.deliveries[-1].status == 410


def turned_off(screen: FirefoxScreen, server: RunningServer) -> None:
    screen.title("accounts.locked_title")
    screen.fill("accounts.unlock_label", PASSPHRASE)
    screen.tap("accounts.unlock")
    screen.title("today.title")
    screen.go("followups")
    screen.tap("followups.push.turn_off")
    screen.says("followups.push.turn_on")
    until(lambda: endpoints(server) == [], "the server still has a subscription")
