"""A page in Firefox, touched as a person does: found by role and name, clicked and typed into with trusted events."""

import time
from typing import Any

from tests.e2e.firefox import Firefox

PATIENCE_S = 15
VISIBLE_TEXT = "document.body.innerText.replaceAll('\\u00a0', ' ')"


class FirefoxScreen:
    """The screen of one open page; every action waits for what it needs."""

    def __init__(self, firefox: Firefox) -> None:
        self._firefox = firefox

    def tap(self, name: str, role: str = "button") -> None:
        self._click(self._find(role, name))

    def fill(self, label: str, text: str, role: str = "textbox") -> None:
        node = self._find(role, label)
        self._click(node)
        self._call("(field) => field.select?.()", node)
        keys = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        self._firefox.send(
            "input.performActions",
            context=self._firefox.context,
            actions=[{"type": "key", "id": "keyboard", "actions": keys}],
        )

    def sees(self, text: str) -> None:
        """Waits until the text is on the page; no-break spaces count as spaces."""
        wanted = text.replace("\u00a0", " ")
        self._until(lambda: wanted in self._firefox.evaluate(VISIBLE_TEXT), f"never saw {text!r}")

    def _find(self, role: str, name: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = []

        def look() -> bool:
            locator = {"type": "accessibility", "value": {"role": role, "name": name}}
            answer = self._firefox.send("browsingContext.locateNodes", context=self._firefox.context, locator=locator)
            found[:] = [node for node in answer["nodes"] if self._call("(node) => node.checkVisibility()", node)]
            return bool(found)

        self._until(look, f"no {role} named {name!r}")
        return found[0]

    def _click(self, node: dict[str, Any]) -> None:
        self._call("(node) => node.scrollIntoView({ block: 'center', behavior: 'instant' })", node)
        element = {"type": "element", "element": {"sharedId": node["sharedId"]}}
        steps = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": element},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        pointer = {"type": "pointer", "id": "finger", "parameters": {"pointerType": "mouse"}, "actions": steps}
        self._firefox.send("input.performActions", context=self._firefox.context, actions=[pointer])

    def _call(self, function: str, node: dict[str, Any]) -> Any:
        answer = self._firefox.send(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"sharedId": node["sharedId"]}],
            target={"context": self._firefox.context},
            awaitPromise=False,
            userActivation=True,
        )
        return answer.get("result", {}).get("value")

    def _until(self, met: Any, complaint: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if met():
                return
            time.sleep(0.1)
        raise AssertionError(f"{complaint}; the page says:\n{self._firefox.evaluate(VISIBLE_TEXT)[:1500]}")
