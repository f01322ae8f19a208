"""A page in Chromium, touched as a person does: found by role and name, never by markup."""

import re
import time
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.words import Words

REMEMBER_HEADING = "window.headingBefore = document.querySelector('h1')"
OTHER_HEADING = "((now) => now !== null && now !== window.headingBefore)(document.querySelector('h1'))"
PATIENCE_MS = 15_000
Files = list[FilePayload] | list[Path]


class ChromiumScreen:
    """The screen of one page, in one language; every action waits for what it needs."""

    def __init__(self, page: Page, words: Words) -> None:
        self.page = page
        self.words = words

    def go(self, place: str) -> None:
        """Follows an address inside the app, as a link or a notification would."""
        self.page.evaluate("(hash) => { location.hash = hash; }", f"#/{place}")

    def arrive(self, place: str) -> None:
        """Follows an address and waits until another screen than before has drawn its heading."""
        self.page.evaluate(REMEMBER_HEADING)
        self.go(place)
        self._until(OTHER_HEADING)

    def rows(self) -> Locator:
        """The rows of the lists on this screen, each of which leads somewhere."""
        return self.page.get_by_role("main").get_by_role("list").get_by_role("link")

    def open_row(self, number: int) -> None:
        self.page.evaluate(REMEMBER_HEADING)
        self.rows().nth(number).tap()
        self._until(OTHER_HEADING)

    def _until(self, condition: str) -> None:
        """The app's policy forbids the eval behind Playwright's own wait_for_function."""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not self.page.evaluate(condition):
            assert time.monotonic() < deadline, f"never became true: {condition}"
            self.page.wait_for_timeout(50)

    def find(self, name: str, role: str = "button") -> Locator:
        """What a screen reader calls by this name, or by a name that starts with it."""
        return self.page.get_by_role(role, name=beginning(name)).filter(visible=True)  # type: ignore[arg-type]

    def tap(self, key: str, role: str = "button", **values: object) -> None:
        """Waits until one thing alone has this name: a screen that is just leaving may hold another."""
        found = self.find(self.words(key, **values), role)
        expect(found).to_have_count(1, timeout=PATIENCE_MS)
        found.tap()

    def follow(self, key: str, **values: object) -> None:
        self.tap(key, "link", **values)

    def follow_in_sheet(self, key: str) -> None:
        """A link of the sheet that covers the page; what lies behind it may carry the same name."""
        self.page.get_by_role("dialog").get_by_role("link", name=beginning(self.words(key))).tap()

    def fill(self, key: str, text: str) -> None:
        self.page.get_by_label(one_spaced(self.words(key)), exact=True).filter(visible=True).fill(text)

    def holds(self, key: str, text: str) -> None:
        """Waits until the field reads so."""
        field = self.page.get_by_label(one_spaced(self.words(key)), exact=True).filter(visible=True)
        expect(field).to_have_value(text, timeout=PATIENCE_MS)

    def choose(self, key: str) -> None:
        self.find(self.words(key), "radio").check()

    def title(self, key: str, **values: object) -> None:
        """Waits until this is the heading of the screen."""
        self.title_within(PATIENCE_MS, key, **values)

    def title_within(self, patience_ms: int, key: str, **values: object) -> None:
        heading = self.page.get_by_role("heading", level=1, name=one_spaced(self.words(key, **values)), exact=True)
        expect(heading).to_be_visible(timeout=patience_ms)

    def reads(self, text: str) -> None:
        """Waits until the text is on the screen; every kind of space counts as one."""
        expect(self.page.locator("body")).to_contain_text(one_spaced(text), use_inner_text=True, timeout=PATIENCE_MS)

    def says(self, key: str, **values: object) -> None:
        self.reads(self.words(key, **values))

    def pick(self, key: str, files: Files) -> None:
        """Opens the file picker with the button of this name and chooses the files in it."""
        with self.page.expect_file_chooser() as chooser:
            self.tap(key)
        chooser.value.set_files(files)


def beginning(name: str) -> re.Pattern[str]:
    """Names that are this, or start with it as whole words."""
    return re.compile("^" + re.escape(one_spaced(name)) + r"(?!\w)")


def one_spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
