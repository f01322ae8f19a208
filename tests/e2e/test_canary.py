"""The canary: words that exist nowhere else, typed everywhere, must not be found anywhere on the server's side."""

import base64
import hashlib
from pathlib import Path

from playwright.sync_api import FilePayload

from tests.e2e import account_screens, evening, pictures, screens, statements
from tests.e2e.canary import hits, hits_in_folder
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.conftest import PhoneMaker
from tests.e2e.recording_proxy import recording_proxy
from tests.e2e.running_server import free_ports, running_server
from tests.e2e.screens import Call

LOGIN = "wren.zephyr.4410"
PASSPHRASE = "Quagmire-Passphrase-5521"
NOTE = "Kestrel-Note-7719 été"
PAINTED = "Obelisk-Pixels-3082"
FILE_NAMES = ["Marmalade-File-1.png", "Marmalade-File-2.png", "Marmalade-File-3.jpg"]
CASE_TITLE = "Juniper-Case-6604"
NEUTRAL = "Marigold-Neutral-3348"
ASK = "Halcyon-Ask-9127"
CALL = Call(
    service="Verdigris-Service-2230",
    name="Ptarmigan-Person-8841",
    badge="Badge-Xyster-17",
    phone="604-555-8392",
    said="Thimble-Said-4096",
    file_number="FN-Quillon-51734",
)
DESCRIBED = {
    "what": "Sassafras-What-1",
    "detail.app": "Sassafras-App-2",
    "detail.account": "Sassafras-Account-3",
    "detail.device": "Sassafras-Device-4",
    "detail.seen_by": "Sassafras-Seen-5",
    "detail.happened": "Sassafras-When-6",
}
HEAVY = "Larkspur-Statement-5590 says she wants to die"
THREAT = "Wolfram-Threat-2218"
SLICE_BYTES, SLICE_EVERY = 64, 100_000
PROFILE_FIELDS = ["platform", "username", "display", "url", "user_id", "phone", "email", "payment", "wallet", "about"]
MORE = {
    "number.org": "Cinnabar-Org-6613",
    "number.value": "CT-Larkspur-80217",
    "exhibit.caption": "Peregrine-Caption-2984",
    "addition": "Tamarack-Addition-5170",
    "correction": "Gossamer-Correction-7342",
    **{f"profile.{field}": f"Willet-{field.title()}-{4100 + n}" for n, field in enumerate(PROFILE_FIELDS)},
}
CALL_WORDS = [CALL.service, CALL.name, CALL.badge, CALL.phone, CALL.said, CALL.file_number]
WRITTEN = [NOTE, HEAVY, THREAT]
CANARIES = [
    *(*WRITTEN, PAINTED, *FILE_NAMES, CASE_TITLE, NEUTRAL, ASK),
    *(*CALL_WORDS, *DESCRIBED.values(), *MORE.values(), PASSPHRASE),
]


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


def say_more(screen: ChromiumScreen) -> None:
    """What is written about things that are in the record already, and the things that have a form of their own."""
    screen.arrive("numbers/new")
    screen.fill("numbers.org", MORE["number.org"])
    screen.fill("numbers.value", MORE["number.value"])
    screen.tap("numbers.save")
    screen.reads(MORE["number.org"])
    screen.arrive("profiles/new")
    for field in PROFILE_FIELDS:
        screen.fill(f"record.profile.field.{field}", MORE[f"profile.{field}"])
    screen.tap("ui.save")
    screen.find(MORE["profile.username"], "heading").wait_for()
    screen.arrive("record")
    screen.find("A-001", "link").tap()
    screen.title("record.exhibit_title", label="A-001")
    screen.fill("record.caption", MORE["exhibit.caption"])
    screen.tap("record.caption_save")
    screen.find(screen.words("record.caption_save")).wait_for(state="detached")
    screen.arrive("record")
    screen.find(CALL.name, "link").tap()
    screen.title("record.contact_title", service=CALL.service)
    screen.tap("record.additions.add")
    screen.fill("record.additions.label", MORE["addition"])
    screen.tap("ui.save")
    screen.reads(MORE["addition"])
    screen.tap("record.correct.open")
    screen.fill("calls.said", MORE["correction"])
    screen.tap("record.correct.save")
    screen.reads(MORE["correction"])


def save_canaries(screen: ChromiumScreen, files: list[FilePayload]) -> str:
    screens.first_run(screen)
    screens.write_note(screen, NOTE)
    screens.add_pictures(screen, files, evening.LABELS)
    screens.describe_picture(screen, DESCRIBED)
    screens.log_call(screen, CALL)
    screens.set_followup(screen, evening.in_a_week(), ASK)
    statements.begin(screen)
    statements.passage(screen, 1).fill(HEAVY)
    screen.says("statement.heavy.title")
    screen.tap("statement.editor.add_threat")
    statements.threat(screen, 1).fill(THREAT)
    statements.read_through(screen)
    statements.seal(screen)
    say_more(screen)
    screens.rename_case(screen, CASE_TITLE)
    screens.choose_neutral_words(screen, NEUTRAL)
    code = account_screens.sign_up(screen, LOGIN, PASSPHRASE)
    account_screens.wait_until_backed_up(screen)
    return code


def test_nothing_readable_reaches_the_server(new_phone: PhoneMaker, tmp_path: Path) -> None:
    front, back = free_ports(2)
    origin = f"http://localhost:{front}"
    folder = tmp_path / "server"
    files = painted_pictures()
    with recording_proxy(front, back) as recording, running_server(folder, {"PUBLIC_ORIGIN": origin}, back) as server:
        code = save_canaries(new_phone("dana", origin).open(), files)
        second = new_phone("dana-tablet", origin).open()
        account_screens.sign_in(second, LOGIN, PASSPHRASE)
        second.go("record")
        second.reads(NOTE)
        words = [*CANARIES, code, code.replace(" ", ""), code.replace(" ", "-")]
        running = hits_in_folder(words, folder)
        log = server.log.read_bytes()
    sent = recording.everything()

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
