"""axe-core over the page as it stands, run beside the app's own policy and scripts rather than through them."""

from pathlib import Path
from typing import Any, Literal
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, ViewportSize

from tests.e2e.chromium import VIEWPORT
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.words import Words

AXE = Path(__file__).resolve().parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
STILL = "Promise.allSettled(document.getAnimations().map((moving) => moving.finished))"
LENGTH = "document.documentElement.scrollHeight"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Looks = dict[Literal["light", "dark"], list[str]]
WHOLE: Looks = {"light": TAGS, "dark": ["color-contrast"]}
"""What differs in the dark is colour alone."""
NAMED = ["aria-dialog-name", "button-name", "empty-heading", "label", "landmark-unique", "link-name"]
WORDED: Looks = {"light": [*NAMED, "html-lang-valid", "valid-lang", "target-size"]}
"""What differs in another language is words and the room they take: it is the same screen, in the same colours."""
SPEAK = """async (language) => {
  const { documentElement: page } = document;
  if (page.lang === language) return;
  Object.defineProperty(navigator, "languages", { configurable: true, get: () => [language] });
  dispatchEvent(new Event("languagechange"));
  for (const end = Date.now() + 10_000; page.lang !== language; ) {
    if (Date.now() > end) throw new Error("the page kept its language");
    await new Promise((done) => setTimeout(done, 5));
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
"""As when somebody changes the language of the phone: the screen stays, its words change."""
ENGLISH, FRENCH = Words("en"), Words("fr")
STORED = {ENGLISH("cases.first_title"), ENGLISH("doors.door.bank.name")}
"""Written into the record in the language of that moment: the person's own words from then on."""
UNTRANSLATED = ENGLISH.all() - FRENCH.all() - STORED
LINES = """() => {
  const lines = (at) => at.innerText.split("\\n");
  const quoted = new Set([...document.querySelectorAll("body [lang=en]")].flatMap(lines));
  return lines(document.body).filter((line) => !quoted.has(line));
}"""
"""What the page says in its own language."""
NARROWEST = ViewportSize(width=320, height=VIEWPORT["height"])
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LETTERS_PX, LARGE_PX = 16, 32


def faults(screen: ChromiumScreen) -> list[str]:
    """What is wrong with the screen as it stands, in either language, and whether it leads to help."""
    helps = screen.find(screen.words("help.open")).count() > 0
    return [*on_screen(screen), *([] if helps else ["no way to help"])]


def on_screen(screen: ChromiumScreen) -> list[str]:
    """What is wrong in either language, and in the longer words on the narrowest phone with letters twice as large."""
    page = screen.page
    page.evaluate(SPEAK, "en")
    found = violations(page)
    page.evaluate(SPEAK, "fr")
    found += [f"fr: {wrong}" for wrong in violations(page, WORDED)]
    found += [f"fr: still says {line}" for line in sorted(UNTRANSLATED & set(page.evaluate(LINES)))]
    overflow = wider_than_the_narrowest(page)
    if overflow > 0:
        found.append(f"fr: wider than the phone by {overflow} px")
    page.evaluate(SPEAK, screen.words.language)
    return found


def wider_than_the_narrowest(page: Page) -> int:
    """By how many px a finger could push the page sideways."""
    look = beside(page)
    look.letters(LARGE_PX)
    page.set_viewport_size(NARROWEST)
    overflow = int(page.evaluate(OVERFLOW))
    look.letters(LETTERS_PX)
    page.set_viewport_size(VIEWPORT)
    return overflow


def violations(page: Page, looks: Looks = WHOLE) -> list[str]:
    """One line for each fault that axe finds in any of these looks: look, rule, and where."""
    axe = beside(page)
    # As long as the page: what only lies under the bar for now would else count as too small to touch.
    length = axe.evaluate(LENGTH)
    if length > VIEWPORT["height"]:
        page.set_viewport_size({**VIEWPORT, "height": length})
    found = []
    for look, rules in looks.items():
        page.emulate_media(color_scheme=look)
        run = f"axe.run(document, {{runOnly: {rules}, resultTypes: ['violations']}})"
        broken = axe.evaluate(f"{STILL}.then(() => {run}).then((found) => found.violations)")
        found += [
            f"{look}: {rule['id']}: {' '.join(node['target'][0] for node in rule['nodes'])}" for rule in broken or []
        ]
    if length > VIEWPORT["height"]:
        page.set_viewport_size(VIEWPORT)
    return found


class Beside:
    """A world of its own in the page's document, with axe in it; it ends with the document."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        frame = self._session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        made = self._session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})
        self._world = made["executionContextId"]
        self.evaluate(AXE.read_text("utf-8"))

    def letters(self, size: int) -> None:
        """What the browser's own setting for large text does: widths that are told in letters follow it."""
        self._session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
        self._session.send("Emulation.resetPageScaleFactor")

    def evaluate(self, expression: str) -> Any:
        params = {"expression": expression, "contextId": self._world, "awaitPromise": True, "returnByValue": True}
        answer = self._session.send("Runtime.evaluate", params)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "axe failed"))
        return answer["result"].get("value")


WORLDS: WeakKeyDictionary[Page, Beside] = WeakKeyDictionary()


def forget(page: Page) -> None:
    """Another document is there."""
    WORLDS.pop(page, None)


def beside(page: Page) -> Beside:
    """The world that this document already has, since reading axe anew takes longer than a look at a screen."""
    world = WORLDS.get(page)
    if world is None:
        page.once("domcontentloaded", forget)
        world = WORLDS[page] = Beside(page)
    return world
