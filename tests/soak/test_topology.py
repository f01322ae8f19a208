"""What compose.yaml composes, as processes: Caddy in front, two web processes, two workers, PostgreSQL, S3."""

import json
import os
import shutil
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
import yaml

from server import keys, migrate
from server.config import Config
from tests import bucket, postgres
from tests.bench.blobs import upload
from tests.bench.visitor import Visitor
from tests.bench.writer import Writer, records_of
from tests.e2e.running_server import free_ports
from tests.house.tree import ROOT
from tests.reference import blob
from tests.reference.account import Account, Device
from tests.reference.webpush import Subscription
from tests.server.reminders.receiver import Receiver, receiving

PATIENCE_S, SILENCE_S = 60, 3
LOGIN, PASSPHRASE = "dana.in.the.city", "harbour lantern quiet kelp"
REMINDERS, PUSHES = 40, 30
GLOBAL = "{{\n admin off\n skip_install_trust\n auto_https disable_redirects\n http_port {http}\n local_certs\n}}\n"


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


@dataclass
class City:
    """Where it answers, over TLS by Caddy's own authority; its processes and what they logged."""

    origin: str
    folder: Path
    trust: ssl.SSLContext
    pushes: Receiver
    webs: list[subprocess.Popen[bytes]] = field(default_factory=list)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def served(self, which: int) -> int:
        """How many requests a web process answered."""
        return (self.folder / f"web{which}.log").read_bytes().count(b'"event": "request"')


@contextmanager
def process(log: Path, command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as running:
        try:
            yield running
        finally:
            running.kill()


def caddyfile(port: int, webs: list[int], http: int) -> str:
    """The one of compose.yaml, at an address of this machine and certified by an authority of its own."""
    composed: str = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["configs"]["caddyfile"]["content"]
    here = composed.replace("{$$HOLDFAST_HOST}", f"https://localhost:{port}")
    assert here != composed
    upstreams = " ".join(f"127.0.0.1:{web}" for web in webs)
    assert "web:8000" in here
    return GLOBAL.format(http=http) + here.replace("web:8000", upstreams)


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    assert shutil.which("caddy"), "the Debian package caddy is not installed: make soak brings it"
    with ExitStack() as running:
        database, storage = running.enter_context(postgres.running()), running.enter_context(bucket.running())
        pushes = running.enter_context(receiving())
        port, http, *webs = free_ports(4)  # once the storage has taken its own
        settings = {
            "PATH": os.environ["PATH"],
            "INSTANCE": str(tmp_path / "instance"),
            "DATABASE_URL": database.url(postgres.TEMPLATE),
            "PUBLIC_ORIGIN": f"https://localhost:{port}",
            "TRUSTED_PROXIES": "1",
            "PUSH_ALLOWED_ORIGINS": pushes.origin,
            "PUSH_CONTACT": "mailto:ops@example.org",
        } | storage.settings()
        config = Config.from_env(settings)
        migrate.upgrade(config)
        keys.load(config)
        made = City(settings["PUBLIC_ORIGIN"], tmp_path, ssl.create_default_context(), pushes)
        holdfast = [sys.executable, "-m", "server.cli"]
        for which, own in enumerate(webs):
            serve = [*holdfast, "serve", "--no-worker", "--no-upgrade"]
            made.webs.append(
                running.enter_context(process(tmp_path / f"web{which}.log", serve, settings | {"PORT": str(own)}))
            )
        for which in range(2):
            made.workers.append(
                running.enter_context(process(tmp_path / f"worker{which}.log", [*holdfast, "worker"], settings))
            )
        (tmp_path / "Caddyfile").write_text(caddyfile(port, webs, http))
        proxy = ["caddy", "run", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"]
        homes = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path)}
        running.enter_context(process(tmp_path / "caddy.log", proxy, {"PATH": os.environ["PATH"]} | homes))
        authority = tmp_path / "data" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        until(authority.is_file, "Caddy made no certificate")
        made.trust.load_verify_locations(authority)
        until(lambda: _answers(made), "nobody answered")
        yield made


def _answers(city: City) -> bool:
    try:
        with urllib.request.urlopen(f"{city.origin}/readyz", timeout=5, context=city.trust) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_a_family_is_served_by_all_of_it_and_goes_on_when_a_web_and_a_worker_die(city: City) -> None:
    with closing(Visitor(city.origin, city.trust)) as phone, closing(Visitor(city.origin, city.trust)) as tablet:
        goes_on(city, phone, tablet)


def persist(visitor: Visitor, send: Callable[[], object]) -> None:
    """As a phone does: what got 502 goes again (Caddy 2.6 loses a body when it tries the next web process)."""
    for _ in range(10):
        send()
        if visitor.status != 502:
            break
    visitor.expect(200)


def goes_on(city: City, phone: Visitor, tablet: Visitor) -> None:
    account, second = Account(), Device()
    registration = phone.register(account, LOGIN, PASSPHRASE)
    tablet.sign_in(LOGIN, registration, None)
    tablet.admit(account, second)
    writer, subscription = Writer(account, account.device), Subscription(f"{city.pushes.origin}/wpush/dana")
    writer.start(phone)
    phone.post("/v1/push", subscription.body())
    phone.expect(201)

    def due(first: int, last: int) -> None:
        body = {"due": "2026-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1}
        for n in range(first, last):
            path = f"/v1/reminders/{n:032x}"
            persist(phone, partial(phone.request, "PUT", path, json.dumps(body).encode()))

    def arrived() -> set[str]:
        return {json.loads(subscription.open(body))["id"] for _, _, body in city.pushes.got}

    picture = blob.seal(os.urandom(16), os.urandom(32), os.urandom(3_500_000))
    upload(phone, writer.case_id.hex(), picture)
    due(0, REMINDERS)
    for record in records_of(PUSHES):
        writer.push(phone, [writer.seal([record])])
    until(lambda: len(arrived()) == REMINDERS, "a reminder never came")
    time.sleep(SILENCE_S)
    assert len(city.pushes.got) == REMINDERS  # by two workers, each once
    assert all(city.served(which) > PUSHES / 4 for which in (0, 1))

    city.webs[0].kill()
    city.workers[0].kill()
    for record in records_of(PUSHES):
        persist(phone, partial(writer.send, phone, [writer.seal([record])]))
    due(REMINDERS, 2 * REMINDERS)
    until(lambda: len(arrived()) == 2 * REMINDERS, "a reminder never came after a worker had died")
    assert writer.opened(writer.read_all(tablet)) == 2 * PUSHES
    for i, chunk in enumerate(picture.chunks):
        assert tablet.request("GET", f"/v1/blobs/{picture.blob_id.hex()}/chunks/{i}") == chunk
