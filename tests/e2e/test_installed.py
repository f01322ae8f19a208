"""What makes it an app: it can be installed, starts without a network, and offers help there as well."""

import json

import pytest
from playwright.sync_api import expect

from tests.e2e import screens
from tests.e2e.conftest import PhoneMaker
from tests.e2e.running_server import RunningServer
from tests.e2e.walk import PLACES

HELP = ("help.emergency", "help.crisis", "help.kids", "help.cybertip")


def test_the_browser_finds_nothing_in_the_way_of_installing_under_either_name(
    server: RunningServer, new_phone: PhoneMaker
) -> None:
    phone = new_phone("dana", server.origin)
    screen = phone.open()
    phone.controlled()
    screens.first_run(screen)
    session = phone.context.new_cdp_session(phone.page)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    assert session.send("Page.getAppManifest")["errors"] == []

    screen.arrive("settings")
    name = screen.words("ui.plain_name")
    screen.find(screen.words("settings.look_plain", name=name), "radio").check()
    expect(phone.page).to_have_title(name)
    found = session.send("Page.getAppManifest")
    assert (found["errors"], json.loads(found["data"])["name"]) == ([], name)
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []


@pytest.mark.parametrize("language", ["fr"])
def test_a_cold_start_without_network_offers_help_on_every_screen(
    server: RunningServer, new_phone: PhoneMaker, language: str
) -> None:
    phone = new_phone("noor", server.origin, language)
    phone.open()
    phone.controlled()
    phone.close()
    screen = phone.open(offline=True)
    screens.first_run(screen, "me")
    for place in PLACES:
        screen.arrive(place)
        screen.tap("help.open")
        for contact in HELP:
            screen.says(f"{contact}.name")
        for contact in ("emergency", "crisis", "kids"):
            number = screen.words(f"help.{contact}.tel")
            screen.page.locator(f'a[href="tel:{number}"]').first.wait_for()
        screen.tap("help.close")
