"""axe-core over the page as it stands, run beside the app's own policy and scripts rather than through them."""

from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import CDPSession, Page

from tests.e2e.chromium import VIEWPORT
from tests.e2e.chromium_screen import ChromiumScreen

AXE = Path(__file__).resolve().parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
STILL = "Promise.allSettled(document.getAnimations().map((moving) => moving.finished)).then(() => null)"
LENGTH = "document.documentElement.scrollHeight"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def faults(screen: ChromiumScreen, *, help_here: bool = True) -> list[str]:
    """What is wrong with the screen as it stands, light and dark; it is left dark."""
    found = violations(screen.page)
    overflow = screen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        found.append(f"wider than the phone by {overflow} px")
    if help_here and screen.find(screen.words("help.open")).count() == 0:
        found.append("no way to help")
    return found


def violations(page: Page) -> list[str]:
    """One line for each fault that axe finds in either look: look, rule, and where."""
    # As long as the page: what only lies under the bar for now would else count as too small to touch.
    page.set_viewport_size({**VIEWPORT, "height": max(VIEWPORT["height"], page.evaluate(LENGTH))})
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})["executionContextId"]
    evaluate(session, world, AXE.read_text("utf-8"))
    found = []
    for look in LOOKS:
        page.emulate_media(color_scheme=look)
        page.evaluate(STILL)
        rules = evaluate(session, world, f"axe.run(document, {{runOnly: {TAGS}}}).then((found) => found.violations)")
        found += [
            f"{look}: {rule['id']}: {' '.join(node['target'][0] for node in rule['nodes'])}" for rule in rules or []
        ]
    session.detach()
    page.set_viewport_size(VIEWPORT)
    return found


def evaluate(session: CDPSession, world: int, expression: str) -> Any:
    params = {"expression": expression, "contextId": world, "awaitPromise": True, "returnByValue": True}
    answer = session.send("Runtime.evaluate", params)
    if "exceptionDetails" in answer:
        raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "axe failed"))
    return answer["result"].get("value")
