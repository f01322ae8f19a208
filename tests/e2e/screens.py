"""What people do on each screen, in the words of the screens: a changed label or step is mended here once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.e2e.chromium_screen import ChromiumScreen, Files


@dataclass(frozen=True)
class Call:
    """A call to police as someone writes it down."""

    service: str
    name: str
    said: str
    file_number: str
    role: str = "complaint_taker"
    badge: str = ""
    phone: str = ""


def first_run(screen: ChromiumScreen, audience: str = "child") -> None:
    screen.title("first_run.danger_title")
    screen.tap(f"first_run.{audience}")
    screen.tap("first_run.look_around")
    screen.title("today.title")


def write_note(screen: ChromiumScreen, text: str) -> None:
    screen.tap("capture.add")
    screen.follow_in_sheet("capture.note")
    screen.fill("capture.note_label", text)
    screen.reads(screen.words.stem("capture.note_saved"))
    screen.follow("ui.done")
    screen.title("record.title")


def choose_pictures(screen: ChromiumScreen, files: Files) -> None:
    """Picks files and answers the gate with no; what became of them is on the next screen."""
    screen.tap("capture.add")
    screen.follow_in_sheet("capture.pictures")
    screen.pick("capture.choose", files)
    screen.title("capture.gate_title")
    screen.tap("capture.gate_no")


def add_pictures(screen: ChromiumScreen, files: Files, labels: Sequence[str]) -> None:
    choose_pictures(screen, files)
    screen.title("capture.saved_title", n=len(files))
    for label in labels:
        screen.find(label, "link").wait_for()
    screen.follow("ui.done")
    screen.title("today.title")


def describe_picture(screen: ChromiumScreen, details: dict[str, str]) -> None:
    screen.tap("capture.add")
    screen.follow_in_sheet("capture.left")
    for key, text in details.items():
        screen.fill(f"capture.{key}", text)
    screen.tap("ui.save")
    screen.follow("ui.done")


def log_call(screen: ChromiumScreen, call: Call) -> None:
    screen.tap("capture.add")
    screen.follow_in_sheet("calls.log")
    screen.title("calls.title")
    screen.fill("calls.service", call.service)
    screen.choose(f"calls.role.{call.role}")
    screen.fill("calls.name", call.name)
    screen.fill("calls.badge", call.badge)
    screen.fill("calls.phone", call.phone)
    screen.fill("calls.said", call.said)
    screen.fill("calls.file_number", call.file_number)
    screen.tap("calls.save")
    screen.title("followups.new_title")
    screen.reads(call.file_number)


def write_outcome(screen: ChromiumScreen, kind: str, region: str, said: str = "Not enough to go on.") -> None:
    """How it ended, and in which province: its oversight and its services are then on the screen."""
    screen.go("outcomes/new")
    screen.title("outcomes.new_title")
    screen.choose(f"outcomes.kind.{kind}")
    screen.fill("outcomes.said", said)
    screen.tap("outcomes.save")
    screen.title("outcomes.title")
    screen.page.get_by_label(screen.words("doors.region_label")).select_option(region)


def set_followup(screen: ChromiumScreen, due: datetime, ask: str) -> None:
    """From the screen that follows a logged call."""
    screen.fill("followups.date", due.strftime("%Y-%m-%d"))
    screen.fill("followups.time", due.strftime("%H:%M"))
    screen.fill("followups.ask", ask)
    screen.tap("followups.set")
    screen.title("followups.detail_title")
    screen.reads(ask)


def save_copy(screen: ChromiumScreen, passphrase: str, folder: Path) -> Path:
    """From the screen that makes one: everything in one encrypted file."""
    screen.title("exports.title")
    screen.fill("exports.passphrase", passphrase)
    screen.fill("exports.passphrase_again", passphrase)
    screen.tap("exports.make")
    screen.title_within(60_000, "exports.made_title")
    with screen.page.expect_download() as download:
        screen.tap("exports.download")
    copy = folder / download.value.suggested_filename
    download.value.save_as(copy)
    return copy


def rename_case(screen: ChromiumScreen, title: str) -> None:
    screen.go("cases")
    screen.tap("cases.rename_open")
    screen.fill("cases.rename_label", title)
    screen.tap("cases.rename")
    screen.page.get_by_role("heading", name=title).wait_for()


def choose_neutral_words(screen: ChromiumScreen, text: str) -> None:
    screen.go("settings")
    screen.fill("settings.words", text)
    screen.tap("settings.words_save")
    screen.says("ui.saved_here")
