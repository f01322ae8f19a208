"""The account looked after: the lock that comes by itself."""

import pytest

from tests.e2e import account_screens, screens
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

PASSPHRASE = "harbour lantern quiet kelp"


@pytest.mark.parametrize("language", ["fr"])
def test_the_lock_comes_by_itself_and_loses_no_typed_word(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    screen = new_phone("dana", server.origin, language).open()
    screen.page.clock.install()
    screen.page.reload()
    screens.first_run(screen)
    screen.go("settings")
    screen.says("settings.no_lock")
    account_screens.sign_up(screen, f"idle.{language}", PASSPHRASE)
    screen.go("settings")
    screen.find(screen.words("settings.lock_minutes", n=1), "radio").check()

    screen.go("notes/new")
    screen.title("capture.note_title")
    screen.fill("capture.note_label", "typed a moment before the lock")
    screen.page.clock.fast_forward(70_000)
    account_screens.unlock(screen, PASSPHRASE)
    screen.title_within(account_screens.ARGON2_PATIENCE_MS, "capture.note_edit_title")
    screen.holds("capture.note_label", "typed a moment before the lock")

    screen.go("calls/new")
    screen.title("calls.title")
    screen.fill("calls.service", "Saanich Police")
    screen.fill("calls.said", "an officer will call back")
    screen.page.clock.fast_forward(70_000)
    account_screens.unlock(screen, PASSPHRASE)
    screen.title_within(account_screens.ARGON2_PATIENCE_MS, "calls.title")
    screen.says("calls.draft")
    screen.holds("calls.said", "an officer will call back")
