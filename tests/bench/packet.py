"""A packet of many pictures on the phone: the evidence bag beside the floor of its work, and the PDF's plates."""

import statistics
from pathlib import Path

from playwright.sync_api import Playwright

from tests.bench.figure import Figure
from tests.bench.intake import screenshots
from tests.bench.phone import SCREENSHOT_BYTES, said
from tests.bench.processes import Watched
from tests.e2e import packets, screens
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen

PICTURES, AT_ONCE = 200, 100
TURNS = 3
PATIENCE_MS = 300_000

MADE = """(title) => addEventListener("click", (event) => {
  const clickedAt = event.timeStamp;
  const watch = new MutationObserver(() => {
    if (document.querySelector("h1")?.textContent !== title) return;
    watch.disconnect();
    const [typeset] = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/packets?"));
    console.debug("made", performance.now() - (typeset?.responseEnd ?? clickedAt));
  });
  watch.observe(document, { childList: true, subtree: true, characterData: true });
}, { capture: true, once: true })"""
"""Of a PDF: what comes after the server's answer."""

FLOOR = """async ([bytes, count]) => {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const plain = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65536) crypto.getRandomValues(plain.subarray(at, at + 65536));
  const how = { name: "AES-GCM", iv: new Uint8Array(12) };
  const sealed = await crypto.subtle.encrypt(how, key, plain);
  const first = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
    return n;
  });
  const tables = [first];
  for (const k of [0, 1, 2]) tables.push(tables[k].map((c) => (c >>> 8) ^ first[c & 255]));
  const crc = (view, [t0, t1, t2, t3]) => {
    let c = ~0;
    for (let i = 0; i + 4 <= view.byteLength; i += 4) {
      c ^= view.getUint32(i, true);
      c = t3[c & 255] ^ t2[(c >>> 8) & 255] ^ t1[(c >>> 16) & 255] ^ t0[c >>> 24];
    }
    return ~c >>> 0;
  };
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle("bench", { create: true })).createWritable();
  const started = performance.now();
  for (let n = 0; n < count; n += 1) {
    const opened = await crypto.subtle.decrypt(how, key, sealed);
    await crypto.subtle.digest("SHA-256", opened);
    crc(new DataView(opened), tables);
    await file.write(opened);
  }
  await file.close();
  const taken = performance.now() - started;
  await folder.removeEntry("bench");
  return taken;
}"""


def made_ms(screen: ChromiumScreen, button: str) -> float:
    """From the tap on it until the screen of what is made."""
    screen.page.evaluate(MADE, screen.words("packets.made"))
    return said(screen.page, "made", lambda: screen.tap(button), PATIENCE_MS)


def with_pictures(screen: ChromiumScreen, folder: Path) -> None:
    screens.first_run(screen)
    screens.choose_pictures(screen, screenshots(folder, PICTURES))
    screen.title_within(PATIENCE_MS, "capture.saved_title", n=AT_ONCE)
    screen.tap("capture.go_on", n=PICTURES - AT_ONCE)
    screen.tap("capture.gate_no")
    screen.title_within(PATIENCE_MS, "capture.saved_title", n=PICTURES - AT_ONCE)
    packets.to_details(screen)
    packets.to_review(screen, {})


def figures(playwright: Playwright, folder: Path, origin: str) -> list[Figure]:
    phone = Chromium(playwright, folder / "packet", origin)
    screen = phone.open()
    with_pictures(screen, folder)
    floors, bags = [], []
    for _ in range(TURNS):
        floors.append(screen.page.evaluate(FLOOR, [SCREENSHOT_BYTES, PICTURES]))
        packets.to_hand_over(screen, "")
        with Watched(phone.processes()[0]) as watched:
            bags.append(made_ms(screen, "packets.bag_make"))
        screen.arrive("packets/review")
    screen.arrive("packets/give")
    screen.follow("packets.pdf.title")
    plates = made_ms(screen, "packets.pdf.make")
    phone.close()
    of = f"{PICTURES} pictures of 1.5 MB"
    floor = statistics.median(floors)
    return [
        Figure(f"evidence bag of {of}, over raw open + hash + CRC + write", statistics.median(bags), "ms", 1.5, floor),
        Figure("memory of the browser's processes meanwhile, above idle", watched.above_idle_mb, "MB", 80),
        Figure(f"plates of {of} put into the PDF", plates / 1000, "s", 15),
    ]
