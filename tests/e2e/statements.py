"""What someone does who writes a statement, in the words of its screens."""

from playwright.sync_api import Locator

from tests.e2e.chromium_screen import ChromiumScreen


def begin(screen: ChromiumScreen, kind: str = "adult") -> None:
    screen.go("statement")
    screen.title("statement.title")
    screen.tap(f"statement.begin.{kind}")
    words = "under18" if kind.endswith("under18") else kind.removeprefix("me_").split("_")[0]
    screen.title(f"statement.editor.{words}_title")


def passage(screen: ChromiumScreen, number: int) -> Locator:
    return screen.page.get_by_label(screen.words("statement.editor.passage", n=number), exact=True)


def threat(screen: ChromiumScreen, number: int) -> Locator:
    return screen.page.get_by_label(screen.words("statement.editor.threat", n=number), exact=True)


def read_through(screen: ChromiumScreen) -> None:
    screen.follow("statement.editor.read")
    screen.title("statement.review.title")


def seal(screen: ChromiumScreen) -> None:
    screen.tap("statement.review.seal")
    screen.says("statement.sealed.just")


def keep_private(screen: ChromiumScreen, number: int) -> None:
    screen.tap("statement.private.mark", name=screen.words("statement.editor.passage", n=number))
    screen.says("statement.private.note")
