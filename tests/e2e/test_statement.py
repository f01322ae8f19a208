"""A statement: written offline, restored after a dead battery, sealed, added to, read; what is sealed never changes."""

import hashlib

from playwright.sync_api import expect

from tests.e2e import screens, statements
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

FIRST_LINE = "On Saturday she came downstairs crying."
FIRST = f"{FIRST_LINE}\n\nShe showed me the messages."
TOLD = "She said it began on Thursday."
THREAT = "send 500 by midnite or everyone see it"
HEAVY = "Last night she said she wants to die / elle veut mourir."
HEAVY_FROM_THEM = "kill yourself then / tue toi, je veux mourir de rire"
LATER = "He has a second account."


def exactly_sealed(screen: ChromiumScreen) -> str:
    """The text in full, which must have the fingerprint that stands beside it."""
    text = screen.page.locator("pre").text_content() or ""
    screen.page.get_by_text(screen.words("statement.sealed.proof"), exact=True).tap()
    shown = hashlib.sha256(text.encode()).hexdigest()
    screen.reads(" ".join(shown[at : at + 4] for at in range(0, 64, 4)))
    return text


def write_the_rest(screen: ChromiumScreen) -> None:
    """Marks and links the first passage, answers a question, copies a threat, and writes something heavy."""
    screen.tap("statement.editor.saw")
    screen.page.get_by_label(screen.words("statement.editor.exhibits_add")).select_option(index=1)
    screen.find(screen.words("statement.editor.exhibits_remove", label="A-001")).wait_for()
    screen.page.get_by_text(screen.words("statement.editor.prompts"), exact=True).tap()
    screen.tap("statement.ask.when")
    statements.passage(screen, 2).fill(TOLD)
    screen.tap("statement.editor.add_threat")
    statements.threat(screen, 1).fill(f"{THREAT}\n{HEAVY_FROM_THEM}")
    screen.page.wait_for_timeout(600)
    assert screen.page.get_by_text(screen.words("statement.heavy.title")).count() == 0
    screen.tap("statement.editor.add")
    statements.passage(screen, 3).fill(HEAVY)
    screen.says("statement.heavy.title")
    screen.tap("statement.heavy.on")


def seal_it(screen: ChromiumScreen) -> str:
    statements.read_through(screen)
    for words in (FIRST_LINE, TOLD, THREAT, HEAVY):
        screen.reads(words)
    statements.seal(screen)
    text = exactly_sealed(screen)
    assert f"passage saw A-001\n> {FIRST_LINE}\n>\n" in text
    assert f"passage asked=when\n> {TOLD}\n" in text
    assert f"threat\n> {THREAT}\n" in text
    return text


def add_and_write_another(screen: ChromiumScreen) -> None:
    screen.tap("record.additions.add")
    screen.fill("record.additions.label", LATER)
    screen.tap("ui.save")
    screen.reads(LATER)
    screen.tap("statement.sealed.new_version")
    screen.title("statement.editor.adult_title")
    statements.passage(screen, 1).fill("Another beginning.")
    statements.read_through(screen)
    statements.seal(screen)
    screen.says("statement.sealed.version", n=2)


def test_a_statement_outlives_a_dead_battery_and_stays_as_it_was_sealed(
    server: RunningServer, new_phone: PhoneMaker
) -> None:
    dana = new_phone("dana", server.origin)
    screen = dana.open()
    screens.first_run(screen)
    dana.controlled()
    dana.context.set_offline(True)
    screens.describe_picture(screen, {"what": "The first message"})
    screen.go("today")
    screen.follow("statement.today_title")
    statements.begin(screen)
    statements.passage(screen, 1).fill(FIRST)
    screen.reads(screen.words.stem("statement.editor.saved"))
    dana.kill()

    screen = dana.open(offline=True)
    screen.go("today")
    screen.reads(screen.words("statement.today_draft"))
    statements.begin(screen)
    expect(statements.passage(screen, 1)).to_have_value(FIRST)
    write_the_rest(screen)
    first = seal_it(screen)
    sealed = screen.page.evaluate("location.hash").removeprefix("#/").split("?")[0]
    add_and_write_another(screen)
    dana.kill()

    screen = dana.open(offline=True)
    screen.arrive(sealed)
    assert exactly_sealed(screen) == first
    screen.follow("statement.sealed.read")
    for words in (FIRST_LINE, LATER, "A-001 · The first message"):
        screen.reads(words)
    screen.arrive("record")
    screen.find("Another beginning.", "link").wait_for()
