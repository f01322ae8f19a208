"""axe-core over the page as it stands, run beside the app's own policy and scripts rather than through them."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "pwa" / "node_modules" / "axe-core" / "axe.min.js"
STILL = "Promise.allSettled(document.getAnimations().map((moving) => moving.finished)).then(() => null)"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """One line for each fault that axe finds: rule, and where."""
    page.evaluate(STILL)
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "axe"})["executionContextId"]
    evaluate(session, world, AXE.read_text("utf-8"))
    run = f"axe.run(document, {{runOnly: {TAGS}}}).then((found) => found.violations)"
    found = evaluate(session, world, run)
    session.detach()
    return [f"{rule['id']}: {' '.join(node['target'][0] for node in rule['nodes'])}" for rule in found or []]


def evaluate(session: Any, world: int, expression: str) -> Any:
    params = {"expression": expression, "contextId": world, "awaitPromise": True, "returnByValue": True}
    answer = session.send("Runtime.evaluate", params)
    if "exceptionDetails" in answer:
        raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "axe failed"))
    return answer["result"].get("value")
