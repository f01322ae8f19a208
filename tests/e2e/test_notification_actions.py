"""Done and Tomorrow on the notification, the app closed and locked: sent at once, or offline at the next opening."""

import sqlite3
import time
from contextlib import closing
from datetime import datetime, timedelta

from server.reminders.rules import zone_of
from tests.e2e import account_screens
from tests.e2e.chromium import TIME_ZONE
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker, ServerMaker
from tests.e2e.evening import Evening, back_up_a_followup
from tests.e2e.notification_actions import ServiceWorker
from tests.e2e.running_server import RunningServer
from tests.reference.webpush import Subscription
from tests.server.reminders.receiver import Receiver, receiving

LOGIN, PASSPHRASE = "dana.answers", "harbour lantern quiet kelp"
PATIENCE_S = 20
ZONE = zone_of(TIME_ZONE)
"""By the rules that server and browser know; this machine's may be older."""
SUBSCRIBE = """async (body) => {
  const { csrf } = await (await fetch("/v1/hello")).json();
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  return (await fetch("/v1/push", { method: "POST", headers, body: JSON.stringify(body) })).status;
}"""


def pushed(receiver: Receiver, subscription: Subscription, count: int) -> bytes:
    deadline = time.monotonic() + PATIENCE_S
    while len(receiver.got) < count:
        assert time.monotonic() < deadline, "no push came"
        time.sleep(0.1)
    return subscription.open(receiver.got[-1][2])


def asked_again(server: RunningServer) -> datetime | None:
    """When the server will knock next about the one reminder."""
    with closing(sqlite3.connect(server.folder / "instance" / "holdfast.db")) as database:
        (next_ms,) = database.execute("SELECT next_ms FROM reminders").fetchone()
    return None if next_ms is None else datetime.fromtimestamp(next_ms / 1000, ZONE)


def wait_until_asked(server: RunningServer, wanted: datetime | None) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while asked_again(server) != wanted:
        assert time.monotonic() < deadline, f"asked again {asked_again(server)}"
        time.sleep(0.1)


def unlock(screen: ChromiumScreen) -> None:
    screen.fill("accounts.unlock_label", PASSPHRASE)
    screen.tap("accounts.unlock")


def test_the_buttons_of_a_notification_work_with_the_app_closed(new_phone: PhoneMaker, new_server: ServerMaker) -> None:
    evening = Evening()
    with receiving() as receiver:
        server, _recording = new_server({"PUSH_ALLOWED_ORIGINS": receiver.origin})
        phone = new_phone("dana", server.origin)
        screen = phone.open()
        phone.controlled()
        followup = back_up_a_followup(screen, evening, LOGIN, PASSPHRASE)
        # No push service of a browser maker can be reached from here: the real push is taken and handed in by DevTools.
        subscription = Subscription(f"{receiver.origin}/wpush/dana")
        assert screen.page.evaluate(SUBSCRIBE, subscription.body()) == 201
        worker = ServiceWorker(phone)

        due = datetime.now(ZONE).replace(second=0, microsecond=0) - timedelta(hours=2)
        screen.go(followup)
        account_screens.change_due(screen, due)
        push = pushed(receiver, subscription, 1)
        screen.page.goto("about:blank")
        words = phone.words
        wanted = {"title": words("sw.reminder"), "actions": [words("sw.done"), words("sw.tomorrow")]}
        assert worker.deliver(push) == [wanted | {"tag": followup.split("/")[1]}]
        assert len(worker.deliver(push)) == 1
        worker.press("tomorrow")
        tomorrow = (datetime.now(ZONE) + timedelta(days=1)).replace(
            hour=due.hour, minute=due.minute, second=0, microsecond=0
        )
        wait_until_asked(server, tomorrow)
        worker.cleared()
        assert 1 in worker.badges

        screen.page.goto(f"{server.origin}/#/{followup}")
        unlock(screen)
        screen.title("followups.detail_title")
        screen.reads(words("followups.change"))
        screen.page.get_by_text(tomorrow.strftime("%-I:%M")).first.wait_for()
        account_screens.change_due(screen, due)
        push = pushed(receiver, subscription, 2)

        screen.page.goto("about:blank")
        worker.deliver(push)
        phone.context.set_offline(True)
        assert not worker.reaches_server()
        worker.press("done")
        assert asked_again(server) is not None
        phone.context.set_offline(False)
        # The next opening sends it, before any key is there; it is sealed once there is one.
        screen.page.goto(f"{server.origin}/#/{followup}")
        wait_until_asked(server, None)
        screen.title("accounts.locked_title")
        unlock(screen)
        screen.says("followups.is_done")
        screen.find(words("followups.open_again")).wait_for()
        phone.close()
