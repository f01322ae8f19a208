"""The cast with their phones, and the real server that their phones talk to."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright

from tests.e2e import account_screens
from tests.e2e.certificate import Certificate
from tests.e2e.chromium import Chromium
from tests.e2e.key_material import Sealed, Watch
from tests.e2e.phone_store import read_store
from tests.e2e.recording_proxy import Recording, recording_proxy
from tests.e2e.running_server import ROOT, RunningServer, free_ports, running_server

PhoneMaker = Callable[..., Chromium]
ServerMaker = Callable[..., tuple[RunningServer, Recording]]


def sealed_devices(phones: list[Chromium]) -> list[Sealed]:
    """Of those that still run the app."""
    found = []
    for phone in phones:
        with contextlib.suppress(PlaywrightError, AssertionError):
            if phone.page.url.startswith(phone.origin) and (sealed := read_store(phone.page).device):
                found.append(sealed)
    return found


@contextlib.contextmanager
def recorded_server(
    folder: Path,
    watch: Watch,
    settings: Mapping[str, str] | None = None,
    certificate: Certificate | None = None,
    tree: Path = ROOT,
) -> Iterator[tuple[RunningServer, Recording]]:
    """A server behind a relay: its origin is the relay's, and all that it is sent and answers is searched for keys."""
    trust = None if certificate is None else certificate.trusting()
    tls = {} if certificate is None else {"TLS_CERT": str(certificate.cert), "TLS_KEY": str(certificate.key)}
    port, server_port = free_ports(2)
    with recording_proxy(port, server_port, certificate) as recording:
        told = {"PUBLIC_ORIGIN": recording.origin, **tls, **(settings or {})}
        with running_server(folder, told, recording.server_port, trust, tree) as running, watch.on(recording):
            yield replace(running, origin=recording.origin), recording


@pytest.fixture(scope="session")
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, watch: Watch) -> Iterator[RunningServer]:
    """One server for the journeys that do not look inside it."""
    settings = {"AUTH_LIMIT_PER_ADDRESS": "6000/hour"}
    with recorded_server(tmp_path_factory.mktemp("server"), watch, settings) as (running, _recording):
        yield running


@pytest.fixture
def new_server(tmp_path: Path, watch: Watch) -> Iterator[ServerMaker]:
    """Starts a server of a journey's own, in the folder "server" of the test."""
    with contextlib.ExitStack() as running:

        def make(
            settings: Mapping[str, str] | None = None, certificate: Certificate | None = None, tree: Path = ROOT
        ) -> tuple[RunningServer, Recording]:
            return running.enter_context(recorded_server(tmp_path / "server", watch, settings, certificate, tree))

        yield make


@pytest.fixture
def devices() -> list[Sealed]:
    """Those of the journey's phones, once it is over."""
    return []


@pytest.fixture(autouse=True)
def no_key_crossed_the_wire(watch: Watch, new_server: ServerMaker, devices: list[Sealed]) -> Iterator[None]:
    """Looks for the keys of every account that the journey made, while its servers still answer."""
    before = len(account_screens.MADE)
    yield
    assert watch.search(account_screens.MADE[before:], devices) == []


@pytest.fixture
def new_phone(playwright: Playwright, tmp_path: Path, devices: list[Sealed]) -> Iterator[PhoneMaker]:
    """Makes phones with empty profiles: new_phone("dana", origin, "fr")."""
    phones: list[Chromium] = []

    def make(name: str, origin: str, language: str = "en") -> Chromium:
        phone = Chromium(playwright, tmp_path / f"phone-{name}-{len(phones)}", origin, language)
        phones.append(phone)
        return phone

    yield make
    devices += sealed_devices(phones)
    for phone in phones:
        phone.close()
    complaints = [complaint for phone in phones for complaint in phone.complaints]
    assert complaints == [], "the browser complained"


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)
