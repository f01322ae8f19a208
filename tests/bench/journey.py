"""The journey that the server's memory is measured after: an evening backed up and fetched by another phone."""

from pathlib import Path

from playwright.sync_api import Playwright

from tests.e2e import account_screens, evening, screens
from tests.e2e.chromium import Chromium

LOGIN, PASSPHRASE = "dana.journey", "harbour lantern quiet kelp"


def back_up_to_a_second_phone(playwright: Playwright, folder: Path, origin: str) -> None:
    everything = evening.Evening()
    first, second = (Chromium(playwright, folder / name, origin) for name in ("journey", "journey-tablet"))
    screen = first.open()
    screens.first_run(screen)
    evening.save_everything(screen, everything)
    account_screens.sign_up(screen, LOGIN, PASSPHRASE)
    account_screens.wait_until_backed_up(screen)
    first.close()
    screen = second.open()
    account_screens.sign_in(screen, LOGIN, PASSPHRASE)
    evening.everything_is_there(screen, everything)
    second.close()
