"""A page in Firefox, touched as a person does: found by role and name, clicked and typed into with trusted events."""

import time
from collections.abc import Callable
from typing import Any

from tests.e2e.firefox import Firefox
from tests.e2e.words import Words

STILL_S = 0.4
PATIENCE_S = 30
VISIBLE_TEXT = "document.body.innerText.replace(/\\s+/g, ' ')"


class FirefoxScreen:
    """The screen of one open page; every action waits for what it needs."""

    def __init__(self, firefox: Firefox, words: Words) -> None:
        self._firefox = firefox
        self.words = words

    def go(self, place: str) -> None:
        self._firefox.evaluate(f"location.hash = '#/{place}'")

    def tap(self, key: str, role: str = "button") -> None:
        self._click(self._find({"role": role, "name": self.words(key)}, "true"))

    def fill(self, key: str, text: str) -> None:
        node = self._find({"name": self.words(key)}, "node.matches('input, textarea')")
        self._click(node)
        self._call("(field) => field.select?.()", node)
        keys = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        self._firefox.send(
            "input.performActions",
            context=self._firefox.context,
            actions=[{"type": "key", "id": "keyboard", "actions": keys}],
        )

    def title(self, key: str) -> None:
        """Waits until this is the heading of the screen."""
        heading = "document.querySelector('h1')?.innerText"
        self._until(lambda: self._firefox.evaluate(heading) == self.words(key), f"never came to {key}")

    def says(self, key: str) -> None:
        self.reads(self.words(key))

    def reads(self, text: str) -> None:
        """Waits until the text is on the page; every kind of space counts as one."""
        wanted = " ".join(text.split())
        self._until(lambda: wanted in self._firefox.evaluate(VISIBLE_TEXT), f"never saw {text!r}")

    def _find(self, wanted: dict[str, str], condition: str) -> dict[str, Any]:
        found: list[dict[str, Any]] = []
        fits = f"(node) => node.checkVisibility() && {condition}"

        def look() -> bool:
            locator = {"type": "accessibility", "value": wanted}
            answer = self._firefox.send("browsingContext.locateNodes", context=self._firefox.context, locator=locator)
            found[:] = [node for node in answer["nodes"] if self._call(fits, node)]
            return bool(found)

        self._until(look, f"nothing on the screen is {wanted}")
        return found[0]

    def _standing(self, node: dict[str, Any]) -> bool:
        """Whether the node stays where it is: rows that arrive above it move it away from under the finger."""
        scroll = "node.scrollIntoView({ block: 'center', behavior: 'instant' })"
        place = f"(node) => {{ {scroll}; return JSON.stringify(node.getBoundingClientRect()); }}"
        before = self._call(place, node)
        time.sleep(STILL_S)
        return bool(before == self._call(place, node))

    def _click(self, node: dict[str, Any]) -> None:
        self._until(lambda: self._standing(node), "what should be touched never stood still")
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

    def _until(self, met: Callable[[], bool], complaint: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if met():
                return
            time.sleep(0.1)
        raise AssertionError(f"{complaint}; the page says:\n{self._firefox.evaluate(VISIBLE_TEXT)[:1500]}")
