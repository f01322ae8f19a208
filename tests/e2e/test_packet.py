"""A packet made on Dana's phone without a network is checked without one by Officer Roy, who never saw the case."""

import json
from pathlib import Path

from playwright.sync_api import FilePayload, Route, expect

from tests.e2e import account_screens, evening, packet_seen, packets, pictures, plate_files, screens
from tests.e2e.accessibility import violations
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer
from tests.server.typesetting import reading

Files = list[tuple[str, bytes]]
SHARE_SHEET = """
navigator.canShare = () => true;
navigator.share = async ({ files }) => {
  if (!navigator.userActivation.isActive) throw new DOMException("no fresh tap", "NotAllowedError");
  globalThis.sharedNow = await Promise.all(files.map(async (file) => [file.name, file.type, file.size]));
};
"""
"""No browser here has one; like a phone's it opens for a fresh tap alone."""


def check(screen: ChromiumScreen, path: Path, paper: str = "") -> None:
    screen.page.get_by_label(screen.words("packets.verify.choose"), exact=True).set_input_files(path)
    screen.fill("packets.verify.paper", paper)
    screen.tap("packets.verify.start")


def refused_in_words(dana: ChromiumScreen) -> None:
    """Offline, and with each answer of a server that typesets nothing now, the screen says why and asks again."""
    answers = {
        "exhibits": ("packet_exhibits", 422),
        "too_long": ("packet_size", 422),
        "too_many": ("rate_limited", 429),
        "busy": ("busy", 503),
        "server": ("packet_failed", 503),
    }
    coming = iter(answers.values())

    def refuse(route: Route) -> None:
        code, status = next(coming)
        body = json.dumps({"code": code, "limit": 1000})
        route.fulfill(status=status, content_type="application/problem+json", body=body)

    dana.follow("packets.pdf.title")
    dana.says("packets.pdf.consent")
    dana.page.context.set_offline(True)
    dana.tap("packets.pdf.make")
    dana.says("packets.pdf.failed.offline")
    dana.page.context.set_offline(False)
    dana.page.route("**/packets?*", refuse)
    for why in answers:
        dana.tap("packets.pdf.make")
        dana.says(f"packets.pdf.failed.{why}", n="1,000")
    dana.page.unroute("**/packets?*")
    assert violations(dana.page) == []
    dana.follow("packets.give_title")


def stamp_and_check(dana: ChromiumScreen, officer: ChromiumScreen, folder: Path) -> None:
    """With a network the next bag has timestamps; the officer, still without one, reads whose they are."""
    stamped = packets.bag(dana, folder / "stamped")
    assert packet_seen.stamps_held(stamped, folder / "by-openssl") == {"manifest.tsr", "custody-A-9.tsr"}
    dana.follow("ui.done")
    officer.tap("packets.verify.another")
    check(officer, stamped)
    officer.says("packets.verify.stamp_says")
    officer.reads("by Holdfast timestamps of")


