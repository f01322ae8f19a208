"""Every screen, in both languages: no fault of access in either look, help one tap away, fits 320 px at 200 % text.

Each is looked at in English, then changes to French as it stands: one walk. In French axe is asked what words can
break; the rest of its rules are about the same elements in the same colours.
"""

from itertools import chain

from tests.e2e import account_screens, walk
from tests.e2e.accessibility import faults, on_screen, violations
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer
from tests.house.screen_table import address_of, addresses


class Looked:
    """What was found at every place, and which addresses of the app were looked at."""

    def __init__(self, screen: ChromiumScreen) -> None:
        self.screen = screen
        self.found: dict[str, list[str]] = {}
        self.opened: set[str | None] = set()
        self.locked: set[str | None] = set()

    def at(self, place: str) -> None:
        self.found[place] = faults(self.screen)
        address = walk.here(self.screen)
        if self.screen.page.evaluate("document.documentElement.dataset.phase") == "locked":
            self.locked.add(address_of(addresses()[1], address))
        else:
            self.opened.add(address_of(addresses()[0], address))


def help_is_on_top(screen: ChromiumScreen) -> list[str]:
    """From inside what covers the page: Help now opens over it, and closing it leads back there."""
    below = screen.page.get_by_role("dialog").last
    below.get_by_role("button", name=screen.words("help.open")).tap()
    sheet = screen.page.get_by_role("dialog", name=screen.words("help.title"))
    sheet.get_by_role("link", name=screen.words("help.crisis.action")).first.wait_for()
    wrong = on_screen(screen)
    sheet.get_by_role("button", name=screen.words("help.close")).tap()
    sheet.wait_for(state="detached")
    below.wait_for()
    return wrong


def sheets(screen: ChromiumScreen) -> dict[str, list[str]]:
    """What lies over the page: each is looked at, and each lets help through."""
    found = {}
    screen.go("today")
    screen.title("today.title")
    screen.tap("capture.add")
    screen.says("capture.pictures_hint")
    found["add sheet"] = on_screen(screen) + help_is_on_top(screen)
    screen.tap("ui.close")
    screen.page.get_by_role("banner").locator(".case-button").tap()
    screen.page.get_by_role("dialog", name=screen.words("cases.sheet_title")).wait_for()
    found["case sheet"] = on_screen(screen) + help_is_on_top(screen)
    screen.tap("ui.close")
    screen.go("record")
    screen.find("A-001", "link").tap()
    screen.tap("record.show_picture")
    screen.tap("record.viewer.open")
    screen.page.get_by_role("dialog").get_by_role("img").wait_for()
    found["viewer"] = on_screen(screen) + help_is_on_top(screen)
    screen.tap("ui.close")
    return found


def only_heard(screen: ChromiumScreen, key: str) -> bool:
    """Told to whoever listens to the screen, and out of the eye's way."""
    box = screen.page.get_by_text(screen.words(key)).bounding_box()
    return box is not None and box["width"] <= 1


def test_every_screen_is_accessible(server: RunningServer, new_phone: PhoneMaker) -> None:
    screen = new_phone("dana", server.origin).open()
    looked = Looked(screen)
    screen.title("first_run.danger_title")
    assert only_heard(screen, "first_run.exit_keys"), "a phone's eye reads of keys"
    looked.at("first run")
    screen.tap("help.open")
    screen.says("help.emergency.name")
    looked.found["help"] = on_screen(screen)
    screen.tap("help.close")
    walk.set_up(screen)
    looked.at("one followup")
    followup = walk.here(screen)
    looked.found |= sheets(screen)
    for part in (
        walk.by_address,
        walk.things,
        walk.statement,
        walk.pictures,
        walk.calls,
        walk.waiting,
        walk.doors,
        walk.outcome,
        walk.packet,
    ):
        for place in part(screen):
            looked.at(place)
    account_screens.sign_up(screen, "every.screen", walk.PASSPHRASE)
    for place in walk.WITH_AN_ACCOUNT:
        screen.arrive(place)
        looked.at(f"{place} with an account")
    for place in chain(walk.locked(screen, followup), walk.locked_call(screen), walk.broken(screen)):
        looked.at(place)
    opened, locked = addresses()
    assert (opened - looked.opened, locked - looked.locked) == (set(), set()), "a screen was never looked at"
    assert {place: wrong for place, wrong in looked.found.items() if wrong} == {}


def test_the_pages_without_scripts_are_accessible(server: RunningServer, new_phone: PhoneMaker, language: str) -> None:
    page = new_phone("sam", server.origin, language).start()
    found = {}
    for place in ({"en": "en/help", "fr": "fr/aide"}[language], f"{language}/guides"):
        answer = page.goto(f"{server.origin}/{place}")
        assert answer is not None
        assert answer.ok, place
        found[place] = violations(page)
    page.locator(f'main a[href^="/{language}/guides/"]').first.click()
    page.wait_for_url(f"**/{language}/guides/*")
    found["a guide"] = violations(page)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}
