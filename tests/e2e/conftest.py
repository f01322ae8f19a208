"""The cast with their phones, and the real server that their phones talk to."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright

from tests.e2e import account_screens
from tests.e2e.chromium import Chromium
from tests.e2e.key_material import Sealed, Watch
from tests.e2e.phone_store import read_store
from tests.e2e.recording_proxy import Recording, recording_proxy
from tests.e2e.running_server import RunningServer, free_ports, running_server


def sealed_device(phone: Chromium) -> Sealed | None:
    """Of a phone that still runs the app."""
    with contextlib.suppress(PlaywrightError, AssertionError):
        return read_store(phone.page).device if phone.page.url.startswith(phone.origin) else None
    return None


PhoneMaker = Callable[..., Chromium]


@pytest.fixture(scope="session")
def recording() -> Iterator[Recording]:
    """The relay in front of the journeys' server."""
    front, back = free_ports(2)
    with recording_proxy(front, back) as kept:
        yield kept


@pytest.fixture(scope="session")
def watch(recording: Recording) -> Watch:
    return Watch(recording)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, recording: Recording) -> Iterator[RunningServer]:
    """One server for the journeys that do not look inside it; all that they send and get is recorded."""
    origin = f"http://localhost:{recording.port}"
    settings = {"PUBLIC_ORIGIN": origin, "AUTH_LIMIT_PER_ADDRESS": "6000/hour"}
    with running_server(tmp_path_factory.mktemp("server"), settings, recording.server_port) as running:
        yield replace(running, origin=origin)


@pytest.fixture
def new_phone(playwright: Playwright, tmp_path: Path, watch: Watch) -> Iterator[PhoneMaker]:
    """Makes phones with empty profiles: new_phone("dana", origin, "fr"). No key of theirs may have crossed the wire."""
    phones: list[Chromium] = []
    before = len(account_screens.MADE)

    def make(name: str, origin: str, language: str = "en") -> Chromium:
        phone = Chromium(playwright, tmp_path / f"phone-{name}-{len(phones)}", origin, language)
        phones.append(phone)
        return phone

    yield make
    devices = [sealed for phone in phones if (sealed := sealed_device(phone)) is not None]
    for phone in phones:
        phone.close()
    complaints = [complaint for phone in phones for complaint in phone.complaints]
    assert complaints == [], "the browser complained"
    assert watch.search(account_screens.MADE[before:], devices) == []


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)
