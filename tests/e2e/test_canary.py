"""The canary: words that exist nowhere else, typed everywhere, must not be found anywhere on the server's side."""

import base64
import hashlib
from pathlib import Path

from playwright.sync_api import FilePayload

from tests.bench.visitor import Visitor
from tests.e2e import account_screens, evening, packets, passkeys, pictures, screens, statements
from tests.e2e.account_reader import AccountReader, by_passphrase
from tests.e2e.canaries import (
    CALL,
    CANARIES,
    FILE_NAMES,
    HEAVY,
    LOGIN,
    PACKET_FIELDS,
    PAINTED,
    PASSPHRASE,
    STAYS_ON_THE_PHONE,
    THREAT,
    TYPED,
)
from tests.e2e.canary import hits, hits_in_folder
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker, ServerMaker, sealed_devices
from tests.e2e.key_material import Watch
from tests.e2e.passkeys import VirtualPasskeys
from tests.e2e.running_server import stop

SLICE_BYTES, SLICE_EVERY = 64, 100_000


def painted_pictures() -> list[FilePayload]:
    first, second = (pictures.png(seed, PAINTED, comment=PAINTED) for seed in (11, 12))
    third = pictures.jpeg(13, PAINTED)
    kinds = ("image/png", "image/png", "image/jpeg")
    files = zip(FILE_NAMES, kinds, (first, second, third), strict=True)
    return [FilePayload(name=name, mimeType=kind, buffer=data) for name, kind, data in files]


def digests(files: list[FilePayload]) -> list[bytes]:
    """A plain hash of a picture would let the server recognise it: raw, hexadecimal and base64."""
    raw = [hashlib.sha256(file["buffer"]).digest() for file in files]
    return [
        form for d in raw for form in (d, d.hex().encode(), base64.urlsafe_b64encode(d)[:43], base64.b64encode(d)[:43])
    ]


def slices(files: list[FilePayload]) -> list[bytes]:
    """Of each file's own bytes, some that any copy of it holds, whatever lies around it."""
    return [
        file["buffer"][at : at + SLICE_BYTES]
        for file in files
        for at in range(0, len(file["buffer"]) - SLICE_BYTES, SLICE_EVERY)
        if len(set(file["buffer"][at : at + SLICE_BYTES])) > SLICE_BYTES // 2
    ]


def slices_in_folder(files: list[FilePayload], folder: Path) -> list[str]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in found if any(one in path.read_bytes() for one in slices(files))]


def typed(kind: str) -> dict[str, str]:
    """What is typed into one kind of thing, by field."""
    return {place.split(".")[1]: word for place, word in TYPED.items() if place.startswith(f"{kind}.")}


def say_more(screen: ChromiumScreen) -> None:
    """What is written about things that are in the record already, and the things that have a form of their own."""
    screen.arrive("numbers/new")
    screen.fill("numbers.org", TYPED["number.org"])
    screen.fill("numbers.value", TYPED["number.value"])
    screen.tap("numbers.save")
    screen.reads(TYPED["number.org"])
    screen.arrive("profiles/new")
    for field, word in typed("profile").items():
        screen.fill(f"record.profile.field.{field}", word)
    screen.tap("ui.save")
    screen.find(TYPED["profile.username"], "heading").wait_for()
    screen.arrive("record")
    screen.find("A-001", "link").tap()
    screen.title("record.exhibit_title", label="A-001")
    screen.fill("record.caption", TYPED["exhibit.caption"])
    screen.tap("record.caption_save")
    screen.find(screen.words("record.caption_save")).wait_for(state="detached")
    screen.arrive("record")
    screen.find(CALL.name, "link").tap()
    screen.title("record.contact_title", service=CALL.service)
    screen.tap("record.additions.add")
    screen.fill("record.additions.label", TYPED["addition.text"])
    screen.tap("ui.save")
    screen.reads(TYPED["addition.text"])
    screen.tap("record.correct.open")
    screen.fill("calls.said", TYPED["correction.fields"])
    screen.tap("record.correct.save")
    screen.reads(TYPED["correction.fields"])
    screen.arrive("followups/clock")
    screen.fill("followups.clock.item.seized", TYPED["clock.item"])
    screen.fill("followups.clock.receipt", TYPED["clock.receipt"])
    screen.fill("followups.clock.officer", TYPED["clock.officer"])
    screen.tap("followups.clock.save")
    screen.reads(TYPED["clock.receipt"])


def cover_a_picture(screen: ChromiumScreen, file: FilePayload) -> None:
    screen.arrive("capture")
    screen.pick("capture.choose", [file])
    screen.tap("capture.gate_cover")
    screen.tap("capture.cover.add")
    screen.fill("capture.cover.original", TYPED["covered.original"])
    screen.tap("capture.cover.next_covered", n=1)
    screen.title("capture.saved_title", n=1)


def call_them(screen: ChromiumScreen) -> None:
    """Call mode, where every key is saved as it is pressed."""
    screen.arrive("calls/start")
    screen.fill("calls.service", TYPED["call.service"])
    screen.fill("calls.line", TYPED["call.phone"])
    screen.tap("calls.already")
    screen.title("calls.on_title_with", service=TYPED["call.service"])
    screen.fill("calls.name", TYPED["call.name"])
    screen.fill("calls.badge", TYPED["call.badge"])
    screen.fill("calls.notes", TYPED["call.said"])
    screen.tap("calls.mark.file_number")
    screen.fill("calls.file_number", TYPED["call.file_number"])
    screen.tap("calls.hung_up")
    screen.title("calls.ended_title")