def typeset(dana: ChromiumScreen, shots: Files, folder: Path) -> bytes:
    """The record goes to the server and no picture does; the PDF that is handed out has them all."""
    sent: list[bytes] = []
    dana.page.on("request", lambda request: sent.append(request.post_data_buffer or b""))
    path = packets.pdf(dana, folder)
    whole = path.read_bytes()
    (record,) = [body for body in sent if b"holdfast-record/1" in body]
    assert record == reading.attached_record(whole)
    assert not any(data[at : at + 64] in each for each in sent for _, data in shots for at in (100, len(data) // 2))
    packet_seen.whole_by_qpdf(path)
    document = reading.opened(whole)
    assert reading.plates(document) == {}
    assert sum(str(each.get("/Filter")) == "/DCTDecode" for each in reading.objects(document)) == len(shots)
    assert "Dana Haddad" in reading.text(whole)
    packet_seen.plates_show(whole)
    return whole


def by_hand(dana: ChromiumScreen, shots: Files) -> None:
    """The numbered files, three for each tap of the share sheet; and the answers, in the order in which forms ask."""
    dana.arrive("packets/sets")
    last = dana.words("packets.set", n=3, labels="A-007, A-008")
    dana.find(f"{dana.words('ui.continue')}: {last}").tap()
    dana.tap("packets.set_share", n=3)
    sizes = [len(data) for _, data in shots[-2:]]
    expected = [["A-007.gif", "image/gif", sizes[0]], ["A-008.heic", "image/heic", sizes[1]]]
    assert dana.page.evaluate("globalThis.sharedNow") == expected
    dana.arrive("packets/form")
    values = dana.page.locator(".copy-value")
    expect(values).to_have_text(["Dana Haddad", "Noor", "$500", evening.CALL.file_number])
    dana.find(f"{dana.words('ui.copy')}: Noor").tap()
    dana.says("ui.copied")
    assert dana.page.evaluate("navigator.clipboard.readText()") == "Noor"


def officer_checks(officer: ChromiumScreen, bag: Path, fingerprint: str, shot: bytes) -> None:
    """Offline: consistent alone, intact by the fingerprint from paper; the exhibit that was changed is named."""
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
    check(officer, packet_seen.tampered(bag, shot), fingerprint)
    officer.says("packets.verify.finding.exhibit_changed", subject="A-001")
    officer.says("packets.verify.altered")


def bag_around(dana: ChromiumScreen, whole: bytes, folder: Path) -> None:
    """The bag with the PDF in it holds that PDF, and the record that it was made of."""
    both = packets.bag_with_pdf(dana, folder)
    assert packet_seen.bag_tool(both, folder / "both") == ""
    (root,) = (folder / "both").iterdir()
    assert (root / "data" / "packet.pdf").read_bytes() == whole
    assert (root / "data" / "record.json").read_bytes() == reading.attached_record(whole)
    assert packet_seen.stamps_held(both, folder / "both-by-openssl") == {"manifest.tsr", "custody-A-9.tsr"}


def test_a_packet_is_made_handed_over_and_checked_offline(
    server: RunningServer, new_phone: PhoneMaker, tmp_path: Path
) -> None:
    phone = new_phone("dana", server.origin)
    dana = ChromiumScreen(phone.start(), phone.words)
    dana.page.add_init_script(SHARE_SHEET)
    dana.page.goto(server.origin)
    screens.first_run(dana)
    shots: Files = [("chat.png", pictures.png(1, "shot 1")), *plate_files.all_kinds().values()]
    labels = [f"A-{n:03}" for n in range(1, len(shots) + 1)]
    screens.add_pictures(dana, [FilePayload(name=n, mimeType="", buffer=data) for n, data in shots], labels)
    screens.log_call(dana, evening.CALL)
    roy = new_phone("roy", server.origin)
    officer = ChromiumScreen(roy.start(), roy.words)
    officer.page.goto(f"{server.origin}/verify")
    officer.title("packets.check")
    officer.page.wait_for_timeout(500)
    officer.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    for screen in (dana, officer):
        screen.page.context.set_offline(True)

    packets.to_details(dana)
    packets.to_review(dana, {"my_name": "Dana Haddad", "child_name": "Noor", "money": "$500"})
    packets.to_hand_over(dana, "Constable Roy")
    bag = packets.bag(dana, tmp_path)
    dana.says("packets.stamp.pending")
    fingerprint = dana.page.locator(".packet-print").inner_text()
    assert packet_seen.bag_tool(bag, tmp_path / "unpacked") == ""
    (root,) = (tmp_path / "unpacked").iterdir()
    exhibits = sorted((root / "data" / "exhibits").iterdir())
    assert [file.read_bytes() for file in exhibits] == [data for _, data in shots]
    assert exhibits[-1].name == "A-008.heic"
    packet_seen.read_from_disk(officer.page.context.new_page(), root, shown=len(shots) - 1)
    packet_seen.read_me_first(root, fingerprint)

    officer_checks(officer, bag, fingerprint, shots[0][1])
    dana.follow("ui.done")
    dana.reads("Constable Roy")
    dana.says("packets.added_none")
    by_hand(dana, shots)

    dana.page.context.set_offline(False)
    dana.arrive("packets/give")
    stamp_and_check(dana, officer, tmp_path)
    dana.arrive("packets/give")
    refused_in_words(dana)
    assert all(complaint.endswith(" /packets") for complaint in phone.complaints)
    phone.complaints.clear()
    whole = typeset(dana, shots, tmp_path)
    bag_around(dana, whole, tmp_path)
    screens.write_note(dana, "He wrote again.")
    dana.arrive("packets")
    dana.says("packets.added", n=1)


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
