"""The Record after months, on a slow phone: drawing it, scrolling through it, searching in it."""

import statistics
from pathlib import Path

from playwright.sync_api import Playwright

from tests.bench.figure import Figure
from tests.bench.intake import FRAMES, LONGEST_GAP
from tests.bench.phone import SLOWDOWN, said
from tests.bench.unlock import PASSPHRASE, RECORDS
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen

READ_MS = 15_000
"""After this long an unlocked phone has read the whole log."""
SCREENFULS, SPEED = 15, 3_000
TYPED = "money again"

DRAWN = """addEventListener("click", ({ timeStamp }) => {
  const watch = () => {
    if (document.querySelector("ol.long-list a") === null) return requestAnimationFrame(watch);
    requestAnimationFrame(() => console.debug("drawn", performance.now() - timeStamp));
  };
  watch();
}, { capture: true, once: true })"""

FOUND = """() => {
  const field = document.querySelector("input[type=search]");
  field.addEventListener("input", ({ timeStamp }) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => console.debug("found", performance.now() - timeStamp);
      channel.port2.postMessage(null);
    });
  });
}"""
"""The frame after the keystroke draws the results: the message comes once that is done."""


def opened(phone: Chromium) -> ChromiumScreen:
    screen = phone.open(offline=True)
    screen.fill("accounts.unlock_label", PASSPHRASE)
    screen.tap("accounts.unlock")
    screen.title("today.title")
    screen.page.wait_for_timeout(READ_MS)
    return screen


def figures(playwright: Playwright, folder: Path, origin: str) -> list[Figure]:
    """On the phone that unlocked its long record before (unlock.py)."""
    phone = Chromium(playwright, folder / "dana.long", origin)
    screen = opened(phone)
    page = screen.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.evaluate(f"() => {{ {DRAWN} }}")
    place = page.get_by_role("navigation").get_by_role("link", name=screen.words("record.title"), exact=True)
    drawn = said(page, "drawn", place.tap)
    screen.title("record.title")
    page.wait_for_timeout(1_000)
    page.evaluate(f"() => {{ {FRAMES} }}")
    devtools.send(
        "Input.synthesizeScrollGesture",
        {"x": 195, "y": 500, "yDistance": -SCREENFULS * 844, "speed": SPEED, "gestureSourceType": "touch"},
    )
    gap: float = page.evaluate(LONGEST_GAP)
    page.evaluate("scrollTo(0, 0)")
    field = page.get_by_role("searchbox")
    field.tap()
    page.wait_for_timeout(3_000)
    page.evaluate(FOUND)
    found = [said(page, "found", lambda letter=letter: page.keyboard.press(letter)) for letter in TYPED]  # type: ignore[misc]
    phone.close()
    slow = f"{SLOWDOWN}x CPU slow-down"
    return [
        Figure(f"Record with {RECORDS:,} entries, tap to first paint, {slow}", drawn, "ms", 300),
        Figure("the longest time without a frame while it scrolls", gap, "ms", 50),
        Figure("keystroke to results in it, the slowest of eleven", max(found), "ms", 30),
        Figure("the same, the median", statistics.median(found), "ms", 30),
    ]
