"""A family with hundreds of screenshots: stopped halfway, chosen again, found by a word, looked through by keyboard.

PICTURES=500 chooses so many at once.
"""

import os
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e import odd_files, screens
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer
from tests.e2e.stored import stored

MANY = int(os.environ.get("PICTURES", "120"))
AT_ONCE = 100
BLURRED = re.compile(r"blur\(")
SLOW_PLACE = 50
SLOW_BYTES = 700 * 1024 * 1024
"""Sealing so much takes seconds: time enough to see the bar and to stop."""


def screenshots(folder: Path) -> list[Path]:
    files = [folder / f"Screenshot_{n:03}.png" for n in range(1, MANY + 1)]
    for n, file in enumerate(files):
        file.write_bytes(odd_files.small_png(n))
    return files


def choose(screen: ChromiumScreen, files: list[Path]) -> None:
    screen.pick("capture.choose", files)
    screen.title("capture.gate_title")


def look_through(screen: ChromiumScreen) -> None:
    """The viewer, opened at the exhibit on screen and used with keys alone."""
    keys = screen.page.keyboard
    viewer = screen.page.get_by_role("dialog")
    screen.tap("record.viewer.open")
    expect(viewer.get_by_role("img", name=screen.words("record.picture_alt", label="A-073"))).to_be_visible()
    for key, label in (("ArrowRight", "A-074"), ("ArrowRight", "A-075"), ("ArrowLeft", "A-074")):
        keys.press(key)
        expect(viewer.get_by_role("img", name=screen.words("record.picture_alt", label=label))).to_be_visible()
    picture = viewer.get_by_role("img")
    before = picture.bounding_box()
    keys.press("+")
    keys.press("+")
    after = picture.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > 1.5 * before["width"]
    keys.press("ArrowRight")
    expect(viewer.get_by_role("img", name=screen.words("record.picture_alt", label="A-074"))).to_be_visible()
    keys.press("Escape")
    expect(viewer).to_have_count(0)


def test_a_hundred_pictures_can_be_stopped_gone_on_with_found_and_looked_through(
    server: RunningServer, new_phone: PhoneMaker, tmp_path: Path
) -> None:
    screen = new_phone("dana", server.origin).open()
    screens.first_run(screen)
    files = screenshots(tmp_path)
    slow = tmp_path / "recording.mp4"
    with slow.open("wb") as out:
        out.truncate(SLOW_BYTES)

    screen.arrive("capture")
    choose(screen, [*files[:SLOW_PLACE], slow, *files[SLOW_PLACE : AT_ONCE - 1]])
    screen.tap("capture.gate_no")
    screen.says("capture.saving_count", count=SLOW_PLACE + 1, total=AT_ONCE)
    screen.tap("ui.cancel")
    screen.title("capture.saved_title", n=SLOW_PLACE)
    screen.says("capture.failed.cancelled")
    assert stored(screen.page) == {"blobs": 2 * SLOW_PLACE, "files": 0, "strays": 0}

    screen.tap("capture.more")
    choose(screen, files)
    screen.says("capture.portion", now=AT_ONCE, waiting=MANY - AT_ONCE)
    screen.tap("capture.gate_no")
    screen.title("capture.saved_title", n=AT_ONCE - SLOW_PLACE)
    screen.says("capture.duplicate", label=f"A-{SLOW_PLACE:03}")
    for waiting in range(MANY - AT_ONCE, 0, -AT_ONCE):
        screen.tap("capture.go_on", n=waiting)
        screen.tap("capture.gate_no")
        screen.title("capture.saved_title", n=min(waiting, AT_ONCE))
    assert stored(screen.page) == {"blobs": 2 * MANY, "files": 0, "strays": 0}

    screen.arrive("record")
    screen.page.get_by_role("searchbox").fill("screenshot 073")
    screen.says("record.found", n=1)
    in_the_list = screen.page.get_by_role("main").get_by_role("list").locator("img")
    expect(in_the_list).to_have_css("filter", BLURRED)
    screen.find("A-073", "link").tap()
    expect(screen.page.get_by_role("img", name=screen.words("record.blurred"))).to_have_css("filter", BLURRED)
    screen.tap("record.show_picture")
    look_through(screen)
