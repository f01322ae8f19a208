"""A teen, alone: one adult told and a threat saved from the first tap, without an account, a name or a parent."""

from tests.e2e import evening
from tests.e2e.accessibility import violations
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer


def test_a_teen_shows_words_to_one_adult_and_saves_a_threat_in_three_taps_each(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    phone = new_phone("noor", server.origin, language)
    phone.words.register = "tu"
    screen = phone.open()
    screen.title("first_run.danger_title")
    screen.tap("first_run.me")
    screen.page.get_by_text(screen.words("guides.teen.tell_title"), exact=True).tap()
    screen.tap("guides.teen.tell_show")
    sheet = screen.page.get_by_role("dialog", name=screen.words("guides.teen.tell_show_title"))
    sheet.get_by_text(screen.words("guides.teen.tell_words")).wait_for()
    assert violations(screen.page) == []
    screen.tap("ui.close")
    screen.tap("ui.copy")
    screen.find(screen.words("ui.copied")).wait_for()
    assert screen.page.evaluate("navigator.clipboard.readText()") == screen.words("guides.teen.tell_words")

    screen.page.get_by_text(screen.words("guides.teen.save_title"), exact=True).tap()
    screen.follow("first_run.save_proof")
    screen.pick("capture.choose", evening.screenshots()[:1])
    screen.tap("capture.gate_no")
    screen.title("capture.saved_title", n=1)
    screen.find("A-001", "link").wait_for()
