"""Proof is saved while the phone is locked: written, shared by another app, and in the record after the unlock.

SHARE_MB=200 shares as much as may be shared at once.
"""

import os
from pathlib import Path

from playwright.sync_api import FilePayload

from tests.e2e import account_screens, evening, pictures, screens
from tests.e2e.accessibility import faults
from tests.e2e.canary import hits_in_folder
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen, Files
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

LOGIN = "locked.capture"
PASSPHRASE = "Quagmire-Passphrase-5521"
SHARED_BYTES = int(os.environ.get("SHARE_MB", "20")) << 20
NOTE = "Cormorant-Note-4471 while locked"
SHARED_WORDS = "Tamarack-Shared-8820 https://example.invalid/profile"
PAINTED = "Basalt-Pixels-9913"
FILE = "Porcupine-File-6.png"
SERVICE = "Verdigris-Service-2230"
CALL_NOTES = ["Ptarmigan-Call-1", "Ptarmigan-Call-2"]
CANARIES = [NOTE, SHARED_WORDS, PAINTED, FILE]
STORED = ("IndexedDB", "File System", "Service Worker")
"""Where this browser keeps what a page stores: the databases, the private files, the caches."""
FORM = """
<form method="post" enctype="multipart/form-data" action="{origin}/share">
  <input name="text" value="{text}"><input type="file" name="files" multiple><button>Share</button>
</form>
"""


def share(phone: Chromium, text: str, files: Files) -> ChromiumScreen:
    """As the phone's share sheet does: a POST that no page of the app has sent."""
    page = phone.page
    page.goto("about:blank")
    page.set_content(FORM.format(origin=phone.origin, text=text))
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Share").click(no_wait_after=True)
    return ChromiumScreen(page, phone.words)


def painted(seed: int) -> FilePayload:
    return FilePayload(name=FILE, mimeType="image/png", buffer=pictures.png(seed, PAINTED, comment=PAINTED))


def recording(folder: Path) -> Path:
    made = folder / "recording.mp4"
    with made.open("wb") as out:
        out.write(b"\0\0\0\x18ftypmp42")
        out.truncate(SHARED_BYTES)
    return made


def stored_on(phone: Chromium, words: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in STORED:
        for folder in phone.profile.rglob(name):
            found |= hits_in_folder(words, folder)
    return found


def test_what_is_saved_while_locked_is_in_the_record_after_the_unlock(
    server: RunningServer, new_phone: PhoneMaker, tmp_path: Path
) -> None:
    phone = new_phone("dana", server.origin)
    screen = phone.open()
    phone.controlled()
    screens.first_run(screen)
    account_screens.sign_up(screen, LOGIN, PASSPHRASE)
    phone.kill()

    screen = phone.open(offline=True)
    screen.title("accounts.locked_title")
    screen.follow("inbox.write_note")
    screen.fill("capture.note_label", NOTE)
    screen.reads(screen.words.stem("inbox.note_sealed"))
    assert faults(screen) == []
    phone.kill()

    screen = phone.open()
    screen.says("inbox.waiting", n=1)
    assert faults(screen) == []
    screen = share(phone, SHARED_WORDS, [painted(31)])
    screen.title("capture.gate_title")
    assert faults(screen) == []
    screen.tap("capture.gate_no")
    screen.title("inbox.sealed_title", n=2)
    screen = share(phone, "", [recording(tmp_path)])
    screen.title_within(60_000, "capture.gate_title")
    screen.tap("capture.gate_unsure")
    screen.title("capture.stopped_title")
    phone.kill()
    assert stored_on(phone, CANARIES) == {}
    # The same search does find what lies there in clear.
    assert stored_on(phone, ["inbox_key"]) != {}

    screen = phone.open()
    screen.says("inbox.waiting", n=3)
    screen.fill("accounts.unlock_label", PASSPHRASE)
    screen.tap("accounts.unlock")
    screen.reads(screen.words("inbox.added", n=3))
    screen.go("record")
    screen.reads(NOTE)
    screen.reads(SHARED_WORDS)
    assert screen.page.get_by_text(evening.LABELS[1]).count() == 0
    screen.find(evening.LABELS[0], "link").tap()
    screen.reads(FILE)

    a_call_goes_on_behind_the_lock(phone, screen)


def a_call_goes_on_behind_the_lock(phone: Chromium, screen: ChromiumScreen) -> None:
    screen.go("calls/start")
    screen.title("calls.start_title")
    screen.fill("calls.service", SERVICE)
    screen.tap("calls.already")
    screen.title("calls.on_title_with", service=SERVICE)
    phone.kill()

    screen = phone.open(offline=True)
    screen.title("calls.on_title")
    screen.page.locator("blockquote.script").first.wait_for()
    assert faults(screen) == []
    for count, words in enumerate(CALL_NOTES, start=1):
        screen.page.get_by_label(screen.words("calls.notes"), exact=True).press_sequentially(words)
        screen.tap("calls.locked_next")
        screen.says("calls.locked_notes", n=count)
    phone.kill()
    assert stored_on(phone, [SERVICE, *CALL_NOTES]) == {}

    screen = phone.open()
    screen.follow("accounts.unlock")
    screen.fill("accounts.unlock_label", PASSPHRASE)
    screen.tap("accounts.unlock")
    screen.title_within(account_screens.ARGON2_PATIENCE_MS, "calls.on_title_with", service=SERVICE)
    for words in CALL_NOTES:
        screen.reads(words)
    screen.tap("calls.hung_up")
    screen.title("calls.ended_title")


def test_a_share_before_the_first_run_is_asked_about_and_kept(server: RunningServer, new_phone: PhoneMaker) -> None:
    phone = new_phone("noor", server.origin, "fr")
    phone.open()
    phone.controlled()
    screen = share(phone, "", [painted(33)])
    screen.title("capture.gate_title")
    screen.tap("capture.gate_no")
    screen.title("inbox.share_kept")
    screen.follow("capture.see_it")
    screen.find(evening.LABELS[0], "link").wait_for()