def write_a_statement(screen: ChromiumScreen) -> None:
    statements.begin(screen)
    statements.passage(screen, 1).fill(HEAVY)
    screen.says("statement.heavy.title")
    screen.tap("statement.editor.add_threat")
    statements.threat(screen, 1).fill(THREAT)
    screen.tap("statement.editor.add")
    statements.passage(screen, 2).fill(TYPED["private.text"])
    statements.keep_private(screen, 2)
    statements.read_through(screen)
    statements.seal(screen)


def hand_over(screen: ChromiumScreen) -> None:
    """A packet with every answer, read as the paper that goes to police."""
    packets.to_details(screen)
    packets.to_review(screen, {field: TYPED[f"packet.{field}"] for field in PACKET_FIELDS})
    packets.to_hand_over(screen, TYPED["packet.to"])
    screen.follow("packets.paper")
    screen.reads(TYPED["packet.money"])
    screen.tap("packets.note_it")
    screen.says("packets.noted")


def save_canaries(screen: ChromiumScreen, files: list[FilePayload]) -> str:
    screens.first_run(screen)
    screens.write_note(screen, TYPED["note.text"])
    screens.add_pictures(screen, files, evening.LABELS)
    described = typed("described")
    screens.describe_picture(
        screen, {"what": described.pop("what"), **{f"detail.{name}": word for name, word in described.items()}}
    )
    screens.log_call(screen, CALL)
    screens.set_followup(screen, evening.in_a_week(), TYPED["followup.ask"])
    write_a_statement(screen)
    say_more(screen)
    cover_a_picture(screen, files[0])
    call_them(screen)
    screens.write_outcome(screen, "closed", "QC", TYPED["outcome.said"])
    hand_over(screen)
    screens.rename_case(screen, TYPED["case.title"])
    screens.choose_neutral_words(screen, TYPED["settings.neutral_words"])
    code = account_screens.sign_up(screen, LOGIN, PASSPHRASE)
    passkeys.add(screen, TYPED["passkey.name"])
    screen.says("passkeys.added")
    account_screens.wait_until_backed_up(screen)
    return code


def sealed_places(origin: str) -> set[str]:
    """Where in the account's own records, opened with its passphrase, each of the words stands."""
    visitor = Visitor(origin)
    logs = AccountReader(visitor, by_passphrase(visitor, LOGIN, PASSPHRASE)).read()
    visitor.close()
    found: set[str] = set()
    for record in [record for records in logs.values() for record in records]:
        if record["k"] == "s":
            note_places(record["entity"], {record["field"]: record["value"]}, found)
        else:
            note_places(record["type"], record["body"], found)
    return found


def note_places(holder: str, values: dict[str, object], found: set[str]) -> None:
    for key, value in values.items():
        if f"{holder}.{key}" in TYPED and TYPED[f"{holder}.{key}"] in str(value):
            found.add(f"{holder}.{key}")
        if isinstance(value, dict):
            note_places(key, value, found)


def test_nothing_readable_reaches_the_server(
    new_phone: PhoneMaker, new_server: ServerMaker, watch: Watch, tmp_path: Path
) -> None:
    server, recording = new_server()
    folder = server.folder
    files = painted_pictures()
    phone = new_phone("dana", server.origin)
    screen = phone.open()
    VirtualPasskeys(screen.page)
    code = save_canaries(screen, files)
    tablet = new_phone("dana-tablet", server.origin)
    second = tablet.open()
    account_screens.sign_in(second, LOGIN, PASSPHRASE)
    second.arrive("record")
    second.fill("record.search", TYPED["note.text"])
    second.reads(TYPED["note.text"])
    words = [*CANARIES, code, code.replace("-", ""), code.replace("-", " ")]
    running = hits_in_folder(words, folder)
    log = server.log.read_bytes()
    sent = recording.everything()
    assert TYPED.keys() - sealed_places(server.origin) == STAYS_ON_THE_PHONE, "what else was not typed into the record?"
    assert watch.search([account_screens.MADE.pop()], sealed_devices([phone, tablet])) == []
    phone.close()
    tablet.close()
    stop(server.process)

    assert running == {}
    assert hits_in_folder(words, folder) == {}
    assert slices_in_folder(files, folder) == []
    assert hits(words, sent) == []
    assert [one for one in slices(files) if one in sent] == []
    assert [form for form in digests(files) if form in sent] == []
    assert hits([LOGIN, "127.0.0.1"], log) == []

    # The same search does find what the server is allowed to know, so an empty answer above means something.
    assert f"{LOGIN} as utf-8" in hits([LOGIN], sent)
    assert any(path.endswith("holdfast.db") for path in hits_in_folder([LOGIN], folder))
    assert len(sent) > sum(len(file["buffer"]) for file in files)
    for file in files:
        assert len(slices([file])) >= 3
    (tmp_path / "seen").mkdir()
    (tmp_path / "seen" / "in the clear").write_bytes(b"before" + files[2]["buffer"] + b"after")
    assert len(slices_in_folder(files, tmp_path / "seen")) == 1
