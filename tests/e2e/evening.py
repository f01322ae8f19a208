"""The evening that most journeys start from: what Dana typed and chose, and the check that all of it is there."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import FilePayload

from tests.e2e import account_screens, pictures, screens
from tests.e2e.chromium import TIME_ZONE
from tests.e2e.chromium_screen import ChromiumScreen
from tests.e2e.screens import Call

LABELS = ("A-001", "A-002", "A-003")


def screenshots() -> list[FilePayload]:
    """Three real pictures of full phone size: two PNG, one JPEG."""
    made = [
        ("Screenshot_2026-11-21.png", "image/png", pictures.png(1, "send 500 by midnight", "or everyone sees it")),
        ("Screenshot_2026-11-22.png", "image/png", pictures.png(2, "last chance", "i know your school")),
        ("IMG_0042.jpg", "image/jpeg", pictures.jpeg(3, "wallet: bc1q…")),
    ]
    return [FilePayload(name=name, mimeType=kind, buffer=data) for name, kind, data in made]


def in_a_week() -> datetime:
    return (datetime.now(ZoneInfo(TIME_ZONE)) + timedelta(days=7)).replace(hour=9, minute=0)


CALL = Call(
    service="Victoria Police",
    name="Robin Achterberg",
    badge="4471",
    phone="250-995-7654",
    said="An officer will call back before Friday.",
    file_number="26-41207",
)


@dataclass(frozen=True)
class Evening:
    """Everything that was saved, as it was typed."""

    note: str = "He said his name was Tyler, 16, from Oregon. It started on Saturday."
    pictures: list[FilePayload] = field(default_factory=screenshots)
    call: Call = CALL
    due: datetime = field(default_factory=in_a_week)
    ask: str = "Has an investigator been assigned?"


def save_everything(screen: ChromiumScreen, evening: Evening) -> None:
    screens.write_note(screen, evening.note)
    screens.add_pictures(screen, evening.pictures, LABELS)
    screens.log_call(screen, evening.call)
    screens.set_followup(screen, evening.due, evening.ask)


def everything_is_there(screen: ChromiumScreen, evening: Evening) -> None:
    """Reads every screen that shows what was saved; pictures are compared byte for byte."""
    screen.go("today")
    screen.title("today.title")
    screen.reads(evening.call.file_number)
    screen.go("record")
    screen.title("record.title")
    screen.find(evening.note.split(",")[0], "link").tap()
    screen.reads(evening.note)
    screen.go("record")
    screen.find(evening.call.name, "link").tap()
    for text in (evening.call.service, evening.call.badge, evening.call.phone, evening.call.said):
        screen.reads(text)
    for label, picture in zip(LABELS, evening.pictures, strict=True):
        exhibit_is_there(screen, label, picture)
    screen.go("followups")
    screen.find(evening.call.file_number, "link").tap()
    screen.title("followups.detail_title")
    for text in (evening.call.file_number, evening.ask, evening.call.said):
        screen.reads(text)


def exhibit_is_there(screen: ChromiumScreen, label: str, picture: FilePayload) -> None:
    screen.go("record")
    screen.find(label, "link").tap()
    screen.title("record.exhibit_title", label=label)
    screen.reads(hashlib.sha256(picture["buffer"]).hexdigest())
    screen.says("record.received")
    screen.says("record.custody.received")
    screen.tap("record.show_picture")
    with screen.page.expect_download() as download:
        screen.follow("record.save_copy")
    assert download.value.suggested_filename == picture["name"]
    assert download.value.path().read_bytes() == picture["buffer"]


def back_up_a_followup(screen: ChromiumScreen, evening: Evening, login: str, passphrase: str) -> str:
    """From the first screen: a call, what to ask about it and when, an account; the follow-up's place."""
    screens.first_run(screen)
    screens.log_call(screen, evening.call)
    screens.set_followup(screen, evening.due, evening.ask)
    place = screen.page.url.split("#/")[1]
    account_screens.sign_up(screen, login, passphrase)
    account_screens.wait_until_backed_up(screen)
    return place
