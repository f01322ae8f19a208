"""Making an account, signing in on another phone, and waiting until everything is backed up."""

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.chromium_screen import ChromiumScreen, one_spaced

ARGON2_PATIENCE_MS = 60_000
SYNC_PATIENCE_MS = 90_000


@dataclass(frozen=True)
class Made:
    """An account with what opens it."""

    origin: str
    login: str
    passphrase: str
    code: str


MADE: list[Made] = []
"""Every account that a journey made: its secrets are looked for in the traffic afterwards."""


def sign_up(screen: ChromiumScreen, login: str, passphrase: str, invite: str | None = None) -> str:
    """Makes the account, with the code a server may ask for, types two groups back, and answers the recovery code."""
    screen.go("account/new")
    screen.fill("accounts.login", login)
    screen.fill("accounts.passphrase", passphrase)
    screen.fill("accounts.passphrase_again", passphrase)
    if invite is not None:
        screen.find(screen.words("accounts.invite"), "textbox").wait_for()
        screen.tap("accounts.make")
        screen.says("accounts.failed.invite")
        screen.fill("accounts.invite", invite)
    screen.tap("accounts.make")
    code = check_code(screen)
    note_account(screen, login, passphrase, code)
    return code


def note_account(screen: ChromiumScreen, login: str, passphrase: str, code: str) -> None:
    """Without a passphrase: the empty one."""
    MADE.append(Made(screen.page.url.split("/#")[0], login, passphrase, code))


def keep_sheet(screen: ChromiumScreen, code: list[str]) -> str:
    """Prints the sheet, which is all that is on the paper, saves the text file, and answers what a camera reads."""
    page = screen.page
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes'; }")
    screen.tap("accounts.print")
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")
    page.emulate_media(media="print")
    expect(page.get_by_text(code[0], exact=True)).to_be_visible()
    paper = page.get_by_role("img", name=screen.words("accounts.qr")).screenshot()
    (scanned,) = zxingcpp.read_barcodes(Image.open(BytesIO(paper)))
    expect(page.get_by_text(screen.words("accounts.code_kept"))).to_be_hidden()
    page.emulate_media(media="screen")
    with page.expect_download() as saved:
        screen.tap("accounts.save_file", "link")
    assert " ".join(code) in saved.value.path().read_text("utf-8")
    return scanned.text


def check_code(screen: ChromiumScreen) -> str:
    """Types back the two groups asked for, and answers the recovery code as it was scanned from the sheet."""
    groups = screen.page.get_by_role("list", name=screen.words("accounts.code_groups")).get_by_role("listitem")
    expect(groups).to_have_count(7, timeout=ARGON2_PATIENCE_MS)
    code = groups.all_inner_texts()
    scanned = keep_sheet(screen, code)
    assert scanned == "-".join(code)
    screen.tap("accounts.code_kept")
    screen.title("accounts.rehearsal_title")
    for number, group in enumerate(code, start=1):
        label = screen.words("accounts.group", n=number)
        if (field := screen.page.get_by_label(label, exact=True)).count():
            field.fill(group)
    screen.tap("accounts.rehearsal_check")
    screen.title("accounts.ready_title")
    screen.follow("ui.done")
    return scanned


def sign_in(screen: ChromiumScreen, login: str, passphrase: str) -> None:
    try_to_sign_in(screen, login, passphrase)
    signed_in(screen)


def try_to_sign_in(screen: ChromiumScreen, login: str, passphrase: str) -> None:
    screen.go("account/sign-in")
    screen.title("accounts.sign_in_title")
    screen.fill("accounts.login", login)
    screen.fill("accounts.passphrase", passphrase)
    # The passkey's button begins with the same words.
    screen.page.get_by_role("button", name=one_spaced(screen.words("accounts.sign_in")), exact=True).tap()


def recover(screen: ChromiumScreen, code: str) -> None:
    try_to_recover(screen, code)
    signed_in(screen)


def try_to_recover(screen: ChromiumScreen, code: str) -> None:
    screen.go("account/recover")
    screen.title("accounts.recover_title")
    screen.fill("accounts.code", code)
    screen.tap("accounts.open_with_code")


def signed_in(screen: ChromiumScreen) -> None:
    screen.title_within(ARGON2_PATIENCE_MS, "today.title")


def unlock(screen: ChromiumScreen, secret: str) -> None:
    screen.title("accounts.locked_title")
    screen.fill("accounts.unlock_label", secret)
    screen.tap("accounts.unlock")


def wait_until_backed_up(screen: ChromiumScreen) -> None:
    """Until Today says that no copy exists on this phone only."""
    screen.go("today")
    words = re.compile(re.escape(screen.words("today.sync.all_backed_up")))
    expect(screen.page.get_by_role("heading", name=words)).to_be_visible(timeout=SYNC_PATIENCE_MS)


def change_due(screen: ChromiumScreen, due: datetime) -> None:
    """Until the server knows of it."""
    screen.tap("followups.change")
    screen.fill("followups.date", due.strftime("%Y-%m-%d"))
    screen.fill("followups.time", due.strftime("%H:%M"))
    screen.tap("ui.save")
    screen.find(screen.words("followups.change")).wait_for()
    wait_until_backed_up(screen)
