"""WebKitGTK driven over WebDriver with nothing but HTTP: the nearest to Safari that runs here, and not Safari."""

import contextlib
import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.e2e.running_server import free_ports
from tests.e2e.words import Words

HOST = Path(__file__).with_name("webkit_host.py")
STORAGE_FEATURES = "StorageAPI StorageAPIEstimate FileSystem FileSystemWritableStream AccessHandle FileSystemAccess"
PATIENCE_S = 60
SEEN = "return document.body.innerText + JSON.stringify([...document.querySelectorAll('input')].map((e) => e.value));"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which a WebDriver answer names an element (W3C WebDriver, 12.1)."""


class WebKit:
    """One running browser on one data folder; leaving the block closes it, the folder stays."""

    def __init__(self, data: Path, words: Words, features: str) -> None:
        self._data, self._features = data, features
        self.words = words
        self._address = f"http://127.0.0.1:{free_ports(1)[0]}"
        self._process: subprocess.Popen[bytes]
        self._session = ""

    def __enter__(self) -> Self:
        self._data.mkdir(parents=True, exist_ok=True)
        told = {
            "WEBKIT_DATA": str(self._data),
            "WEBKIT_FEATURES": self._features,
            "WEBKIT_LANGUAGE": f"{self.words.language}-CA",
            # Its sandbox wants namespaces that a test machine may not give; the pages are our own.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        port = self._address.rpartition(":")[2]
        self._process = subprocess.Popen(
            ["xvfb-run", "-a", "dbus-run-session", "--", "WebKitWebDriver", f"--port={port}"],
            env=os.environ | told,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        options = {"webkitgtk:browserOptions": {"binary": "/usr/bin/python3", "args": [str(HOST)]}}
        answer = self._until_it_listens("/session", {"capabilities": {"alwaysMatch": options}})
        self._session = f"/session/{answer['sessionId']}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(RuntimeError, OSError):
            self._call("DELETE", "")
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, 15)
        self._process.wait(PATIENCE_S)

    def _until_it_listens(self, path: str, body: dict[str, Any]) -> Any:
        ends = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self._call("POST", path, body)
            except OSError:
                assert time.monotonic() < ends, "WebKitWebDriver did not start"
                time.sleep(0.2)

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        octets = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self._address + self._session + path, octets, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                return json.loads(answer.read())["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read()[:1000].decode()) from None

    def open(self, address: str) -> None:
        self._call("POST", "/url", {"url": address})

    def run(self, script: str, *given: object) -> Any:
        """What the script returns."""
        return self._call("POST", "/execute/sync", {"script": script, "args": list(given)})

    def settled(self, promise: str) -> Any:
        """What the promise, an expression, comes to."""
        script = f"const done = arguments[arguments.length - 1]; ({promise}).then(done, (e) => done(String(e)));"
        return self._call("POST", "/execute/async", {"script": script, "args": []})

    def go(self, place: str) -> None:
        self.run("location.hash = arguments[0];", f"#/{place}")

    def until(self, condition: str, *given: object) -> Any:
        """What the expression is, once it is something."""
        ends = time.monotonic() + PATIENCE_S
        while not (found := self.run(f"return {condition};", *given)):
            assert time.monotonic() < ends, f"{condition} {given}\n{self.run(SEEN)}"
            time.sleep(0.1)
        return found

    def says(self, key: str, **values: object) -> None:
        self.reads(self.words(key, **values))

    def reads(self, text: str) -> None:
        shown = "document.body.innerText.replace(/\\s+/g, ' ')"
        self.until(f"{shown}.includes(arguments[0])", " ".join(text.split()))

    def tap(self, text: str) -> None:
        """What begins with this text and can be pressed."""
        pressed = (
            "[...document.querySelectorAll('button, a')].filter((e) => e.getClientRects().length && "
            "(e.getAttribute('aria-label') ?? e.innerText).replace(/\\s+/g, ' ').trim().startsWith(arguments[0]))"
            ".slice(0, 1).map((e) => { e.click(); return true; })[0]"
        )
        self.until(pressed, " ".join(text.split()))

    def press(self, key: str, **values: object) -> None:
        self.tap(self.words(key, **values))

    def fill(self, key: str, text: str) -> None:
        field = (
            "[...document.querySelectorAll('label')].filter((e) => e.innerText.trim() === arguments[0])"
            ".map((e) => document.getElementById(e.htmlFor))[0]"
        )
        self._keys(self.until(field, self.words(key)), text)

    def choose(self, key: str, file: Path) -> None:
        """A file, in the picker with this name."""
        field = "[...document.querySelectorAll('input[type=file]')].find((e) => e.ariaLabel === arguments[0])"
        self._keys(self.until(field, self.words(key)), str(file))

    def _keys(self, element: dict[str, str], text: str) -> None:
        self._call("POST", f"/element/{element[ELEMENT]}/value", {"text": text})
