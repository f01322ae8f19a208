"""What Firefox shows on the desktop for a notification, read and tapped in its own alert window."""

import json
import time
from dataclasses import dataclass

from tests.e2e.firefox import BidiError, Firefox

ALERT_WINDOW = "chrome://global/content/alerts/alert.xhtml"
LABELS = "['alertTitleLabel', 'alertTextLabel', 'alertSourceLabel']"
READ = f"""JSON.stringify({LABELS}.map((id) => document.getElementById(id))
  .map((label) => label?.value || label?.textContent || ''))"""
GONE_S = 10
TAP = """['mousemove', 'mousedown', 'mouseup'].forEach(
  (kind) => window.synthesizeMouseEvent(kind, 100, 40, { button: 0, clickCount: 1 }, {}))"""


@dataclass(frozen=True)
class Alert:
    """One notification as drawn by the browser; `context` names its window."""

    context: str
    title: str
    text: str
    source: str


def alerts(firefox: Firefox) -> list[Alert]:
    """Every notification on screen now, without words while its window is still being made. Needs system access."""
    tree = firefox.send("browsingContext.getTree", **{"moz:scope": "chrome"})
    windows = [node["context"] for node in tree["contexts"] if node["url"] == ALERT_WINDOW]
    return [Alert(window, *json.loads(_evaluate(firefox, window, READ))) for window in windows]


def wait_for_alert(firefox: Firefox, timeout_s: float) -> Alert:
    """The first notification that is drawn, words and all, within the time, or a failure that says none did."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if drawn := [alert for alert in alerts(firefox) if alert.title]:
            return drawn[0]
        time.sleep(0.1)
    raise AssertionError(f"no notification within {timeout_s} s")


def tap(firefox: Firefox, alert: Alert) -> None:
    """A trusted click on the notification itself: the browser then wakes the service worker's handler."""
    _evaluate(firefox, alert.context, TAP)


def dismiss(firefox: Firefox, alert: Alert) -> None:
    """Puts it away, and waits until it is gone."""
    _evaluate(firefox, alert.context, "window.close()")
    deadline = time.monotonic() + GONE_S
    while any(one.context == alert.context for one in alerts(firefox)):
        assert time.monotonic() < deadline, "the notification stayed"
        time.sleep(0.1)


def _evaluate(firefox: Firefox, context: str, expression: str) -> str:
    answer = firefox.send("script.evaluate", expression=expression, target={"context": context}, awaitPromise=False)
    if answer["type"] == "exception":
        raise BidiError(answer["exceptionDetails"]["text"])
    return str(answer["result"].get("value", ""))
