"""Many screenshots and one long recording, saved offline, beside hashing, sealing and writing in the same page."""

import os
from pathlib import Path

from playwright.sync_api import Playwright

from tests.bench.figure import Figure
from tests.bench.phone import RAW_SCREENSHOTS, SAVED, SCREENSHOT_BYTES, said
from tests.bench.processes import Watched
from tests.e2e import evening, pictures, screens
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen

SCREENSHOTS = 100
VIDEO_BYTES = 1_000_000_000
PATIENCE_MS = 120_000

FRAMES = """
let last = performance.now();
const first = globalThis.longestGap === undefined;
globalThis.longestGap = 0;
const frame = (now) => {
  if (globalThis.longestGap === undefined) return;
  globalThis.longestGap = Math.max(globalThis.longestGap, now - last);
  last = now;
  requestAnimationFrame(frame);
};
if (first) requestAnimationFrame(frame);
"""
"""Counts from when it is said again; the first frame after that may have begun before."""
LONGEST_GAP = """() => {
  const gap = globalThis.longestGap;
  delete globalThis.longestGap;
  return gap;
}"""
"""Ends the counting, which costs the page a little at each frame."""

RAW_VIDEO = """async (bytes) => {
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle("bench", { create: true })).createWritable();
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const part = new Blob([new Uint8Array(4 * 1024 * 1024)]);
  const started = performance.now();
  for (let at = 0; at < bytes; at += part.size) {
    const data = await part.arrayBuffer();
    await crypto.subtle.digest("SHA-256", data);
    await file.write(await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, data));
  }
  await file.close();
  const taken = performance.now() - started;
  await folder.removeEntry("bench");
  return taken;
}"""


def screenshots(folder: Path, count: int = SCREENSHOTS) -> list[Path]:
    """One picture, with other bytes after its end in each file: as many hashes as files."""
    data = pictures.png(1, "a threat")
    files = [folder / f"Screenshot_{n:03}.png" for n in range(count)]
    for file in files:
        file.write_bytes(data + os.urandom(max(0, SCREENSHOT_BYTES - len(data))))
    return files


def save_ms(screen: ChromiumScreen, files: list[Path]) -> tuple[float, float]:
    """From the tap that answers the gate until the labels are drawn, and the longest time without a frame meanwhile."""
    screen.arrive("capture")
    screen.pick("capture.choose", files)
    screen.title("capture.gate_title")
    screen.page.evaluate(f"() => {{ {SAVED} {FRAMES} }}")
    saved = said(screen.page, "saved", lambda: screen.tap("capture.gate_no"), PATIENCE_MS)
    gap: float = screen.page.evaluate(LONGEST_GAP)
    screen.title("capture.saved_title", n=len(files))
    screen.follow("ui.done")
    screen.title("today.title")
    return saved, gap


def figures(playwright: Playwright, folder: Path, origin: str) -> list[Figure]:
    phone = Chromium(playwright, folder / "intake", origin)
    screen = phone.open()
    screens.first_run(screen)
    phone.controlled()
    evening.save_everything(screen, evening.Evening())
    phone.context.set_offline(True)
    screen.page.evaluate(f"() => {{ {FRAMES} }}")
    raw = screen.page.evaluate(RAW_SCREENSHOTS, [SCREENSHOT_BYTES, SCREENSHOTS])
    raw_gap = screen.page.evaluate(LONGEST_GAP)
    saved, gap = save_ms(screen, screenshots(folder))
    video = folder / "recording.mp4"
    with video.open("wb") as out:
        out.truncate(VIDEO_BYTES)
    raw_video = screen.page.evaluate(RAW_VIDEO, VIDEO_BYTES)
    with Watched(phone.processes()[0]) as watched:
        saved_video, _ = save_ms(screen, [video])
    phone.close()
    return [
        Figure(
            f"{SCREENSHOTS} screenshots of 1.5 MB durable offline, over raw hash + seal + store", saved, "ms", 1.5, raw
        ),
        Figure("the longest time without a frame meanwhile", gap, "ms", 100, raw_gap, of="value"),
        Figure("1 GB recording durable offline, over raw hash + seal + store", saved_video, "ms", 2, raw_video),
        Figure("memory of the browser's processes meanwhile, above idle", watched.above_idle_mb, "MB", 80),
    ]
