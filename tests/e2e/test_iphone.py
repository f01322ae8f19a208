"""What is true of iPhones, as far as a browser that says it is one can show: two storages, seven days, other apps."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload

from tests.e2e import odd_files, screens
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer
from tests.e2e.words import Words

PASSPHRASE = "seven dull green lamps"
SAFARI = "Object.defineProperty(Navigator.prototype, 'standalone', { get: () => false })"
HOME_SCREEN = "Object.defineProperty(Navigator.prototype, 'standalone', { get: () => true })"
PRIVATE = """StorageManager.prototype.getDirectory = () =>
  Promise.reject(new DOMException("not in a private window", "SecurityError"))"""
ASKED_TO_KEEP = """const { persist } = StorageManager.prototype;
StorageManager.prototype.persist = function () {
  globalThis.askedToKeep = (globalThis.askedToKeep ?? 0) + 1;
  return persist.call(this);
}"""
INSIDE = {
    "Instagram": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Instagram 350.0.0.12",
    "TikTok": "Mozilla/5.0 (Linux; Android 16; Pixel 9; wv) AppleWebKit/537.36 Chrome/150.0 trill_380102",
}


def opened(phone: Chromium, *scripts: str) -> ChromiumScreen:
    page = phone.start()
    for script in scripts:
        page.add_init_script(script)
    page.goto(phone.origin)
    return ChromiumScreen(page, phone.words)


def saved_in_safari(screen: ChromiumScreen) -> None:
    """Installing is offered before the first save, which asks the browser to keep it; then the seven days are said."""
    screens.first_run(screen)
    screen.arrive("capture")
    screen.says("first_run.install_title")
    screen.page.get_by_text(screen.words("capture.iphone.title"), exact=True).tap()
    screen.says("capture.iphone.recording")
    screen.pick("capture.camera", [FilePayload(name="chat.png", mimeType="image/png", buffer=odd_files.small_png(7))])
    assert screen.page.evaluate("globalThis.askedToKeep") is None
    screen.tap("capture.gate_no")
    screen.title("capture.saved_title", n=1)
    assert screen.page.evaluate("globalThis.askedToKeep") == 1
    screen.follow("ui.done")
    screen.says("today.sync.iphone_may_clear")


def asked_whose_phone(screen: ChromiumScreen) -> None:
    screen.says("phones.question")
    screen.tap("phones.yes")
    screen.says("phones.elsewhere")
    screen.page.reload()
    screen.says("phones.keep")
    screen.arrive("settings/phone")
    assert screen.find(screen.words("phones.yes"), "radio").is_checked()
    screen.choose("phones.no")
    screen.says("phones.other")
    screen.arrive("today")


def copy_made(screen: ChromiumScreen, folder: Path) -> Path:
    screen.follow("exports.move.title")
    screen.title("exports.move.title")
    screen.follow("exports.title")
    return screens.save_copy(screen, PASSPHRASE, folder)


def test_what_was_saved_in_safari_moves_into_the_app_on_the_home_screen(
    server: RunningServer, new_phone: PhoneMaker, tmp_path: Path
) -> None:
    safari = opened(new_phone("dana", server.origin), SAFARI, ASKED_TO_KEEP)
    saved_in_safari(safari)
    asked_whose_phone(safari)
    copy = copy_made(safari, tmp_path)

    app = opened(new_phone("dana-installed", server.origin, "fr"), HOME_SCREEN)
    app.says("today.from_browser.title")
    app.follow("today.from_browser.action")
    app.title("exports.read_title")
    app.pick("exports.choose", [copy])
    app.fill("exports.passphrase", PASSPHRASE)
    app.tap("exports.read")
    app.title_within(60_000, "exports.arrived_title")
    app.arrive("today")
    app.says("today.offline_ready")
    assert app.page.get_by_text(app.words("today.from_browser.title")).count() == 0
    app.arrive("record")
    app.find("A-001", "link").wait_for()


def test_a_private_window_is_said_before_the_first_save(server: RunningServer, new_phone: PhoneMaker) -> None:
    screen = opened(new_phone("noor", server.origin), PRIVATE)
    screens.first_run(screen, "me")
    screen.says("today.private_title")
    screen.arrive("capture")
    screen.says("today.private_body")


@pytest.mark.parametrize("app", INSIDE)
def test_inside_another_app_there_is_help_and_the_way_out_and_nothing_is_stored(
    server: RunningServer, new_phone: PhoneMaker, app: str
) -> None:
    phone = new_phone("noor", server.origin)
    page = phone.start()
    page.add_init_script(f"Object.defineProperty(Navigator.prototype, 'userAgent', {{ get: () => '{INSIDE[app]}' }})")
    page.goto(server.origin)
    for words in (Words("en"), Words("fr")):
        page.get_by_text(words("pages.plain.in_app")).wait_for()
        page.locator(f'a[href="tel:{words("help.crisis.tel")}"]').first.wait_for()
    page.get_by_text(server.origin, exact=True).first.wait_for()
    assert page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)") == []
