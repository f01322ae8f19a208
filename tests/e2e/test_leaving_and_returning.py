"""Two notes in a row stay two notes; a page that was left stays covered; no page title tells what a screen shows."""

from tests.e2e import screens
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

FIRST = "he wrote at nine and again at ten"
SECOND = "the officer said to call on Monday"


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
    screen.tap("safety.exit")
    cover = screen.page.get_by_role("dialog", name=screen.words("safety.blank_title"))
    for _ in range(6):
        screen.page.keyboard.press("Escape")
        screen.page.wait_for_timeout(100)
        assert cover.is_visible()
    assert screen.page.get_by_role("main").count() == 0
    assert screen.page.locator("main").count() == 0
