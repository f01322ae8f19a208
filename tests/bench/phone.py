"""What the phone feels: starting without a network on a slow processor, and saving a screenshot."""

import statistics
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FilePayload, Page, Playwright

from tests.bench.figure import Figure
from tests.e2e import evening, pictures, screens
from tests.e2e.chromium import Chromium
from tests.e2e.chromium_screen import ChromiumScreen

STARTS = 5
SAVES = 7
SLOWDOWN = 4
SCREENSHOT_BYTES = 1_500_000

USABLE = """
const watch = () => {
  const bar = document.querySelector("nav button");
  const heading = document.querySelector("h1");
  if (bar === null || heading === null) return requestAnimationFrame(watch);
  requestAnimationFrame(() => console.debug("usable", performance.now()));
};
addEventListener("DOMContentLoaded", watch);
"""

SAVED = """
addEventListener("click", (event) => {
  const clickedAt = event.timeStamp;
  const watch = new MutationObserver(() => {
    if (document.querySelector("main li a[href^='#/record/']") === null) return;
    watch.disconnect();
    console.debug("saved", performance.now() - clickedAt);
  });
  watch.observe(document, { childList: true, subtree: true });
}, { capture: true, once: true });
"""

LOADED_SCRIPTS = """performance.getEntriesByType("resource")
  .filter(({ name }) => name.endsWith(".js") && !name.endsWith("/sw.js"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""

RAW_SCREENSHOTS = """async ([bytes, count]) => {
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("bench", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("rows");
    request.onsuccess = () => resolve(request.result);
  });
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const content = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65536) crypto.getRandomValues(content.subarray(at, at + 65536));
  const files = Array.from({ length: count }, (_, i) => new File([content], `${i}.png`));
  const started = performance.now();
  for (const file of files) {
    const data = await file.arrayBuffer();
    await crypto.subtle.digest("SHA-256", data);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, data);
    await new Promise((resolve) => {
      const transaction = database.transaction("rows", "readwrite", { durability: "strict" });
      transaction.objectStore("rows").put(sealed, Math.random());
      transaction.oncomplete = resolve;
    });
  }
  const taken = performance.now() - started;
  database.close();
  await new Promise((resolve) => (indexedDB.deleteDatabase("bench").onsuccess = resolve));
  return taken;
}"""


def said(page: Page, word: str, act: Callable[[], object], patience_ms: int = 30_000) -> float:
    """The time that the page itself measures and says once: asking before would run on the thread that is measured."""
    with page.expect_console_message(lambda one: one.text.startswith(f"{word} "), timeout=patience_ms) as heard:
        act()
    return float(heard.value.text.split()[1])


def offline_start_ms(phone: Chromium) -> float:
    """A new browser process, no network, a slowed page: until Today and its bar are drawn."""
    page = phone.start(offline=True)
    page.add_init_script(USABLE)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    usable = said(page, "usable", lambda: page.goto(phone.origin, wait_until="commit"))
    ChromiumScreen(page, phone.words).title("today.title")
    phone.close()
    return usable


def screenshot_of_1500_kilobytes(seed: int) -> FilePayload:
    data = pictures.png(seed, "a threat")
    padding = max(0, SCREENSHOT_BYTES - len(data))
    return FilePayload(name=f"{seed}.png", mimeType="image/png", buffer=data + bytes(padding))


def save_ms(screen: ChromiumScreen, seed: int) -> float:
    """From the tap that answers the gate until the label of what is durable is drawn: thumbnail and screens too."""
    screen.tap("capture.add")
    screen.follow_in_sheet("capture.pictures")
    screen.pick("capture.choose", [screenshot_of_1500_kilobytes(seed)])
    screen.title("capture.gate_title")
    screen.page.evaluate(f"() => {{ {SAVED} }}")
    saved = said(screen.page, "saved", lambda: screen.tap("capture.gate_no"))
    screen.title("capture.saved_title", n=1)
    screen.follow("ui.done")
    screen.title("today.title")
    return saved


def saved_and_raw_ms(screen: ChromiumScreen) -> tuple[float, float]:
    """Medians, taken turn by turn so that a busy machine slows both alike."""
    turns = [
        (save_ms(screen, seed), screen.page.evaluate(RAW_SCREENSHOTS, [SCREENSHOT_BYTES, 1]))
        for seed in range(100, 100 + SAVES)
    ]
    saved, raw = zip(*turns, strict=True)
    return statistics.median(saved), statistics.median(raw)


def loaded_kb(page: Page) -> float:
    """JavaScript that the page itself has asked for so far, as the network carried it."""
    loaded: int = page.evaluate(LOADED_SCRIPTS)
    return loaded / 1000


def figures(playwright: Playwright, folder: Path, origin: str) -> list[Figure]:
    phone = Chromium(playwright, folder / "phone", origin)
    screen = phone.open()
    screen.title("first_run.danger_title")
    loaded = loaded_kb(screen.page)
    screens.first_run(screen)
    phone.controlled()
    evening.save_everything(screen, evening.Evening())
    saved, raw = saved_and_raw_ms(screen)
    phone.close()
    starts = [offline_start_ms(phone) for _ in range(STARTS)]
    return [
        Figure("JavaScript the page fetched until the first screen was usable", loaded, "kB", 110),
        Figure(
            f"offline cold start to usable, page at {SLOWDOWN}x CPU slow-down", statistics.median(starts), "ms", 1000
        ),
        Figure("1.5 MB screenshot, tap to label on screen, over raw hash + seal + store", saved, "ms", 2, raw),
    ]
