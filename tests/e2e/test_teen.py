"""A teen, alone: one adult told and a threat saved from the first tap, without an account, a name or a parent."""

from tests.e2e import evening
from tests.e2e.accessibility import violations
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

COUNT = "window.taps = 0; document.addEventListener('click', () => { window.taps += 1; }, true)"


def taps(screen: ChromiumScreen) -> int:
    """Those since the last answer."""
    return int(screen.page.evaluate("(([taps]) => { window.taps = 0; return taps; })([window.taps])"))


def within_three(screen: ChromiumScreen, start: int) -> None:
    """From the first screen on: the taps up to the choice of who it is about, and those since the last goal."""
    assert 1 <= start + taps(screen) <= 3


def test_a_teen_shows_words_to_one_adult_and_saves_a_threat_in_three_taps_each(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    phone = new_phone("noor", server.origin, language)
    screen = phone.open()
    asked: list[str] = []
    phone.context.on("request", lambda request: asked.append(request.url))
    screen.title("first_run.danger_title")
    screen.page.evaluate(COUNT)
    screen.tap("help.open")
    screen.page.get_by_role("dialog").get_by_role("link", name=screen.words("help.crisis.action")).first.wait_for()
    screen.says("guides.tells.danger")
    assert taps(screen) == 1
    screen.tap("help.close")
    taps(screen)
    screen.tap("first_run.me")
    phone.words.register = "tu"
    start = taps(screen)
    screen.page.get_by_text(screen.words("guides.teen.takedown_title"), exact=True).tap()
    screen.find(screen.words("guides.teen.takedown_link"), "link").wait_for()
    within_three(screen, start)
    screen.page.get_by_text(screen.words("guides.repairs_open"), exact=True).tap()
    for repair in ("paid", "replied", "sent", "blocked", "deleted"):
        screen.says(f"guides.repairs.{repair}.title")
        screen.says(f"guides.repairs.{repair}.step")
    within_three(screen, start)
    screen.page.get_by_text(screen.words("guides.teen.tell_title"), exact=True).tap()
    screen.tap("guides.teen.tell_show")
    sheet = screen.page.get_by_role("dialog", name=screen.words("guides.teen.tell_show_title"))
    sheet.get_by_text(screen.words("guides.teen.tell_words")).wait_for()
    within_three(screen, start)
    assert violations(screen.page) == []
    screen.tap("ui.close")
    screen.tap("ui.copy")
    screen.find(screen.words("ui.copied")).wait_for()
    assert screen.page.evaluate("navigator.clipboard.readText()") == screen.words("guides.teen.tell_words")

    taps(screen)
    screen.page.get_by_text(screen.words("guides.teen.save_title"), exact=True).tap()
    screen.follow("first_run.save_proof")
    screen.find(screen.words("capture.choose")).wait_for()
    within_three(screen, start)
    screen.pick("capture.choose", evening.screenshots()[:1])
    screen.tap("capture.gate_no")
    screen.title("capture.saved_title", n=1)
    screen.find("A-001", "link").wait_for()
    everything_else_is_three_taps_away(screen)
    assert [url for url in asked if not url.startswith(phone.origin) or "/v1/" in url] == [], "nothing went by itself"


def everything_else_is_three_taps_away(screen: ChromiumScreen) -> None:
    """From Today, whatever it proposes first."""

    def reached(*keys: str) -> None:
        assert 1 <= taps(screen) <= 3, keys
        screen.go("today")
        screen.title("today.title")
        taps(screen)

    screen.go("today")
    screen.title("today.title")
    taps(screen)
    screen.follow("doors.title")
    screen.find(screen.words("doors.door.cybertip.name"), "link").tap()
    screen.title("doors.door.cybertip.name")
    reached("who else can help")
    screen.follow("statement.today_title")
    screen.tap("statement.begin.me_under18")
    screen.title("statement.editor.under18_title")
    reached("what I am afraid to forget")
    screen.follow("doors.title")
    screen.find(screen.words("doors.door.police.name"), "link").tap()
    screen.follow("calls.start_title")
    screen.title("calls.start_title")
    reached("a call to police")
    screen.tap("capture.add")
    screen.follow_in_sheet("calls.log")
    screen.title("calls.title")
    reached("a call written down")
    screen.tap("capture.add")
    screen.follow_in_sheet("capture.note")
    screen.find(screen.words("capture.note_label"), "textbox").wait_for()
    reached("a note")
