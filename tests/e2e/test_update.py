"""A new version waits: it never reloads under someone who is typing, and loses nothing when it is let in."""

from pathlib import Path

from playwright.sync_api import Page

from tests.e2e import screens
from tests.e2e.conftest import PhoneMaker, ServerMaker
from tests.e2e.copied_checkout import copy_checkout, publish_with_word

NEW_TITLE = "Today, in the next version"
TYPED = "I was still writing this when the new version came"


def look_for_update(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update()).then(() => null)")


def test_an_update_waits_for_the_person_who_is_typing(
    new_phone: PhoneMaker, new_server: ServerMaker, tmp_path: Path
) -> None:
    tree = copy_checkout(tmp_path / "checkout")
    server, _recording = new_server(tree=tree)
    phone = new_phone("noor", server.origin)
    screen = phone.open()
    screens.first_run(screen, "me")
    phone.controlled()
    loads: list[str] = []
    screen.page.on("load", lambda page: loads.append(page.url))
    screen.go("notes/new")
    screen.fill("capture.note_label", TYPED)
    publish_with_word(tree, "en", "today.title", NEW_TITLE)
    look_for_update(screen.page)
    screen.says("sw.update_ready")
    screen.page.wait_for_timeout(2000)
    assert loads == []
    screen.holds("capture.note_label", TYPED)

    with screen.page.expect_event("load"):
        screen.tap("sw.update_now")
    screen.holds("capture.note_label", TYPED)
    screen.page.get_by_role("link", name=NEW_TITLE).wait_for()
