"""A new VAPID key and a real Firefox: reached under the former key until it opens, and under the new one after."""

from pathlib import Path

from playwright.sync_api import Playwright

from server import p256
from tests.e2e.chromium import LOCALES, Chromium
from tests.e2e.evening import Evening, back_up_a_followup
from tests.e2e.firefox import Firefox
from tests.e2e.firefox_screen import FirefoxScreen
from tests.e2e.push_service import PushService, running_push_service
from tests.e2e.running_server import free_ports, running_server
from tests.e2e.test_reminder import LOGIN, PASSPHRASE, sign_in
from tests.e2e.test_reminder_subscriptions import (
    TEST_PUSH,
    comes_while_the_browser_is_closed,
    endpoints,
    shown,
    until,
)
from tests.e2e.words import Words


def key_used(service: PushService) -> str:
    """The public key of the last push that arrived."""
    return service.deliveries[-1].headers["Authorization"].rpartition("k=")[2]


def with_new_key(former: Path) -> str:
    """As docs/operations.md says: the new key before the one of now, in one file."""
    return p256.private_key_pem().decode() + former.read_text("ascii")


def test_a_phone_moves_to_the_new_key_when_it_opens_and_misses_nothing_until_then(
    playwright: Playwright, tmp_path: Path
) -> None:
    evening, words = Evening(), Words("en")
    pushes, port = free_ports(2)
    key = tmp_path / "instance" / "keys" / "vapid_private_key.pem"
    with running_push_service(pushes) as service:
        settings = {"PUSH_ALLOWED_ORIGINS": service.origin}
        push_url = service.origin.replace("http:", "ws:") + "/"
        phone = Chromium(playwright, tmp_path / "phone", f"http://localhost:{port}")
        with (
            running_server(tmp_path, settings, port) as server,
            Firefox(tmp_path / "firefox", push_url, LOCALES["en"], system_access=True) as firefox,
        ):
            screen = phone.open()
            followup = back_up_a_followup(screen, evening, LOGIN, PASSPHRASE)
            firefox.goto(server.origin)
            sign_in(tablet := FirefoxScreen(firefox, words))
            tablet.go("followups")
            tablet.tap("followups.push.turn_on")
            tablet.says("followups.push.on")
            tablet.tap("followups.push.test")
            shown(firefox, words("sw.test"))
            former, (first,) = key_used(service), endpoints(server)

        key.write_text(with_new_key(key), "ascii")
        with running_server(tmp_path, settings, port) as server:
            comes_while_the_browser_is_closed(screen, followup, service)
            assert key_used(service) == former
            with Firefox(tmp_path / "firefox", push_url, LOCALES["en"], system_access=True) as firefox:
                shown(firefox, words("sw.reminder"))
                firefox.goto(server.origin)
                until(lambda: endpoints(server) not in ([], [first]), "the page did not subscribe under the new key")
                assert firefox.evaluate(TEST_PUSH) == 202
                shown(firefox, words("sw.test"))
                assert key_used(service) not in (former, "")
        phone.close()
