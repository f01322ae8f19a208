"""Every screen, both languages, light and dark: no accessibility fault, help one tap away, not wider than the phone."""

from collections.abc import Iterator

import pytest

from tests.e2e import evening, screens, statements
from tests.e2e.accessibility import violations
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

PLACES = (
    "record",
    "today",
    "capture",
    "capture/describe",
    "notes/new",
    "calls/new",
    "calls/start",
    "numbers/new",
    "again",
    "outcomes",
    "outcomes/new",
    "statement",
    "followups",
    "followups/new",
    "followups/clock",
    "guide",
    "guide/right_now_parent",
    "guide/police_words",
    "guide/support",
    "account",
    "account/new",
    "copies",
    "account/sign-in",
    "account/recover",
    "account/passphrase",
    "account/code",
    "account/devices",
    "account/sign-out",
    "account/delete",
    "account/passkeys",
    "exports",
    "exports/read",
    "exports/move",
    "settings/phone",
    "settings/storage",
    "record/order",
    "profiles/new",
    "cases",
    "settings",
    "privacy",
    "shared",
)


def everywhere(screen: ChromiumScreen) -> Iterator[str]:
    """Walks through every address of the app and through one of each kind of thing in the record."""
    for place in PLACES:
        screen.arrive(place)
        yield place
    screen.arrive("record")
    for number in range(screen.rows().count()):
        screen.open_row(number)
        yield f"record row {number}"
        screen.arrive("record")


def statement(screen: ChromiumScreen) -> Iterator[str]:
    """One statement as it is begun, written, read through, sealed, and read."""
    yield from written(screen, "adult")
    screen.tap("statement.editor.saw")
    screen.page.get_by_label(screen.words("statement.editor.exhibits_add")).first.select_option(index=1)
    statements.passage(screen, 1).fill("She said she wants to die.")
    screen.says("statement.heavy.title")
    yield "statement with heavy words"
    statements.read_through(screen)
    yield "statement read through"
    statements.seal(screen)
    yield "sealed statement"
    screen.follow("statement.sealed.read")
    yield "statement read aloud"
    yield from written(screen, "young_under18")


def written(screen: ChromiumScreen, kind: str) -> Iterator[str]:
    statements.begin(screen, kind)
    screen.tap("statement.editor.add_threat")
    statements.threat(screen, 1).wait_for()
    yield f"statement of {kind}"


def faults(screen: ChromiumScreen) -> list[str]:
    found = violations(screen.page)
    overflow = screen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        found.append(f"wider than the phone by {overflow} px")
    if screen.find(screen.words("help.open")).count() == 0:
        found.append("no way to help")
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_screen_is_accessible(server: RunningServer, new_phone: PhoneMaker, language: str, dark: bool) -> None:
    screen = new_phone("dana", server.origin, language).open(dark=dark)
    screen.title("first_run.danger_title")
    found = {"first run": faults(screen)}
    screen.tap("help.open")
    screen.says("help.emergency.name")
    found["help"] = violations(screen.page)
    screen.tap("help.close")
    screens.first_run(screen)
    evening.save_everything(screen, evening.Evening())
    found["one followup"] = faults(screen)
    screens.write_outcome(screen, "closed", "QC")
    found["outcome"] = faults(screen)
    screen.tap("capture.add")
    screen.says("capture.pictures_hint")
    found["add sheet"] = violations(screen.page)
    screen.tap("ui.close")
    found |= {place: faults(screen) for place in everywhere(screen)}
    found |= {place: faults(screen) for place in statement(screen)}
    assert {place: wrong for place, wrong in found.items() if wrong} == {}
