"""Pictures wait for a word on mobile data, show small on a new phone, and can leave a full one without being lost."""

from playwright.sync_api import Page, Request

from tests.e2e import account_screens, screens
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.evening import exhibit_is_there, screenshots
from tests.e2e.running_server import RunningServer

PASSPHRASE = "harbour lantern quiet kelp"
MOBILE_DATA = """Object.defineProperty(Navigator.prototype, "connection", {
  get: () => ({ type: "cellular", saveData: false }),
})"""


def on_mobile_data(phone: Chromium) -> ChromiumScreen:
    page = phone.start()
    page.add_init_script(MOBILE_DATA)
    page.goto(phone.origin)
    return ChromiumScreen(page, phone.words)


def sizes(page: Page, method: str) -> list[int]:
    """The bytes of each chunk that goes out or comes in from now on."""
    seen: list[int] = []

    def note(request: Request) -> None:
        if request.method == method and "/chunks/" in request.url:
            body = request.post_data_buffer if method == "PUT" else None
            seen.append(len(body) if body is not None else 0)

    page.on("request", note)
    return seen


def open_exhibit(screen: ChromiumScreen, label: str) -> None:
    screen.go("record")
    screen.find(label, "link").tap()
    screen.title("record.exhibit_title", label=label)


def test_a_picture_waits_on_mobile_data_then_leaves_the_phone_and_comes_back_byte_for_byte(
    server: RunningServer, new_phone: PhoneMaker
) -> None:
    picture = screenshots()[0]
    dana = new_phone("dana", server.origin)
    screen = on_mobile_data(dana)
    screens.first_run(screen)
    screens.add_pictures(screen, [picture], ["A-001"])
    screen.says("today.sync.may_clear")
    sent = sizes(screen.page, "PUT")
    account_screens.sign_up(screen, "dana.space", PASSPHRASE)
    screen.go("today")
    screen.says("today.sync.held_words")
    assert all(size <= 64 * 1024 + 16 for size in sent), "a thumbnail may go, an original may not"
    screen.find(screen.words.stem("today.sync.upload_now").rstrip(" (")).tap()
    account_screens.wait_until_backed_up(screen)
    assert sum(sent) > len(picture["buffer"])

    tablet = new_phone("dana-tablet", server.origin).open()
    fetched = sizes(tablet.page, "GET")
    account_screens.sign_in(tablet, "dana.space", PASSPHRASE)
    tablet.go("record")
    tablet.page.locator("main img").first.wait_for()
    assert len(fetched) == 1
    open_exhibit(tablet, "A-001")
    tablet.reads(tablet.words.stem("record.on_account"))
    exhibit_is_there(tablet, "A-001", picture)

    screen.go("settings/storage")
    screen.find(screen.words.stem("settings.space.free_action")).tap()
    screen.says("settings.space.nothing")
    open_exhibit(screen, "A-001")
    screen.reads(screen.words.stem("record.on_account"))
    dana.context.set_offline(True)
    screen.tap("record.show_picture")
    screen.says("record.picture.offline")
    dana.context.set_offline(False)
    exhibit_is_there(screen, "A-001", picture)
