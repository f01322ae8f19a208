"""What is covered before saving is nowhere on the phone: not in what was kept, nor its thumbnail, nor any file."""

import io
import random
import zipfile
from pathlib import Path

import pyrage
from PIL import Image
from playwright.sync_api import FilePayload

from tests.e2e import screens
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer
from tests.e2e.stored import stored

PASSPHRASE = "seven dull green lamps"
SIDE = 1000
COVERED = (310, 400, 710, 550)
"""Where "Add a covered place" begins, 30 % from the left, 40 % from the top, 40 % by 15 %, and 1 % to the right."""
DRAWN = (0.1, 0.7, 0.5, 0.9)
"""From corner to corner with a finger."""
BLACK = (0, 0, 0)
THUMB_SIDE = 320
NEARLY_BLACK = 40
"""As dark as a JPEG keeps black; what lies around it is grey."""
THUMB_PIXELS = """async ([left, top, right, bottom]) => {
  const small = document.querySelector("main li img");
  await small.decode();
  const canvas = new OffscreenCanvas(small.naturalWidth, small.naturalHeight);
  const pen = canvas.getContext("2d");
  pen.drawImage(small, 0, 0);
  return [canvas.width, [...pen.getImageData(left, top, right - left, bottom - top).data]];
}"""


def noise(comment: bytes) -> bytes:
    """Uncompressed, so that its own bytes could be found wherever they were written."""
    pixels = random.Random(5).randbytes(SIDE * SIDE * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (SIDE, SIDE), pixels).save(out, "PNG", compress_level=0)
    return out.getvalue() + comment


def draw_with_a_finger(screen: ChromiumScreen) -> None:
    picture = screen.page.get_by_role("img", name=screen.words("capture.cover.picture", n=1))
    picture.scroll_into_view_if_needed()
    place = picture.bounding_box()
    assert place is not None
    left, top, right, bottom = DRAWN
    touch = screen.page.context.new_cdp_session(screen.page)
    resting = ("touchMove", right, bottom)
    for kind, x, y in (("touchStart", left, top), ("touchMove", 0.3, 0.8), resting, resting):
        at = {"x": place["x"] + x * place["width"], "y": place["y"] + y * place["height"]}
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
        # A finger lifted in full swing sets the page going: the browser takes its next tap for one that stops it.
        screen.page.wait_for_timeout(60)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def moved_by_keyboard(screen: ChromiumScreen) -> None:
    """As a screen reader says it: the group of the place, and in it a slider for each side."""
    place = screen.page.get_by_role("group", name=screen.words("capture.cover.place", n=1))
    place.get_by_role("slider", name=screen.words("capture.cover.left")).press("ArrowRight")


def kept_copy(screen: ChromiumScreen) -> Image.Image:
    screen.tap("record.show_picture")
    with screen.page.expect_download() as download:
        screen.tap("record.save_copy", "link")
    return Image.open(download.value.path()).convert("RGB")


def covered_in_the_thumbnail(screen: ChromiumScreen) -> None:
    screen.arrive("record")
    screen.page.locator("main li img").wait_for()
    inside = [side * THUMB_SIDE // SIDE for side in (325, 415, 695, 535)]
    width, values = screen.page.evaluate(THUMB_PIXELS, inside)
    assert width == THUMB_SIDE
    assert max(value for place, value in enumerate(values) if place % 4 != 3) < NEARLY_BLACK


def test_no_byte_of_what_is_covered_is_kept(server: RunningServer, new_phone: PhoneMaker, tmp_path: Path) -> None:
    picture = noise(b"the first file itself")
    phone = new_phone("dana", server.origin)
    screen = phone.open()
    screens.first_run(screen)
    screen.go("capture")
    screen.pick("capture.choose", [FilePayload(name="chat.png", mimeType="image/png", buffer=picture)])
    screen.tap("capture.gate_cover")
    screen.title("capture.cover.title", place=1, total=1)
    screen.tap("capture.cover.add")
    moved_by_keyboard(screen)
    draw_with_a_finger(screen)
    screen.tap("capture.cover.next_covered", n=2)
    screen.title("capture.saved_title", n=1)
    assert stored(screen.page) == {"blobs": 2, "files": 0, "strays": 0}, "the covered picture and its thumbnail"

    screen.find("A-001", "link").tap()
    screen.says("record.custody.covered")
    kept = kept_copy(screen)
    original = Image.open(io.BytesIO(picture)).convert("RGB")
    assert kept.size == original.size
    assert kept.crop(COVERED).getcolors() == [((710 - 310) * (550 - 400), BLACK)]
    assert kept.crop((0, 0, SIDE, 400)).tobytes() == original.crop((0, 0, SIDE, 400)).tobytes()

    drawn = (110, 710, 490, 890)
    assert kept.crop(drawn).getcolors() == [((490 - 110) * (890 - 710), BLACK)], "but for the pixels at its edge"
    covered_in_the_thumbnail(screen)
    screen.go("exports")
    copy = screens.save_copy(screen, PASSPHRASE, tmp_path)
    with zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(copy.read_bytes(), PASSPHRASE))) as opened:
        exported = [opened.read(name) for name in opened.namelist()]
    (shown,) = [one for one in exported if one.startswith(b"\x89PNG")]
    assert Image.open(io.BytesIO(shown)).convert("RGB").tobytes() == kept.tobytes()

    rows = [original.crop((310, y, 710, y + 1)).tobytes()[:64] for y in range(400, 550, 25)]
    assert [row for row in rows for one in exported if row in one] == []
    phone.close()
    kept_files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept_files
    found = [path for path in kept_files for row in rows if row in path.read_bytes()]
    assert found == []
