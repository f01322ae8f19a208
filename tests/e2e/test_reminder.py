"""The reminder: due, sent by the real worker as a real web push, shown in neutral words, and opened by a tap."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.e2e import account_screens, firefox_notifications
from tests.e2e.canary import hits, hits_in_folder
from tests.e2e.chromium import LOCALES, TIME_ZONE
from tests.e2e.conftest import PhoneMaker, ServerMaker
from tests.e2e.evening import Evening, back_up_a_followup
from tests.e2e.firefox import Firefox
from tests.e2e.firefox_screen import FirefoxScreen
from tests.e2e.push_service import PushService, running_push_service
from tests.e2e.running_server import RunningServer, free_ports
from tests.e2e.words import Words

LOGIN, PASSPHRASE = "dana.reminded", "harbour lantern quiet kelp"
DUE_AND_DELIVERED_S = 100


@pytest.fixture
def push_service() -> Iterator[PushService]:
    with running_push_service(free_ports(1)[0]) as service:
        yield service


@pytest.fixture
def reminding_server(new_server: ServerMaker, push_service: PushService) -> RunningServer:
    return new_server({"PUSH_ALLOWED_ORIGINS": push_service.origin})[0]


def due_time(language: str) -> datetime:
    """English waits for a minute that comes; French, to spend no second minute, gives one that has passed."""
    ahead = 1 if language == "en" else -1
    return (datetime.now(ZoneInfo(TIME_ZONE)) + timedelta(minutes=ahead)).replace(second=0, microsecond=0)


def sign_in(screen: FirefoxScreen) -> None:
    screen.title("first_run.danger_title")
    screen.go("account/sign-in")
    screen.fill("accounts.login", LOGIN)
    screen.fill("accounts.passphrase", PASSPHRASE)
    screen.tap("accounts.sign_in")
    screen.title("today.title")


def test_a_due_followup_knocks_neutrally_and_opens_with_its_number(
    reminding_server: RunningServer, push_service: PushService, new_phone: PhoneMaker, language: str, tmp_path: Path
) -> None:
    evening = Evening()
    words = Words(language)
    phone = new_phone("dana", reminding_server.origin, language).open()
    followup = back_up_a_followup(phone, evening, LOGIN, PASSPHRASE)

    push_url = push_service.origin.replace("http:", "ws:") + "/"
    with Firefox(tmp_path / "firefox", push_url, LOCALES[language], system_access=True) as firefox:
        firefox.goto(reminding_server.origin)
        screen = FirefoxScreen(firefox, words)
        sign_in(screen)
        screen.go("followups")
        screen.reads(evening.call.file_number)
        screen.tap("followups.push.turn_on")
        screen.says("followups.push.on")
        firefox.goto("about:blank")

        phone.go(followup)
        account_screens.change_due(phone, due_time(language))
        alert = firefox_notifications.wait_for_alert(firefox, DUE_AND_DELIVERED_S)
        assert alert.title == words("sw.reminder")
        assert alert.text == ""
        assert [delivery.status for delivery in push_service.deliveries] == [201]
        secrets = [evening.call.file_number, evening.call.service, evening.ask, LOGIN]
        assert hits(secrets, push_service.deliveries[0].body + repr(push_service.deliveries[0].headers).encode()) == []
        assert hits_in_folder([word for word in secrets if word != LOGIN], reminding_server.folder) == {}

        firefox_notifications.tap(firefox, alert)
        firefox.switch_to(reminding_server.origin)
        screen.title("accounts.locked_title")
        assert firefox.evaluate("location.hash") == f"#/{followup}"
        screen.go(followup.replace("followups", "task"))
        screen.title("sw.reminder")
        screen.tap("followups.tomorrow")
        screen.says("followups.said_tomorrow")
        screen.tap("ui.undo")
        screen.says("followups.done_action")
        assert hits(secrets, firefox.evaluate("document.body.innerText").encode()) == []
        screen.tap("followups.task.show", "link")
        screen.fill("accounts.unlock_label", PASSPHRASE)
        screen.tap("accounts.unlock")
        screen.title("followups.detail_title")
        for text in (evening.call.file_number, evening.ask, evening.call.said):
            screen.reads(text)
        assert firefox.evaluate("location.hash") == f"#/{followup}"
