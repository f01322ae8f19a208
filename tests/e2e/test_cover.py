"""What is covered before saving is nowhere on the phone: not in what was kept, nor its thumbnail, nor any file."""

import io
import random
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload

from tests.e2e import screens
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer
from tests.e2e.stored import stored

SIDE = 1000
COVERED = (300, 400, 700, 550)
"""The place that "Add a covered place" begins with: 30 % from the left, 40 % from the top, 40 % by 15 %."""
BLACK = (0, 0, 0)


def noise(comment: bytes) -> bytes:
    """Uncompressed, so that its own bytes could be found wherever they were written."""
    pixels = random.Random(5).randbytes(SIDE * SIDE * 3)
    out = io.BytesIO()
    Image.frombytes("RGB", (SIDE, SIDE), pixels).save(out, "PNG", compress_level=0)
    return out.getvalue() + comment


def kept_copy(screen: ChromiumScreen) -> Image.Image:
    screen.tap("record.show_picture")
    with screen.page.expect_download() as download:
        screen.tap("record.save_copy", "link")
    return Image.open(download.value.path()).convert("RGB")


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
    screen.tap("capture.cover.next_covered", n=1)
    screen.title("capture.saved_title", n=1)
    assert stored(screen.page) == {"blobs": 2, "files": 0, "strays": 0}, "the covered picture and its thumbnail"

    screen.find("A-001", "link").tap()
    screen.says("record.custody.covered")
    kept = kept_copy(screen)
    original = Image.open(io.BytesIO(picture)).convert("RGB")
    assert kept.size == original.size
    assert kept.crop(COVERED).getcolors() == [((700 - 300) * (550 - 400), BLACK)]
    assert kept.crop((0, 0, SIDE, 400)).tobytes() == original.crop((0, 0, SIDE, 400)).tobytes()

    rows = [original.crop((300, y, 700, y + 1)).tobytes()[:64] for y in range(400, 550, 25)]
    phone.close()
    kept_files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept_files
    found = [path for path in kept_files for row in rows if row in path.read_bytes()]
    assert found == []
