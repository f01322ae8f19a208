"""Firefox ESR driven over WebDriver BiDi with nothing but a WebSocket."""

import contextlib
import itertools
import json
import os
import re
import subprocess
import threading
import time
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import ClientConnection, connect

STARTUP_S = 60
ANSWER_S = 60

QUIET: dict[str, bool | int | str] = {
    "permissions.default.desktop-notification": 1,
    "alerts.useSystemBackend": False,
    "dom.push.connection.enabled": True,
    "dom.push.retryBaseInterval": 200,
    "dom.push.testing.allowInsecureServerURL": True,
    "remote.active-protocols": 1,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.newtabpage.activity-stream.feeds.system.topstories": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.page": 0,
    "browser.topsites.contile.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "geo.provider.network.url": "",
    "media.gmp-manager.updateEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "startup.homepage_welcome_url": "",
    "toolkit.telemetry.enabled": False,
}


class BidiError(RuntimeError):
    """The browser's own refusal of a command, or a script that threw."""


class Firefox:
    """One running browser on one profile folder; leaving the block closes it, the profile stays."""

    def __init__(self, profile: Path, push_url: str, language: str, *, system_access: bool = False) -> None:
        self._profile = profile
        self._prefs = QUIET | {"dom.push.serverURL": push_url, "intl.accept_languages": language}
        self._flags = ["--remote-allow-system-access"] if system_access else []
        self._ids = itertools.count(1)
        self._open = contextlib.ExitStack()
        self._process: subprocess.Popen[str]
        self._socket: ClientConnection
        self.context: str

    def __enter__(self) -> Self:
        self._profile.mkdir(parents=True, exist_ok=True)
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in self._prefs.items())
        (self._profile / "user.js").write_text("\n".join(lines))
        command = ["firefox-esr", "--headless", "--no-remote", "--new-instance", "--profile", str(self._profile)]
        self._process = subprocess.Popen(
            [*command, "--remote-debugging-port", "0", *self._flags, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"HOME": str(self._profile), "MOZ_CRASHREPORTER_DISABLE": "1"},
        )
        address = f"{self._listening_address()}/session"
        self._socket = self._open.enter_context(connect(address, max_size=None))
        self.send("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        self.context = self.send("browsingContext.getTree")["contexts"][0]["context"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._open.close()

    def _listening_address(self) -> str:
        found: Queue[str] = Queue()
        assert self._process.stderr is not None
        stderr = self._process.stderr

        def read() -> None:
            for line in stderr:
                if match := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                    found.put(match[1])

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        self._open.callback(stderr.close)
        self._open.callback(reader.join, 10)
        try:
            return found.get(timeout=STARTUP_S)
        except Empty:
            self._process.kill()
            raise BidiError(f"Firefox did not open its BiDi port within {STARTUP_S} s") from None

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message: dict[str, Any] = json.loads(self._socket.recv(timeout=ANSWER_S))
            if message.get("id") != number:
                continue
            if message["type"] == "error":
                raise BidiError(f"{method}: {message['error']}: {message['message']}")
            result: dict[str, Any] = message["result"]
            return result

    def goto(self, url: str) -> None:
        self.send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def switch_to(self, address: str) -> None:
        """Waits for a tab whose address starts like this, and makes it the one that is driven."""
        deadline = time.monotonic() + ANSWER_S
        while time.monotonic() < deadline:
            for tab in self.send("browsingContext.getTree")["contexts"]:
                if tab["url"].startswith(address):
                    self.context = tab["context"]
                    return
            time.sleep(0.1)
        raise BidiError(f"no tab opened {address}")

    def evaluate(self, expression: str, **target: str) -> Any:
        """The JSON value of an expression or promise, in the page unless a realm is named."""
        answer = self.send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify(value))",
            target=target or {"context": self.context},
            awaitPromise=True,
            userActivation=True,
        )
        if answer["type"] == "exception":
            raise BidiError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))
