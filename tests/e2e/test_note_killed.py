"""A battery that dies while someone types takes at most the last half second of a note; a camera takes nothing."""

import random
import time

from playwright.sync_api import FilePayload

from tests.e2e import odd_files, screens
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer

LOST_AT_MOST_S = 0.5
MOMENTS_S = (0.9, 1.7, 2.6)
USERNAME = "tyler.oregon"
WORDS = "he said he would send it to everyone at school if nothing is paid by friday "


def test_a_note_typed_without_a_pause_loses_at_most_half_a_second(server: RunningServer, new_phone: PhoneMaker) -> None:
    phone = new_phone("dana", server.origin)
    screen = phone.open()
    screens.first_run(screen)
    phone.controlled()
    chance = random.Random(4)
    for moment in MOMENTS_S:
        screen.arrive("notes/new")
        screen.page.get_by_label(screen.words("capture.note_label")).focus()
        typed: list[tuple[float, str]] = []
        started = time.monotonic()
        text = ""
        while time.monotonic() - started < moment + chance.random() / 2:
            letter = WORDS[len(text) % len(WORDS)]
            screen.page.keyboard.type(letter)
            text += letter
            typed.append((time.monotonic(), text))
        killed = time.monotonic()
        phone.kill()
        certain = [before for at, before in typed if at <= killed - LOST_AT_MOST_S]
        screen = phone.open()
        if not certain:
            continue
        screen.arrive("record")
        screen.open_row(0)
        kept = screen.page.locator(".verbatim").first.inner_text()
        assert text.startswith(kept)
        assert len(kept) >= len(certain[-1].rstrip()), (
            f"{len(text)} typed, {len(certain[-1])} certain, {len(kept)} kept"
        )
    half_typed_before_the_camera(phone, screen)


def half_typed_before_the_camera(phone: Chromium, screen: ChromiumScreen) -> None:
    """A form that nobody sent: the camera may put the app away for good."""
    screen.arrive("profiles/new")
    screen.fill("record.profile.field.username", USERNAME)
    screen.arrive("capture")
    screen.pick("capture.camera", [FilePayload(name="a.png", mimeType="image/png", buffer=odd_files.small_png(8))])
    screen.title("capture.gate_title")
    phone.kill()
    screen = phone.open()
    screen.arrive("profiles/new")
    screen.holds("record.profile.field.username", USERNAME)
