"""The cast with their phones, and the real server that their phones talk to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e.chromium import Chromium
from tests.e2e.running_server import RunningServer, running_server

PhoneMaker = Callable[..., Chromium]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """One server for the journeys that do not look inside it."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def new_phone(playwright: Playwright, tmp_path: Path) -> Iterator[PhoneMaker]:
    """Makes phones with empty profiles: new_phone("dana", origin, "fr")."""
    phones: list[Chromium] = []

    def make(name: str, origin: str, language: str = "en") -> Chromium:
        phone = Chromium(playwright, tmp_path / f"phone-{name}-{len(phones)}", origin, language)
        phones.append(phone)
        return phone

    yield make
    for phone in phones:
        phone.close()
    complaints = [complaint for phone in phones for complaint in phone.complaints]
    assert complaints == [], "the browser complained"


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)
