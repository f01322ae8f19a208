"""Words that would do harm wherever they were taken for anything but words, put into every field of a screen."""

from playwright.sync_api import Locator, expect

from tests.e2e.chromium_screen import ChromiumScreen

WORDS = (
    '<img src=x onerror="window.owned=1"><script>window.owned=1</script><b>&lt;{{7*7}}</b> javascript:owned() \'";-- '
    "\U0001f62d \U0001f469\u200d\U0001f469\u200d\U0001f467 \u05e9\u05dc\u05d5\u05dd \u202eevil\u202c \ufeffé"
)
SCRIPT = "<script>window.owned=1</script>"
NOT_SENT = ("account", "cases", "calls/start", "exports")
"""Screens that lead elsewhere when they are sent: to an account, to another case, to the dialler."""
PASTED = "\n".join([WORDS * 130] * 10)
"""Some 200 kB. In few lines: of a thousand the browser itself makes ten seconds' work, in any page's field."""
FIELDS = ", ".join(
    ("textarea", "input:not([type])", *(f"input[type={kind}]" for kind in ("text", "tel", "url", "email", "search")))
)
HARM = """() =>
  window.owned !== undefined || document.querySelector("main img[src=x], main script, main b, dialog script") !== null
"""


def fields(screen: ChromiumScreen) -> list[Locator]:
    return screen.page.get_by_role("main").locator(FIELDS).filter(visible=True).all()


def fill_all(screen: ChromiumScreen) -> int:
    """Every field of this screen, each of which must hold all of it."""
    filled = 0
    for field in fields(screen):
        long = field.evaluate("(at) => at.tagName === 'TEXTAREA'")
        text = PASTED if long else WORDS
        field.fill(text)
        assert field.input_value() == text, field.get_attribute("id")
        filled += 1
    return filled


def harm(screen: ChromiumScreen) -> bool:
    return bool(screen.page.evaluate(HARM))


def send(screen: ChromiumScreen) -> None:
    """With the one button that saves, when there is one; what it saved is looked for later."""
    button = screen.page.locator("main form button[type=submit]").filter(visible=True)
    if button.count() == 1:
        button.tap()
        screen.page.wait_for_timeout(200)


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
