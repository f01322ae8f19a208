"""What the phone feels: starting without a network on a slow processor, and saving a screenshot."""

import statistics
from pathlib import Path

from playwright.sync_api import FilePayload, Page, Playwright

from tests.bench.figure import Figure
from tests.bench.sizes import BUILT
from tests.e2e import evening, pictures, screens
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen

STARTS = 5
SAVES = 7
SLOWDOWN = 4

USABLE = """
const watch = () => {
  const bar = document.querySelector("nav button");
  const heading = document.querySelector("h1");
  if (bar === null || heading === null) return requestAnimationFrame(watch);
  requestAnimationFrame(() => { window.usableAtMs = performance.now(); });
};
addEventListener("DOMContentLoaded", watch);
"""

SAVED = """
window.savesMs = [];
addEventListener("click", (event) => { window.clickedAt = event.timeStamp; }, true);
new MutationObserver(() => {
  const label = document.querySelector("main li a[href^='#/record/']");
  if (label === null || label === window.lastLabel) return;
  window.lastLabel = label;
  window.savesMs.push(performance.now() - window.clickedAt);
}).observe(document, { childList: true, subtree: true });
"""

LOADED_SCRIPTS = """performance.getEntriesByType("resource")
  .map(({ name }) => new URL(name).pathname.split("/").at(-1))
  .filter((name) => name.endsWith(".js") && name !== "sw.js")"""

RAW = """async (bytes) => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("bench", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("rows");
    request.onsuccess = () => resolve(request.result);
  });
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const content = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65536) crypto.getRandomValues(content.subarray(at, at + 65536));
  const file = new File([content], "raw.png");
  const started = performance.now();
  const data = await file.arrayBuffer();
  await crypto.subtle.digest("SHA-256", data);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, data);
  await new Promise((resolve) => {
    const transaction = database.transaction("rows", "readwrite", { durability: "strict" });
    transaction.objectStore("rows").put(sealed, Math.random());
    transaction.oncomplete = resolve;
  });
  return performance.now() - started;
}"""


def offline_start_ms(phone: Chromium) -> float:
    """A new browser process, no network, a slowed page: until Today and its bar are drawn."""
    page = phone.start(offline=True)
    page.add_init_script(USABLE)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(phone.origin)
    ChromiumScreen(page, phone.words).title("today.title")
    page.wait_for_timeout(200)
    usable: float = page.evaluate("window.usableAtMs")
    phone.close()
    return usable


def screenshot_of_1500_kilobytes(seed: int) -> FilePayload:
    data = pictures.png(seed, "a threat")
    padding = max(0, 1_500_000 - len(data))
    return FilePayload(name=f"{seed}.png", mimeType="image/png", buffer=data + bytes(padding))


def saves_ms(screen: ChromiumScreen) -> list[float]:
    """From the tap that answers the gate until the label is on the screen."""
    screen.page.evaluate(f"() => {{ {SAVED} }}")
    for seed in range(100, 100 + SAVES):
        screens.choose_pictures(screen, [screenshot_of_1500_kilobytes(seed)])
        screen.title("capture.saved_title", n=1)
        screen.follow("ui.done")
        screen.title("today.title")
    measured: list[float] = screen.page.evaluate("window.savesMs")
    return measured


def raw_ms(page: Page) -> list[float]:
    return [page.evaluate(RAW, 1_500_000) for _ in range(SAVES)]


def first_load_kb(page: Page) -> float:
    """JavaScript that the page itself has asked for so far, as gzip carries it."""
    names: list[str] = page.evaluate(LOADED_SCRIPTS)
    return sum((BUILT / f"{name}.gz").stat().st_size for name in names) / 1000


def figures(playwright: Playwright, folder: Path, origin: str) -> list[Figure]:
    phone = Chromium(playwright, folder / "phone", origin)
    screen = phone.open()
    screen.title("first_run.danger_title")
    loaded = first_load_kb(screen.page)
    screens.first_run(screen)
    phone.controlled()
    evening.save_everything(screen, evening.Evening())
    saved, raw = statistics.median(saves_ms(screen)), statistics.median(raw_ms(screen.page))
    phone.close()
    starts = [offline_start_ms(phone) for _ in range(STARTS)]
    return [
        Figure("JavaScript the page fetched until the first screen was usable, gzip", loaded, "kB", 45),
        Figure(
            f"offline cold start to usable, page at {SLOWDOWN}x CPU slow-down", statistics.median(starts), "ms", 1000
        ),
        Figure("1.5 MB screenshot durable, over raw hash + seal + store", saved, "ms", 2, raw),
    ]
