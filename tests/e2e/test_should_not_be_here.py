"""What should never be saved is not, and what was is taken out: from the screen, the phone and the server."""

import pytest
from playwright.sync_api import expect

from tests.e2e import account_screens, screens
from tests.e2e.conftest import PhoneMaker
from tests.e2e.evening import screenshots
from tests.e2e.running_server import RunningServer
from tests.e2e.stored import stored

PASSPHRASE = "harbour lantern quiet kelp"


@pytest.mark.parametrize("language", ["fr"])
def test_a_picture_taken_out_leaves_its_number_and_nothing_else(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    first, second = screenshots()[:2]
    screen = new_phone("dana", server.origin, language).open()
    screens.first_run(screen)
    for answer in ("capture.gate_yes", "capture.gate_unsure"):
        screen.go("capture")
        screen.pick("capture.choose", [first])
        screen.title("capture.gate_title")
        screen.tap(answer)
        screen.title("capture.stopped_title")
        assert stored(screen.page) == {"blobs": 0, "files": 0, "strays": 0}
        screen.tap("capture.choose_without")
        screen.title("capture.title")
    screen.arrive("record")
    screen.says("record.empty")
    assert screen.rows().count() == 0
    screens.choose_pictures(screen, [first])
    screen.title("capture.saved_title", n=1)
    screen.tap("record.not_here.action")
    screen.tap("record.not_here.confirm")
    screen.says("record.not_here.next_title")
    screen.follow("ui.done")

    screens.add_pictures(screen, [second], ["A-002"])
    account_screens.sign_up(screen, f"dana.{language}.out", PASSPHRASE)
    account_screens.wait_until_backed_up(screen)
    screen.arrive("record")
    screen.find("A-002", "link").tap()
    screen.title("record.exhibit_title", label="A-002")
    screen.tap("record.show_picture")
    picture = screen.page.get_by_role("img", name=screen.words("record.picture_alt", label="A-002"))
    picture.wait_for()
    screen.tap("record.not_here.action")
    picture.wait_for(state="detached")
    with screen.page.expect_response(
        lambda answer: answer.request.method == "DELETE" and "/v1/blobs/" in answer.url
    ) as freed:
        screen.tap("record.not_here.confirm")
    assert freed.value.status == 204
    screen.says("record.not_here.next_title")
    number = screen.words("help.cybertip.tel")
    screen.page.locator(f'main a[href="tel:{number}"]').wait_for()
    expect(screen.page.get_by_role("main").get_by_role("img")).to_have_count(0)
