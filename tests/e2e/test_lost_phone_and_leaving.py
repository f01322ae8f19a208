"""A lost phone is removed by the other one; an account is left for good."""

from pathlib import Path

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


@pytest.mark.parametrize("language", ["en"])
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


NEW_PASSPHRASE = "salt marsh paper bell"


def test_a_passphrase_changed_on_one_phone_is_the_passphrase_of_the_other(
    server: RunningServer, new_phone: PhoneMaker
) -> None:
    dana = new_phone("dana", server.origin).open()
    screens.first_run(dana)
    screens.write_note(dana, "written before")
    account_screens.sign_up(dana, "changes.it", PASSPHRASE)
    account_screens.wait_until_backed_up(dana)
    tablet_phone = new_phone("dana-tablet", server.origin)
    tablet = tablet_phone.open()
    account_screens.sign_in(tablet, "changes.it", PASSPHRASE)

    tablet.go("account/passphrase")
    tablet.title("accounts.change_passphrase")
    tablet.fill("accounts.secret_now", PASSPHRASE)
    tablet.fill("accounts.passphrase_new", NEW_PASSPHRASE)
    tablet.fill("accounts.passphrase_again", NEW_PASSPHRASE)
    tablet.tap("accounts.change_passphrase")
    tablet.title_within(account_screens.ARGON2_PATIENCE_MS, "accounts.passphrase_changed")

    screens.write_note(dana, "written by the phone that has to hear of it")
    dana.go("account")
    dana.tap("accounts.lock_now")
    account_screens.unlock(dana, NEW_PASSPHRASE)
    dana.title_within(account_screens.ARGON2_PATIENCE_MS, "accounts.title")
    account_screens.wait_until_backed_up(dana)
    third = new_phone("dana-third", server.origin).open()
    account_screens.try_to_sign_in(third, "changes.it", PASSPHRASE)
    third.says("accounts.failed.refused")
    account_screens.sign_in(third, "changes.it", NEW_PASSPHRASE)
    third.go("record")
    third.reads("written by the phone that has to hear of it")


@pytest.mark.parametrize("language", ["fr"])
def test_signing_out_waits_until_nothing_is_only_here_and_offers_a_copy(
    server: RunningServer, new_phone: PhoneMaker, language: str, tmp_path: Path
) -> None:
    phone = new_phone("noor", server.origin, language)
    screen = phone.open()
    phone.controlled()
    screens.first_run(screen)
    screens.write_note(screen, "backed up already")
    login = f"signs.out.{language}"
    account_screens.sign_up(screen, login, PASSPHRASE)
    account_screens.wait_until_backed_up(screen)
    phone.context.set_offline(True)
    screens.write_note(screen, "only here for now")
    screen.go("account/sign-out")
    screen.title("accounts.leave.sign_out")
    screen.tap("accounts.leave.sign_out")
    screen.find(screen.words("accounts.leave.save_copy"), "link").wait_for()
    screen.follow("accounts.leave.save_copy")
    assert screens.save_copy(screen, "seven dull green lamps", tmp_path).stat().st_size > 0
    screen.go("record")
    screen.reads("only here for now")

    phone.context.set_offline(False)
    account_screens.wait_until_backed_up(screen)
    screen.go("account/sign-out")
    screen.tap("accounts.leave.sign_out")
    screen.title_within(account_screens.ARGON2_PATIENCE_MS, "today.title")
    screen.go("record")
    screen.says("record.empty")
    account_screens.sign_in(screen, login, PASSPHRASE)
    screen.go("record")
    screen.reads("only here for now")


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
