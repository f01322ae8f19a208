"""Debian's Chromium as a phone: a profile that outlives the browser, which can be killed as by a dead battery."""

import contextlib
import os
import signal
import time
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, ViewportSize
from playwright.sync_api import Error as PlaywrightError

from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.words import Words

EXECUTABLE = "/usr/bin/chromium"
VIEWPORT = ViewportSize(width=390, height=844)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TRUST_TEST_CERTIFICATE = "--ignore-certificate-errors"
OFFLINE = "net::ERR_INTERNET_DISCONNECTED"
REFUSED = "the server responded with a status of 401"
MAY_REFUSE = ("/v1/auth/login", "/v1/recovery/start", "/v1/recovery/finish")
"""Where a secret is proved: an answer of 401 is what a journey about a wrong one is for."""
LOCALES = {"en": "en-CA", "fr": "fr-CA"}
TIME_ZONE = "America/Vancouver"


class Chromium:
    """One person's phone: start, kill, start again on the same storage."""

    def __init__(self, playwright: Playwright, profile: Path, origin: str, language: str = "en") -> None:
        self._playwright = playwright
        self._profile = profile
        self._language = language
        self.words = Words(language)
        self._context: BrowserContext | None = None
        self.origin = origin
        self.complaints: list[str] = []
        self.may_refuse = list(MAY_REFUSE)

    @property
    def profile(self) -> Path:
        """Where this browser keeps everything."""
        return self._profile

    @property
    def context(self) -> BrowserContext:
        assert self._context is not None, "the browser is not running"
        return self._context

    @property
    def page(self) -> Page:
        return self.context.pages[0]

    def start(self, *, offline: bool = False, dark: bool = False) -> Page:
        secure = self.origin.startswith("https:")
        self._context = self._playwright.chromium.launch_persistent_context(
            self._profile,
            executable_path=EXECUTABLE,
            args=[*ARGUMENTS, *([TRUST_TEST_CERTIFICATE] if secure else [])],
            viewport=VIEWPORT,
            device_scale_factor=3,
            has_touch=True,
            is_mobile=True,
            locale=LOCALES[self._language],
            timezone_id=TIME_ZONE,
            color_scheme="dark" if dark else "light",
            ignore_https_errors=secure,
            offline=offline,
            permissions=["notifications", "clipboard-read", "clipboard-write", "screen-wake-lock"],
        )
        self._context.set_default_timeout(15_000)
        self._context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._context.on("console", self._note)
        return self.page

    def open(self, *, offline: bool = False, dark: bool = False) -> ChromiumScreen:
        """Starts the browser and opens the app."""
        page = self.start(offline=offline, dark=dark)
        page.goto(self.origin)
        return ChromiumScreen(page, self.words)

    def _note(self, message: ConsoleMessage) -> None:
        """Chromium logs by itself whatever it could not load."""
        place = urlsplit(message.location["url"]).path
        expected = OFFLINE in message.text or (REFUSED in message.text and place in self.may_refuse)
        if message.type == "error" and not expected:
            self.complaints.append(f"{message.text} {place}")

    def processes(self) -> list[int]:
        """Those started with its profile: the browser itself, first of all, and what it starts for itself."""
        mine, found = f"--user-data-dir={self._profile}".encode(), []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and mine in (entry / "cmdline").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
        return sorted(found)

    def kill(self) -> None:
        """SIGKILL to the whole browser: nothing gets the chance to save."""
        for pid in self.processes():
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        self.close()
        for lock in self._profile.glob("Singleton*"):
            lock.unlink(missing_ok=True)

    def close(self) -> None:
        if self._context is not None:
            with contextlib.suppress(PlaywrightError):
                self._context.close()
            self._context = None

    def controlled(self) -> None:
        """Waits until the service worker is in charge and everything it keeps is on the phone."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if self.page.evaluate("navigator.serviceWorker.controller !== null"):
                return
            time.sleep(0.05)
        raise AssertionError("no service worker took charge of the page within 20 s")
