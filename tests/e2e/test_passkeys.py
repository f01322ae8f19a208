"""A passkey opens the record offline and on another phone, and stands in for a passphrase; its PRF stays at home."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e import account_screens, passkeys, screens
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker, ServerMaker
from tests.e2e.passkeys import VirtualPasskeys, spellings
from tests.e2e.running_server import ROOT, RunningServer

PASSPHRASE = "harbour lantern quiet kelp"
NOTE = "he asked for more on Tuesday"


def lock(screen: ChromiumScreen) -> None:
    screen.go("account")
    screen.tap("accounts.lock_now")
    screen.title("accounts.locked_title")


def opened_by_passkey(screen: ChromiumScreen, note: str) -> None:
    screen.tap("passkeys.open")
    screen.go("record")
    screen.title("record.title")
    screen.reads(note)


def invitation(instance: Path) -> str:
    """What the operator prints and hands over."""
    command = [sys.executable, "-m", "server.cli", "invite"]
    told = subprocess.run(
        command, env={"INSTANCE": str(instance)}, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


def test_a_passkey_opens_offline_and_on_another_phone(
    new_phone: PhoneMaker, new_server: ServerMaker, tmp_path: Path
) -> None:
    """On a server for some people only."""
    server, sent = new_server({"INVITE_ONLY": "1"})
    origin = server.origin
    phone = new_phone("dana", origin)
    screen = phone.open()
    virtual = VirtualPasskeys(screen.page)
    phone.controlled()
    screens.first_run(screen)
    screens.write_note(screen, NOTE)
    account_screens.sign_up(screen, "passkeys.dana", PASSPHRASE, invitation(tmp_path / "server" / "instance"))
    passkeys.add(screen, "blue phone")
    screen.says("passkeys.added")
    screen.find("blue phone", "heading").wait_for()
    account_screens.wait_until_backed_up(screen)
    lock(screen)
    phone.context.set_offline(True)
    opened_by_passkey(screen, NOTE)
    phone.context.set_offline(False)
    answers = virtual.answers()
    assert len(answers) == 2

    virtual.new_phone(origin)
    screens.first_run(screen)
    screen.arrive("account/sign-in")
    screen.tap("passkeys.sign_in")
    account_screens.signed_in(screen)
    screen.go("record")
    screen.reads(NOTE)
    answers += virtual.answers()
    screen.go("account/passkeys")
    screen.find("blue phone", "heading").wait_for()
    screen.tap("passkeys.remove_label", name="blue phone")
    screen.tap("passkeys.remove")
    screen.says("passkeys.none")
    travelled = sent.everything()
    assert b"authenticator_data" in travelled
    assert len(answers) == 3
    assert [one for answer in answers for one in spellings(answer) if one in travelled] == []


def test_an_account_may_have_no_passphrase(server: RunningServer, new_phone: PhoneMaker) -> None:
    screen = new_phone("noor", server.origin).open()
    virtual = VirtualPasskeys(screen.page)
    screens.first_run(screen)
    screens.write_note(screen, NOTE)
    screen.go("account/new")
    screen.tap("passkeys.instead")
    screen.fill("accounts.login", "passkeys.noor")
    screen.tap("passkeys.sign_up")
    account_screens.note_account(screen, "passkeys.noor", "", account_screens.check_code(screen))
    account_screens.wait_until_backed_up(screen)
    screen.go("account/passkeys")
    name = screen.words("passkeys.default_name")
    screen.tap("passkeys.remove_label", name=name)
    screen.tap("passkeys.remove")
    screen.says("passkeys.failed.last")
    lock(screen)
    opened_by_passkey(screen, NOTE)
    virtual.new_phone(server.origin)
    screens.first_run(screen)
    screen.go("account/sign-in")
    screen.tap("passkeys.sign_in")
    account_screens.signed_in(screen)
    screen.go("record")
    screen.reads(NOTE)


def test_a_passkey_that_opens_nothing_is_not_kept(server: RunningServer, new_phone: PhoneMaker) -> None:
    screen = new_phone("sam", server.origin).open()
    VirtualPasskeys(screen.page, prf=False)
    screens.first_run(screen)
    account_screens.sign_up(screen, "passkeys.sam", PASSPHRASE)
    passkeys.add(screen, "old key")
    screen.says("passkeys.failed.no_prf")
    screen.says("passkeys.none")
    expect(screen.find("old key", "heading")).to_have_count(0)
