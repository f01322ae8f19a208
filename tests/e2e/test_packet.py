"""A packet made on Dana's phone without a network is checked without one by Officer Roy, who never saw the case."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from playwright.sync_api import FilePayload, expect

from tests.e2e import account_screens, evening, packets, pictures, screens
from tests.e2e.accessibility import violations
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer
from tests.server.timestamps.conftest import openssl
from tests.server.typesetting import reading


def bag_tool(path: Path, folder: Path) -> str:
    """What the Library of Congress's own tool finds wrong with it."""
    with zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
    (root,) = folder.iterdir()
    command = [sys.executable, "-W", "ignore", "-m", "bagit", "--validate", str(root)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return "" if ran.returncode == 0 else ran.stderr


def tampered(path: Path, exhibit: bytes) -> Path:
    """The same file with one byte of that picture changed."""
    data = bytearray(path.read_bytes())
    data[data.index(exhibit) + len(exhibit) // 2] ^= 1
    other = path.with_name("tampered.zip")
    other.write_bytes(data)
    return other


def stamps_held(path: Path, folder: Path) -> set[str]:
    """The timestamps in it that OpenSSL holds for true, with nothing but the bag."""
    with zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
    (root,) = folder.iterdir()
    lines = (root / "data" / "custody" / "A.jsonl").read_bytes().split(b"\n")
    held = set()
    for stamp in (root / "timestamps").glob("*.tsr"):
        of = folder / "of"
        whole = (root / "manifest-sha256.txt").read_bytes()
        of.write_bytes(whole if stamp.name == "manifest.tsr" else lines[int(stamp.stem.split("-")[-1]) - 1])
        ours = (
            ["-data", of]
            if b'"redacted"' not in of.read_bytes()
            else ["-digest", json.loads(of.read_bytes())["redacted"]]
        )
        said = openssl("-verify", *ours, "-in", stamp, "-CAfile", root / "timestamps" / "tsa-chain.pem")
        held |= {stamp.name} if "Verification: OK" in said else set()
    return held


def check(screen: ChromiumScreen, path: Path, paper: str = "") -> None:
    screen.page.get_by_label(screen.words("packets.verify.choose"), exact=True).set_input_files(path)
    screen.fill("packets.verify.paper", paper)
    screen.tap("packets.verify.start")


def stamp_and_check(dana: ChromiumScreen, officer: ChromiumScreen, folder: Path) -> None:
    """With a network the next bag has timestamps; the officer, still without one, reads whose they are."""
    stamped = packets.bag(dana, folder / "stamped")
    assert stamps_held(stamped, folder / "by-openssl") == {"manifest.tsr", "custody-A-3.tsr"}
    dana.follow("ui.done")
    officer.tap("packets.verify.another")
    check(officer, stamped)
    officer.says("packets.verify.stamp_says")
    officer.reads("Holdfast timestamps of")


def test_a_packet_is_made_handed_over_and_checked_offline(
    server: RunningServer, new_phone: PhoneMaker, tmp_path: Path
) -> None:
    dana = new_phone("dana", server.origin).open()
    screens.first_run(dana)
    shots = [pictures.png(seed, f"shot {seed}") for seed in (1, 2)]
    files = [FilePayload(name=f"{n}.png", mimeType="image/png", buffer=shot) for n, shot in enumerate(shots)]
    screens.add_pictures(dana, files, ["A-001", "A-002"])
    screens.log_call(dana, evening.CALL)
    officer = new_phone("roy", server.origin).open()
    officer.page.goto(f"{server.origin}/verify")
    officer.title("packets.check")
    officer.page.wait_for_timeout(500)
    officer.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    for screen in (dana, officer):
        screen.page.context.set_offline(True)

    packets.to_details(dana)
    packets.to_review(dana, {"my_name": "Dana Haddad"})
    packets.to_hand_over(dana, "Constable Roy")
    bag = packets.bag(dana, tmp_path)
    dana.says("packets.stamp.pending")
    fingerprint = dana.page.locator(".packet-print").inner_text()
    assert bag_tool(bag, tmp_path / "unpacked") == ""
    (root,) = (tmp_path / "unpacked").iterdir()
    assert (root / "data" / "exhibits" / "A-001.png").read_bytes() == shots[0]
    assert "Dana Haddad" in (root / "data" / "packet.html").read_text("utf-8")

    officer.page.reload()
    officer.title("packets.check")
    assert violations(officer.page) == []
    check(officer, bag)
    officer.says("packets.verify.consistent")
    officer.says("packets.verify.stamp_none")
    assert violations(officer.page) == []
    officer.tap("packets.verify.another")
    check(officer, bag, fingerprint)
    officer.says("packets.verify.intact")
    officer.tap("packets.verify.another")
    check(officer, tampered(bag, shots[1]), fingerprint)
    officer.says("packets.verify.finding.exhibit_changed", subject="A-002")
    officer.says("packets.verify.altered")

    dana.follow("ui.done")
    dana.reads("Constable Roy")
    dana.says("packets.added_none")

    dana.page.context.set_offline(False)
    dana.arrive("packets/give")
    stamp_and_check(dana, officer, tmp_path)
    dana.arrive("packets/give")
    whole = packets.pdf(dana, tmp_path).read_bytes()
    document = reading.opened(whole)
    assert document.check_pdf_syntax() == []
    assert reading.plates(document) == {}
    assert sum(str(each.get("/Filter")) == "/DCTDecode" for each in reading.objects(document)) == len(shots)
    assert "Dana Haddad" in reading.text(whole)


def test_an_officer_who_is_shown_the_brief_finds_nothing_else_and_a_lock_behind_it(
    server: RunningServer, new_phone: PhoneMaker
) -> None:
    dana = new_phone("dana", server.origin).open()
    screens.first_run(dana)
    screens.log_call(dana, evening.CALL)
    places = dana.page.get_by_role("navigation", name=dana.words("app.places"))
    for account in (False, True):
        if account:
            account_screens.sign_up(dana, "dana.brief", "four kettles on one stove")
            account_screens.wait_until_backed_up(dana)
        dana.go("today")
        expect(places).to_be_visible()
        dana.go("packets/brief")
        dana.reads(evening.CALL.file_number)
        expect(places).to_be_hidden()
        expect(dana.page.locator(".case-button")).to_be_hidden()
        dana.tap("packets.brief_close")
        if account:
            dana.title("accounts.locked_title")
        else:
            expect(places).to_be_visible()
