"""Making a packet as people do, step by step."""

from collections.abc import Mapping
from pathlib import Path

from tests.e2e.chromium_screen import ChromiumScreen


def to_details(screen: ChromiumScreen, profile: str = "police") -> None:
    screen.arrive("packets/new")
    screen.choose(f"packets.profile.{profile}")
    screen.tap("ui.continue")
    screen.title("packets.details_title")


def to_review(screen: ChromiumScreen, details: Mapping[str, str]) -> None:
    for field, text in details.items():
        screen.fill(f"packets.detail.{field}", text)
    screen.tap("ui.continue")
    screen.title("packets.review_title")


def to_hand_over(screen: ChromiumScreen, to: str) -> None:
    screen.follow("ui.continue")
    screen.title("packets.give_title")
    screen.fill("packets.to", to)


def saved(screen: ChromiumScreen, folder: Path) -> Path:
    """The file that was made, where the browser puts downloads."""
    screen.title("packets.made")
    with screen.page.expect_download() as saving:
        screen.tap("exports.download")
    path = folder / saving.value.suggested_filename
    saving.value.save_as(path)
    screen.says("packets.noted")
    return path


def pdf(screen: ChromiumScreen, folder: Path) -> Path:
    """Agrees to the typesetting, then saves the PDF."""
    screen.follow("packets.pdf.title")
    screen.tap("packets.pdf.make")
    return saved(screen, folder)


def bag_with_pdf(screen: ChromiumScreen, folder: Path) -> Path:
    """From the screen of the PDF that is made."""
    screen.tap("packets.pdf.bag")
    screen.find(screen.words("packets.pdf.bag")).wait_for(state="detached")
    return saved(screen, folder)


def bag(screen: ChromiumScreen, folder: Path) -> Path:
    """Makes the evidence bag, then saves it."""
    screen.tap("packets.bag_make")
    return saved(screen, folder)
