"""Words that would do harm wherever they were taken for anything but words, put into every field of a screen."""

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e import statements
from tests.e2e.chromium_screen import ChromiumScreen, one_spaced

SOURCE = Path(__file__).resolve().parents[2] / "pwa" / "src"
LABEL = re.compile(r"<(?:TextField|TextArea) ([^>]*)label=\{t\(\"([\w.]+)\"\)")
NO_WORDS = re.compile(r"type=\"(?:date|time|datetime-local|number)\"|inputMode=\"numeric\"")

WORDS = (
    '<img src=x onerror="window.owned=1"><script>window.owned=1</script><b>&lt;{{7*7}}</b> javascript:owned() \'";-- '
    "\U0001f62d \U0001f469\u200d\U0001f469\u200d\U0001f467 \u05e9\u05dc\u05d5\u05dd \u202eevil\u202c \ufeffé"
)
SCRIPT = "<script>window.owned=1</script>"
NOT_SENT = ("account", "cases", "calls/start", "exports")
"""Screens that lead elsewhere when they are sent: to an account, to another case, to the dialler."""
PASTED = "\n".join([WORDS * 130] * 10)
"""Some 200 kB. In few lines: of a thousand the browser itself makes ten seconds' work, in any page's field."""
IN_THE_MIDDLE = {
    "accounts.group",
    "accounts.invite",
    "calls.answers_search",
    "capture.cover.original",
    "copies.fork_name_label",
    "packets.verify.paper",
}
"""Asked for in the middle of an errand of another kind; drawn and kept as all the others."""
FIELDS = ", ".join(
    ("textarea", "input:not([type])", *(f"input[type={kind}]" for kind in ("text", "tel", "url", "email", "search")))
)
HARM = """() =>
  window.owned !== undefined || document.querySelector("main img[src=x], main script, main b, dialog script") !== null
"""


def fields(screen: ChromiumScreen) -> list[Locator]:
    return screen.page.get_by_role("main").locator(FIELDS).filter(visible=True).all()


def known() -> set[str]:
    """The label of every field for words that the app's source names."""
    found = [field for file in SOURCE.rglob("*.tsx") for field in re.findall(r"<Text[^>]*>", file.read_text("utf-8"))]
    named = {match[2] for field in found if not NO_WORDS.search(field) if (match := LABEL.match(field))}
    return named - IN_THE_MIDDLE


def fill_all(screen: ChromiumScreen) -> set[str]:
    """Every field of this screen, each of which must hold all of it; answers with their labels."""
    filled = set()
    for field in fields(screen):
        long = field.evaluate("(at) => at.tagName === 'TEXTAREA'")
        text = PASTED if long else WORDS
        field.fill(text)
        assert field.input_value() == text, field.get_attribute("id")
        filled.add(one_spaced(field.evaluate("(at) => at.labels[0]?.innerText ?? at.getAttribute('aria-label') ?? ''")))
    return filled


def harm(screen: ChromiumScreen) -> bool:
    return bool(screen.page.evaluate(HARM))


def send(screen: ChromiumScreen) -> None:
    """With the one button that saves, when there is one; what it saved is looked for later."""
    button = screen.page.locator("main form button[type=submit]").filter(visible=True)
    if button.count() == 1:
        button.tap()
        screen.page.wait_for_timeout(200)


def add_to(screen: ChromiumScreen) -> set[str]:
    """The fields of a thing of the record, with what may be added to it."""
    adding = screen.find(screen.words("record.additions.add"))
    if adding.count() == 1:
        adding.tap()
        screen.page.get_by_label(screen.words("record.additions.label")).wait_for()
    return fill_all(screen)


def behind_a_step(screen: ChromiumScreen) -> Iterator[str]:
    """What no address opens by itself: each is drawn for the caller to fill, and done with when it comes back."""
    screen.arrive("cases")
    screen.tap("cases.rename_open")
    yield "a case renamed"
    screen.arrive("calls/start")
    screen.fill("calls.service", WORDS)
    screen.tap("calls.already")
    screen.page.locator("blockquote.script").first.wait_for()
    screen.tap("calls.mark.file_number")
    yield "on the line"
    screen.tap("calls.hung_up")
    screen.title("calls.ended_title")
    statements.begin(screen)
    screen.tap("statement.editor.add_threat")
    yield "a statement"
    statements.read_through(screen)
    yield "a statement read through"
    statements.seal(screen)


def send_impossible_days(screen: ChromiumScreen) -> None:
    """As on a phone whose browser has no calendar of its own and takes any text: each is refused in words, and kept."""
    days = screen.page.get_by_role("main").locator("input[type=date], input[type=datetime-local]").filter(visible=True)
    days.first.wait_for()
    ids = days.evaluate_all("(all) => all.map((at) => { at.type = 'text'; return at.id; })")
    fields = [screen.page.locator(f"#{each}") for each in ids]
    for field in fields:
        field.fill("2026-02-31")
    screen.page.locator("main form button[type=submit]").filter(visible=True).first.tap()
    for field in fields:
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value("2026-02-31")
