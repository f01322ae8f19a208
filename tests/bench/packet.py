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

MADE = """(title) => {
  const make = URL.createObjectURL;
  URL.createObjectURL = (file) => {
    globalThis.madeBytes = file.size;
    URL.createObjectURL = make;
    return make.call(URL, file);
  };
  addEventListener("click", (event) => {
    const clickedAt = event.timeStamp;
    let away = document.querySelector("h1")?.textContent !== title;
    const watch = new MutationObserver(() => {
      const there = document.querySelector("h1")?.textContent === title;
      away ||= !there;
      if (!there || !away) return;
      watch.disconnect();
      const [typeset] = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/packets?"));
      console.debug("made", performance.now() - Math.max(typeset?.responseEnd ?? 0, clickedAt));
    });
    watch.observe(document, { childList: true, subtree: true, characterData: true });
  }, { capture: true, once: true });
}"""
"""Of a PDF: what comes after the server's answer."""

FLOOR = """async ([bytes, count]) => {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const plain = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65536) crypto.getRandomValues(plain.subarray(at, at + 65536));
  const how = { name: "AES-GCM", iv: new Uint8Array(12) };
  const sealed = await crypto.subtle.encrypt(how, key, plain);
  const table = new Uint32Array(4096);
  for (let n = 0; n < 256; n += 1) {
    table[n] = n;
    for (let bit = 0; bit < 8; bit += 1) table[n] = table[n] & 1 ? (table[n] >>> 1) ^ 0xedb88320 : table[n] >>> 1;
  }
  for (let i = 256; i < 4096; i += 1) table[i] = (table[i - 256] >>> 8) ^ table[table[i - 256] & 255];
  const four = (word, at) =>
    table[at + (word & 255)] ^ table[at - 256 + ((word >>> 8) & 255)] ^
    table[at - 512 + ((word >>> 16) & 255)] ^ table[at - 768 + (word >>> 24)];
  const crc = (view) => {
    let c = ~0;
    for (let i = 0; i + 16 <= view.byteLength; i += 16)
      c = four(c ^ view.getUint32(i, true), 3840) ^ four(view.getUint32(i + 4, true), 2816) ^
        four(view.getUint32(i + 8, true), 1792) ^ four(view.getUint32(i + 12, true), 768);
    return ~c >>> 0;
  };
  const folder = await navigator.storage.getDirectory();
  const file = await (await folder.getFileHandle("bench", { create: true })).createWritable();
  const started = performance.now();
  for (let n = 0; n < count; n += 1) {
    const opened = await crypto.subtle.decrypt(how, key, sealed);
    await crypto.subtle.digest("SHA-256", opened);
    crc(new DataView(opened));
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


def bytes_made(screen: ChromiumScreen) -> int:
    """Of the file that was made last."""
    made: int = screen.page.evaluate("globalThis.madeBytes")
    return made


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
    whole = made_ms(screen, "packets.pdf.bag")
    of_whole = screen.page.evaluate(FLOOR, [SCREENSHOT_BYTES, round(bytes_made(screen) / SCREENSHOT_BYTES)])
    phone.close()
    of = f"{PICTURES} pictures of 1.5 MB"
    floor = statistics.median(floors)
    return [
        Figure(f"evidence bag of {of}, over raw open + hash + CRC + write", statistics.median(bags), "ms", 1.5, floor),
        Figure("memory of the browser's processes meanwhile, above idle", watched.above_idle_mb, "MB", 80),
        Figure(f"evidence bag of {of} and their PDF, over the same for as many bytes", whole, "ms", 1.5, of_whole),
        Figure(f"plates of {of} put into the PDF", plates / 1000, "s", 15),
    ]
