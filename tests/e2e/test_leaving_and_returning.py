"""Two notes stay two, and two cases; a page that was left stays covered; no page title tells what a screen shows."""

import pytest
from playwright.sync_api import Locator

from tests.e2e import screens
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

FIRST = "he wrote at nine and again at ten"
SECOND = "the officer said to call on Monday"
SWITCH = """(state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""What a switch to another app tells the page: no browser under test has an app switcher."""


def test_a_note_begun_from_a_note_just_saved_is_another_note(server: RunningServer, new_phone: PhoneMaker) -> None:
    screen = new_phone("dana", server.origin).open()
    screens.first_run(screen)
    for text in (FIRST, SECOND):
        screen.tap("capture.add")
        screen.follow_in_sheet("capture.note")
        screen.title("capture.note_title")
        screen.holds("capture.note_label", "")
        screen.fill("capture.note_label", text)
        screen.reads(screen.words.stem("capture.note_saved"))
    screen.follow("ui.done")
    screen.title("record.title")
    screen.reads(FIRST)
    screen.reads(SECOND)
    assert screen.page.title() == screen.words("sw.app_name")


def test_what_was_left_stays_covered_however_often_escape_is_pressed(
    server: RunningServer, new_phone: PhoneMaker
) -> None:
    phone = new_phone("noor", server.origin)
    screen = phone.open()
    screens.first_run(screen, "me")
    phone.controlled()
    phone.context.set_offline(True)
    for away, seen in (("hidden", "hidden"), ("visible", "visible")):
        screen.page.evaluate(SWITCH, away)
        assert screen.page.evaluate("getComputedStyle(document.querySelector('main')).visibility") == seen
    screen.tap("safety.exit")
    cover = screen.page.get_by_role("dialog", name=screen.words("safety.blank_title"))
    for _ in range(6):
        screen.page.keyboard.press("Escape")
        screen.page.wait_for_timeout(100)
        assert cover.is_visible()
    assert screen.page.get_by_role("main").count() == 0
    assert screen.page.locator("main").count() == 0


def on_case(screen: ChromiumScreen, key: str, title: str) -> Locator:
    """A button on the card of this case."""
    return screen.find(f"{screen.words(key)}: {title}")


@pytest.mark.parametrize("language", ["fr"])
def test_a_second_case_is_made_renamed_put_away_and_brought_back(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    screen = new_phone("dana", server.origin, language).open()
    screens.first_run(screen)
    screens.write_note(screen, FIRST)
    screen.go("cases")
    screen.fill("cases.new_label", "Sam")
    screen.tap("cases.create")
    screen.title("today.title")
    screen.go("record")
    screen.says("record.empty")
    screens.write_note(screen, SECOND)
    screen.go("cases")
    on_case(screen, "cases.rename_open", "Sam").tap()
    screen.fill("cases.rename_label", "Sam and Noor")
    screen.tap("cases.rename")

    on_case(screen, "cases.open", screen.words("cases.first_title")).tap()
    screen.title("today.title")
    screen.go("record")
    screen.reads(FIRST)
    assert screen.page.get_by_text(SECOND).count() == 0
    screen.go("cases")
    on_case(screen, "cases.archive", "Sam and Noor").tap()
    screen.says("cases.archived_said", title="Sam and Noor")
    switcher = screen.page.get_by_role("banner").locator(".case-button")
    switcher.tap()
    sheet = screen.page.get_by_role("dialog", name=screen.words("cases.sheet_title"))
    sheet.wait_for()
    assert sheet.get_by_role("button", name="Sam and Noor").count() == 0
    screen.tap("ui.close")

    screen.page.reload()
    on_case(screen, "cases.bring_back", "Sam and Noor").tap()
    on_case(screen, "cases.archive", "Sam and Noor").wait_for()
    switcher.tap()
    sheet.get_by_role("button", name="Sam and Noor").tap()
    screen.title("today.title")
    screen.go("record")
    screen.reads(SECOND)
    assert screen.page.get_by_text(FIRST).count() == 0
