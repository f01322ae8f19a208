"""An evidence bag of 2 GB made on one phone and checked on another: offline, seen to go on, stopped and begun anew."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.bench.processes import Watched
from tests.e2e import packets, screens
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.packet_seen import bag_tool
from tests.e2e.running_server import RunningServer, running_server

RECORDINGS = int(os.environ.get("BAG_RECORDINGS", "4"))
BYTES = 500_000_000
MOST_MB = 400
"""Above an idle browser: pieces that wait to be collected, and never a whole recording."""
PATIENCE_S = 600
SCRATCH = """async () => {
  const root = await navigator.storage.getDirectory();
  for await (const [name, folder] of root.entries()) {
    if (name === "scratch") for await (const file of folder.keys()) return file;
  }
  return null;
}"""


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("server"), {}) as running:
        yield running


@contextlib.contextmanager
def phone(playwright: Playwright, folder: Path, origin: str, at: str) -> Iterator[tuple[Chromium, ChromiumScreen]]:
    """Offline once the app is on it."""
    browser = Chromium(playwright, folder, origin)
    try:
        page = browser.start()
        page.goto(f"{origin}{at}")
        browser.controlled()
        browser.context.set_offline(True)
        yield browser, ChromiumScreen(page, browser.words)
    finally:
        browser.close()


def recordings(folder: Path) -> list[Path]:
    """Each with bytes of its own, so that none has another's hash."""
    files = [folder / f"recording-{n}.mp4" for n in range(RECORDINGS)]
    for file in files:
        with file.open("wb") as out:
            out.write(os.urandom(1000))
            out.truncate(BYTES)
    return files


def progress_seen(screen: ChromiumScreen, share: float) -> None:
    """Waits until the bar stands there, having moved on its way."""
    bar, until = screen.page.get_by_role("progressbar"), time.monotonic() + PATIENCE_S
    seen: set[float] = set()
    expect(bar).to_be_visible(timeout=60_000)
    while max(seen, default=0.0) < share:
        assert time.monotonic() < until, seen
        seen.add(bar.evaluate("(bar) => bar.position"))
        screen.page.wait_for_timeout(100)
    assert len(seen) > 2, seen


def test_two_gigabytes_are_packed_and_checked_in_the_memory_of_a_few_pieces(
    playwright: Playwright, server: RunningServer, tmp_path: Path
) -> None:
    with phone(playwright, tmp_path / "dana", server.origin, "/") as (browser, dana):
        screens.first_run(dana)
        for file in recordings(tmp_path):
            screens.choose_pictures(dana, [file])
            dana.title_within(PATIENCE_S * 1000, "capture.saved_title", n=1)
            dana.follow("ui.done")
            file.unlink()
        packets.to_details(dana)
        packets.to_review(dana, {})
        packets.to_hand_over(dana, "Constable Roy")
        dana.tap("packets.bag_make")
        progress_seen(dana, 0.3)
        dana.tap("ui.cancel")
        dana.title("packets.give_title")
        expect(dana.page.get_by_role("progressbar")).to_have_count(0)
        assert dana.page.evaluate(SCRATCH) is None
        started = time.monotonic()
        with Watched(browser.processes()[0]) as made:
            dana.tap("packets.bag_make")
            dana.title_within(PATIENCE_S * 1000, "packets.made")
        took = time.monotonic() - started
        bag = packets.saved(dana, tmp_path / "given")
    size = bag.stat().st_size
    assert size > RECORDINGS * BYTES
    with phone(playwright, tmp_path / "roy", server.origin, "/verify") as (browser, roy):
        roy.page.get_by_label(roy.words("packets.verify.choose"), exact=True).set_input_files(bag)
        roy.tap("packets.verify.start")
        progress_seen(roy, 0.3)
        roy.tap("ui.cancel")
        roy.page.get_by_label(roy.words("packets.verify.choose"), exact=True).set_input_files(bag)
        started = time.monotonic()
        with Watched(browser.processes()[0]) as checked:
            roy.tap("packets.verify.start")
            report = roy.page.get_by_text(roy.words("packets.verify.consistent"))
            expect(report.first).to_be_visible(timeout=PATIENCE_S * 1000)
        looked = time.monotonic() - started
    print(
        f"\nA bag of {size / 1e9:.1f} GB: made in {took:.0f} s with {made.above_idle_mb:.0f} MB above idle, "
        f"checked in {looked:.0f} s with {checked.above_idle_mb:.0f} MB."
    )
    assert made.above_idle_mb < MOST_MB
    assert checked.above_idle_mb < MOST_MB
    assert bag_tool(bag, tmp_path / "unpacked") == ""
