"""A lost phone is removed by the other one; an account is left for good."""

import pytest

from tests.e2e import account_screens, screens
from tests.e2e.chromium_screen import ChromiumScreen, one_spaced
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

PASSPHRASE = "harbour lantern quiet kelp"


def prove(screen: ChromiumScreen, action: str) -> None:
    """The passphrase in the form whose button is `action`."""
    form = screen.page.locator("form").filter(has=screen.find(screen.words(action), "button"))
    form.get_by_label(one_spaced(screen.words("accounts.secret_now")), exact=True).fill(PASSPHRASE)
    screen.tap(action)


def test_a_lost_phone_is_removed_told_and_reads_nothing_new(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    lost = new_phone("lost", server.origin, language).open()
    screens.first_run(lost)
    account_screens.sign_up(lost, f"lost.{language}", PASSPHRASE)
    screens.write_note(lost, "written before the phone was lost")
    account_screens.wait_until_backed_up(lost)
    dana = new_phone("dana", server.origin, language).open()
    screens.first_run(dana)
    account_screens.sign_in(dana, f"lost.{language}", PASSPHRASE)

    dana.go("account/devices")
    dana.says("accounts.devices.here")
    remove = one_spaced(dana.words("accounts.devices.remove"))
    dana.page.get_by_role("main").get_by_text(remove, exact=True).tap()
    dana.says("accounts.devices.means.reads_nothing")
    dana.page.get_by_role("dialog").get_by_role("button", name=remove, exact=True).tap()
    dana.says("accounts.devices.removed")

    lost.page.reload()
    lost.fill("accounts.unlock_label", PASSPHRASE)
    lost.tap("accounts.unlock")
    lost.go("account")
    lost.title("accounts.title")
    lost.fill("accounts.secret_now", PASSPHRASE)
    lost.tap("accounts.sign_in_again")
    lost.says("accounts.keys_failed.revoked")


@pytest.mark.parametrize("language", ["en"])
def test_an_account_deleted_at_once_is_found_by_nobody(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    screen = new_phone("dana", server.origin, language).open()
    screens.first_run(screen)
    account_screens.sign_up(screen, "leaves.at.once", PASSPHRASE)
    screens.write_note(screen, "to be deleted")
    account_screens.wait_until_backed_up(screen)
    screen.go("account/delete")
    screen.title("accounts.leave.delete")
    prove(screen, "accounts.leave.at_once")
    screen.title_within(account_screens.ARGON2_PATIENCE_MS, "today.title")
    account_screens.try_to_sign_in(screen, "leaves.at.once", PASSPHRASE)
    screen.says("accounts.failed.refused")
