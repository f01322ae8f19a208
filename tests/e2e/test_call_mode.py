"""Call mode: refused twice with no network and a dead battery in between, and not a word is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from server.guides.guide import guides
from tests.e2e import screens
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

SERVICE = "Victoria Police"
LINE = "250-995-7654"
FIRST_WORDS = "Says an officer will not come. « Use the online form »"

WATCH_LAMPS = """(() => {
  const ask = WakeLock.prototype.request;
  WakeLock.prototype.request = async function (kind) {
    const lamp = await ask.call(this, kind);
    document.documentElement.dataset.lamp = "lit";
    lamp.addEventListener("release", () => { document.documentElement.dataset.lamp = "out"; });
    return lamp;
  };
})()"""
MONTHS = 6
PROMISED_MS = 500
"""What was typed longer ago than this outlives the battery."""


def on_the_line(screen: ChromiumScreen) -> None:
    screen.title("calls.on_title_with", service=SERVICE)


def script(screen: ChromiumScreen) -> str:
    return screen.page.locator("blockquote.script").inner_text()


def lamp_is(screen: ChromiumScreen, state: str) -> None:
    """The last wake lock that the app got: on while somebody is on the line, given back afterwards."""
    expect(screen.page.locator("html")).to_have_attribute("data-lamp", state)


def test_a_parent_refused_twice_reaches_the_watch_commander_offline_through_a_dead_battery(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    dana = new_phone("dana", server.origin, language)
    screen = dana.open()
    screens.first_run(screen)
    dana.controlled()
    dana.context.set_offline(True)

    screen.go("calls/start")
    screen.title("calls.start_title")
    screen.fill("calls.service", SERVICE)
    screen.fill("calls.line", LINE)
    screen.tap("calls.already")
    on_the_line(screen)
    opening = script(screen)
    screen.page.get_by_label(screen.words("calls.notes"), exact=True).press_sequentially(FIRST_WORDS)
    screen.tap("calls.mark.online")
    screen.find(screen.words("calls.mark.online")).and_(screen.page.locator("[aria-pressed=true]")).wait_for()
    screen.page.wait_for_timeout(PROMISED_MS)
    dana.kill()

    screen = dana.open(offline=True)
    screen.follow("calls.back_to_call")
    on_the_line(screen)
    expect(screen.page.get_by_label(screen.words("calls.notes"), exact=True)).to_have_value(FIRST_WORDS)
    screen.tap("calls.they_said_no")
    screen.says("calls.climbed", role=screen.words("calls.role.supervisor"))
    expect(screen.page.locator("blockquote.script")).not_to_have_text(opening, use_inner_text=True)
    screen.fill("calls.name", "Ellis")
    screen.tap("calls.they_said_no")
    screen.title("calls.refused_title")
    screen.says("calls.again_lead", role=screen.words("calls.role.watch_commander"))
    screen.page.evaluate(WATCH_LAMPS)
    screen.tap("calls.already")
    on_the_line(screen)
    lamp_is(screen, "lit")
    expect(screen.page.get_by_label(screen.words("calls.talking_to"), exact=True)).to_have_value("watch_commander")
    screen.tap("calls.mark.file_number")
    screen.fill("calls.file_number", "26-41207")
    screen.says("calls.read_back")
    screen.tap("calls.mark.call_back")
    screen.fill("calls.promise_day", "2030-01-04")
    screen.tap("calls.hung_up")
    screen.title("calls.ended_title")
    lamp_is(screen, "out")
    screen.reads("26-41207")
    screen.says("calls.promise_kept")

    screen.go("record")
    for role in ("complaint_taker", "supervisor", "watch_commander"):
        screen.find(screen.words(f"calls.role.{role}") + " ·" if role != "supervisor" else "Ellis ·", "link").wait_for()
    screen.find(screen.words("calls.role.complaint_taker"), "link").tap()
    screen.reads(FIRST_WORDS)
    screen.says("calls.mark_refused")
    screen.go("today")
    screen.reads("26-41207")


@pytest.mark.parametrize("language", ["en"])
def test_who_hears_from_them_again_finds_the_number_and_is_reminded_to_tell_the_officer(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    screen = new_phone("dana", server.origin, language).open()
    screens.first_run(screen)
    screen.go("numbers/new")
    screen.fill("numbers.org", SERVICE)
    screen.fill("numbers.value", "2026-123456")
    screen.reads("2026 123 456".replace(" ", "\n"))
    screen.tap("numbers.save")
    screen.title("record.number_kind.police_file")
    screen.go("today")
    screen.follow("today.again.title")
    screen.title("today.again.title")
    screen.reads("2026-123456")
    screen.says("today.again.packet_hint")
    screen.tap("today.again.remind")
    screen.title("followups.detail_title")
    screen.says("today.again.ask")
    screen.reads("2026-123456")

    screen.go("followups")
    screen.follow("followups.clock.row")
    screen.title("followups.clock.title")
    screen.fill("followups.clock.item.seized", "Noor’s phone")
    screen.fill("followups.clock.receipt", "P-7731")
    screen.fill("followups.clock.until.seized", "2030-01-04")
    screen.tap("followups.clock.save")
    screen.title("followups.detail_title")
    for text in ("2026-123456", "Noor’s phone", "P-7731", "2030"):
        screen.reads(text)
    an_officer_who_came_and_would_do_nothing(screen)


def an_officer_who_came_and_would_do_nothing(screen: ChromiumScreen) -> None:
    screen.arrive("guide/visit")
    screen.follow("calls.log_visit")
    screen.title("calls.title")
    screen.fill("calls.service", SERVICE)
    screen.fill("calls.name", "Lee")
    screen.fill("calls.rank", "Sgt.")
    screen.fill("calls.badge", "4471")
    screen.tap("calls.mark_refused")
    screen.tap("calls.save")
    for text in (screen.words("packets.contact_kind.visit"), "Sgt. Lee", "4471", screen.words("calls.mark_refused")):
        screen.reads(text)
    screen.go("today")
    screen.tap("today.past_it")
    screen.follow("today.step.climb.action")
    screen.says("calls.stands", role=screen.words("calls.role.watch_commander"))
    half_a_year_later(screen)


def half_a_year_later(screen: ChromiumScreen) -> None:
    """Entries in every month; then the number is one tap away, without scrolling, and somebody asks how they are."""
    begun = datetime.now(UTC)
    for month in range(1, MONTHS + 1):
        screen.page.clock.set_fixed_time(begun + timedelta(days=30 * month))
        screens.write_note(screen, f"Month {month}: they said that the file is still open")
    screen.page.reload()
    screen.title("record.title")
    expect(screen.rows()).to_have_count(MONTHS + len(("number", "reminder to tell", "device", "visit")))
    screen.page.get_by_role("navigation").get_by_role("link", name=screen.words("today.title")).tap()
    expect(screen.page.get_by_text("2026-123456").first).to_be_in_viewport()
    screen.says("today.check_in.title")
    screen.tap("today.check_in.fine")
    expect(screen.find(screen.words("today.check_in.fine"))).to_have_count(0)


def test_for_someone_far_away_police_here_are_asked_to_call_police_there(
    server: RunningServer, new_phone: PhoneMaker
) -> None:
    wanted = next(block.say for block in guides()["far_away"].blocks if block.say).said("fr")
    screen = new_phone("dana", server.origin, "fr").open()
    screens.first_run(screen)
    screen.go("calls/start")
    screen.follow("calls.mark.far_away")
    screen.reads(wanted)
    screen.holds("calls.line", "911")
    screen.tap("calls.already")
    screen.title("calls.on_title_with", service="911")
    screen.reads(wanted)
    screen.tap("calls.they_said_no")
    screen.says("calls.climbed", role=screen.words("calls.role.supervisor"))
    screen.reads(wanted)
    screen.tap("calls.they_said_no")
    screen.title("calls.refused_title")
    screen.reads(wanted)
    screen.tap("calls.already")
    screen.title("calls.on_title_with", service="911")
    screen.tap("calls.they_said_no")
    screen.title("calls.refused_title")
    screen.follow("calls.another_service")
    screen.reads(wanted)
    screen.holds("calls.line", "")
    screen.go("record")
    screen.find(screen.words("calls.role.watch_commander"), "link").tap()
    screen.says("calls.mark.far_away")
