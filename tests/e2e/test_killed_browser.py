"""A battery that dies while pictures are saved, while they are sent and while another phone's records arrive.

KILL_ROUNDS=50 runs more than `make test` does, SEED=1 others.
"""

import hashlib
import os
import random
import re
import time

from playwright.sync_api import FilePayload

from tests.bench.visitor import Visitor
from tests.e2e import account_screens, pictures, screens
from tests.e2e.account_reader import AccountReader, Record, by_passphrase
from tests.e2e.chromium import TIME_ZONE, Chromium
from tests.e2e.chromium_screen import ChromiumScreen, one_spaced
from tests.e2e.conftest import PhoneMaker
from tests.e2e.phone_store import read_store
from tests.e2e.running_server import RunningServer

ROUNDS = int(os.environ.get("KILL_ROUNDS", "5"))
SEED = int(os.environ.get("SEED", "20261126"))
LOGIN, PASSPHRASE = "dana.killed", "harbour lantern quiet kelp"
LONGEST_MS = 900
PICTURES, OPS, NOTES = 2, 30, 4


class MortalPhone:
    """Dana's phone, whose battery dies at a moment of chance; what it had called saved is remembered."""

    def __init__(self, phone: Chromium) -> None:
        self.phone, self.chance, self.secret = phone, random.Random(SEED), ""
        self.screen = phone.open()
        self.saved: list[FilePayload] = []
        self.screenshot = pictures.png(1, "a threat")

    def die(self, doing: str) -> None:
        moment = self.chance.randrange(LONGEST_MS)
        print(f"{doing}: killed after {moment} ms")
        self.screen.page.wait_for_timeout(moment)
        self.phone.kill()

    def wake(self) -> ChromiumScreen:
        self.screen = self.phone.open()
        if self.secret:
            account_screens.unlock(self.screen, self.secret)
            self.screen.title_within(account_screens.ARGON2_PATIENCE_MS, "today.title")
        return self.screen

    def new_pictures(self) -> list[FilePayload]:
        """One real screenshot, with other bytes after its end each time."""
        seeds = [self.chance.randrange(10**9) for _ in range(PICTURES)]
        made = {f"{seed}.png": self.screenshot + str(seed).encode() for seed in seeds}
        return [FilePayload(name=name, mimeType="image/png", buffer=data) for name, data in made.items()]


def says_saved(screen: ChromiumScreen) -> bool:
    title = one_spaced(screen.words("capture.saved_title", n=PICTURES))
    return screen.page.get_by_role("heading", level=1, name=title, exact=True).is_visible()


def highest_label(screen: ChromiumScreen) -> int:
    """Of those in view, which are the latest; the reader looks at all of them at the end."""
    screen.arrive("record")
    return max((int(n) for n in re.findall(r"\bA-(\d{3})\b", screen.page.get_by_role("main").inner_text())), default=0)


def captured(dana: MortalPhone, there: int) -> int:
    """One round: killed while two pictures are saved; how many there are after it."""
    files = dana.new_pictures()
    screens.choose_pictures(dana.screen, files)
    moment = dana.chance.randrange(LONGEST_MS)
    print(f"saving: killed after {moment} ms")
    dana.screen.page.wait_for_timeout(moment)
    said = says_saved(dana.screen)
    dana.phone.kill()
    highest = highest_label(dana.wake())
    assert there <= highest <= there + PICTURES
    if said:
        assert highest == there + PICTURES
        dana.saved += files
    return highest


def sent(dana: MortalPhone) -> None:
    """One round: killed while two pictures are on their way to the account."""
    files = dana.new_pictures()
    screens.choose_pictures(dana.screen, files)
    dana.screen.title("capture.saved_title", n=PICTURES)
    dana.saved += files
    dana.die("sending")
    dana.wake()


def notes(number: int) -> list[list[Record]]:
    """What another phone of the family writes."""
    at = time.time_ns() // 1_000_000
    stamp: Record = {"v": 1, "k": "s", "at": at, "tz": TIME_ZONE, "entity": "note", "field": "text"}
    made = [
        stamp | {"id": os.urandom(16), "value": f"{number} " + "he wrote again " * 900, "hlc": [at, n]}
        for n in range(OPS * NOTES)
    ]
    return [made[i : i + NOTES] for i in range(0, len(made), NOTES)]


def pulled(dana: MortalPhone, reader: AccountReader, case_id: bytes, number: int) -> None:
    """One round: killed while another phone's notes arrive."""
    dana.phone.close()
    reader.write(case_id, notes(number))
    dana.wake()
    dana.die("fetching")


def the_phone_gets_all(dana: MortalPhone, reader: AccountReader) -> None:
    """Until every op that the server has is verified on the phone, and nothing waits to be sent.

    The phone may still be writing: the timestamp of a custody line comes after the sync that brought the line.
    """
    deadline = time.monotonic() + account_screens.SYNC_PATIENCE_MS / 1000
    while True:
        reader.read()
        wanted = {log_id.hex(): log.seq for log_id, log in reader.logs.items()}
        store = read_store(dana.screen.page)
        settled = store.good == wanted and (store.waiting, store.unsent) == (0, 0)
        if settled or time.monotonic() > deadline:
            break
        dana.screen.page.wait_for_timeout(200)
    assert store.good == wanted
    assert store.heads == {log_id: (seq, None) for log_id, seq in wanted.items()}
    assert (store.waiting, store.unsent) == (0, 0)


def test_a_browser_killed_while_it_saves_sends_and_fetches_loses_nothing(
    server: RunningServer, new_phone: PhoneMaker
) -> None:
    print(f"SEED={SEED} KILL_ROUNDS={ROUNDS}")
    dana = MortalPhone(new_phone("dana", server.origin))
    screens.first_run(dana.screen)
    dana.phone.controlled()
    there = 0
    for _ in range(ROUNDS):
        there = captured(dana, there)
    account_screens.sign_up(dana.screen, LOGIN, PASSPHRASE)
    dana.secret = PASSPHRASE
    for _ in range(ROUNDS):
        sent(dana)
    account_screens.wait_until_backed_up(dana.screen)

    visitor = Visitor(server.origin)
    reader = AccountReader(visitor, by_passphrase(visitor, LOGIN, PASSPHRASE))
    case_id, records = next((log, found) for log, found in reader.read().items() if log != reader.account.account_id)
    exhibits = [record for record in records if record.get("type") == "exhibit"]
    kept = [hashlib.sha256(reader.picture(exhibit)).digest() for exhibit in exhibits]
    assert len(set(kept)) == len(kept)
    assert {hashlib.sha256(file["buffer"]).digest() for file in dana.saved} <= set(kept)
    assert sorted(exhibit["body"]["label"] for exhibit in exhibits) == [f"A-{n:03}" for n in range(1, len(kept) + 1)]

    for number in range(ROUNDS):
        pulled(dana, reader, case_id, number)
    dana.wake()
    account_screens.wait_until_backed_up(dana.screen)
    the_phone_gets_all(dana, reader)
    visitor.close()
