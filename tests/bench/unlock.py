"""A phone with a long record: from the tap that unlocks it until Today is drawn and a capture can begin."""

import os
import statistics
import time
from pathlib import Path

from playwright.sync_api import Playwright

from tests.bench.figure import Figure
from tests.bench.phone import SLOWDOWN
from tests.bench.visitor import Visitor
from tests.bench.writer import Record, Writer
from tests.e2e import account_screens, screens
from tests.e2e.chromium import TIME_ZONE, Chromium
from tests.e2e.chromium_screen import ChromiumScreen
from tests.reference.account import Account

RECORDS, FEW, UNLOCKS, PUSH_OPS = 10_000, 10, 3, 20
PASSPHRASE = "harbour lantern quiet kelp"

UNLOCKED = """([today, add]) => addEventListener("click", ({ timeStamp }) => {
  const watch = () => {
    const drawn = document.querySelector("h1")?.textContent === today;
    const ready = [...document.querySelectorAll("a, button")].some((one) => one.textContent.startsWith(add));
    if (!drawn || !ready) return requestAnimationFrame(watch);
    requestAnimationFrame(() => {
      const now = performance.now();
      console.debug("unlocked", now - timeStamp, now - stretchedAt);
    });
  };
  watch();
}, { capture: true, once: true })"""


def stamp(at: int) -> Record:
    return {"v": 1, "at": at, "tz": TIME_ZONE}


def event(at: int, kind: str, body: Record) -> Record:
    return {**stamp(at), "k": "e", "type": kind, "id": os.urandom(16), "body": body}


def written(at: int, entity: str, of: bytes, field: str, value: object) -> Record:
    return {**stamp(at), "k": "s", "entity": entity, "id": of, "field": field, "value": value, "hlc": [at, 0]}


def call(at: int) -> Record:
    said_there = "They took the report and will call back. " * 16
    body: Record = {"kind": "call", "started": at, "service": "Victoria Police", "role": "officer", "said": said_there}
    return event(at, "contact", body)


def note(at: int) -> Record:
    return written(at, "note", os.urandom(16), "text", "He wrote again tonight and asked for money. " * 18)


def family_with(origin: str, login: str, records: int) -> None:
    """An account whose one case holds so many calls and notes."""
    account, visitor, now = Account(), Visitor(origin), time.time_ns() // 1_000_000
    visitor.register(account, login, PASSPHRASE)
    case = Writer(account, account.device)
    home = Writer(account, account.device, account.account_id, account.home)
    key: Record = {"case": case.case_id, "epoch": 1, "ck": case.key}
    about = {"title": "The winter", "archived": False, "audience": "child"}
    facts = [written(now, "case", case.case_id, field, value) for field, value in about.items()]
    home.push(visitor, [home.seal([event(now, "case_key", key), *facts])])
    case.start(visitor)
    made = [(call if i % 2 else note)(now - 1000 * (records - i)) for i in range(records)]
    ops = case.batches(made)
    for at in range(0, len(ops), PUSH_OPS):
        case.push(visitor, ops[at : at + PUSH_OPS])


STRETCHED = """
const { postMessage } = Worker.prototype;
Worker.prototype.postMessage = function (message, ...rest) {
  if (message.kind === "stretch") {
    this.addEventListener("message", ({ data }) => {
      if (data.id === message.id && data.type === "done") globalThis.stretchedAt = performance.now();
    });
  }
  return postMessage.call(this, message, ...rest);
};
"""
"""Notes when the worker has answered with the stretched passphrase; the page's own code is as it is."""
KEPT_MS = 5_000
"""After this long without a change the phone has written its snapshot of Today."""


def unlock_ms(playwright: Playwright, profile: Path, origin: str, login: str) -> tuple[float, float]:
    """Medians of openings, from the tap and from the stretched passphrase; a worker is not slowed down."""
    phone = Chromium(playwright, profile, origin)
    screen = phone.open()
    screens.first_run(screen)
    account_screens.sign_in(screen, login, PASSPHRASE)
    account_screens.wait_until_backed_up(screen)
    screen.page.wait_for_timeout(KEPT_MS)
    phone.close()
    taken = [one_unlock_ms(phone) for _ in range(UNLOCKS)]
    whole, opened = (statistics.median(column) for column in zip(*taken, strict=True))
    return whole, opened


def one_unlock_ms(phone: Chromium) -> tuple[float, float]:
    page = phone.start(offline=True)
    page.add_init_script(STRETCHED)
    page.goto(phone.origin)
    screen = ChromiumScreen(page, phone.words)
    screen.page.context.new_cdp_session(screen.page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    screen.fill("accounts.unlock_label", PASSPHRASE)
    screen.page.evaluate(UNLOCKED, [screen.words("today.title"), screen.words("capture.add")])
    with screen.page.expect_console_message(lambda one: one.text.startswith("unlocked "), timeout=60_000) as heard:
        screen.tap("accounts.unlock")
    phone.close()
    _, whole, opened = heard.value.text.split()
    return float(whole), float(opened)


def figures(playwright: Playwright, folder: Path, origin: str) -> list[Figure]:
    taken = []
    for login, records in (("dana.long", RECORDS), ("dana.short", FEW)):
        family_with(origin, login, records)
        taken.append(unlock_ms(playwright, folder / login, origin, login))
    (whole, opened), (few_whole, few_opened) = taken
    slow = f"{SLOWDOWN}x CPU slow-down"
    name = f"10,000 records: passphrase stretched to Today and capture ready, {slow}; with {FEW}"
    return [
        Figure(name, opened, "ms", 500, few_opened, of="value"),
        Figure(f"the same from the tap, Argon2id 64 MiB included; with {FEW}", whole, "ms", 500, few_whole, of="value"),
    ]
