"""What compose.yaml composes, as processes: Caddy in front, two web processes, two workers, PostgreSQL, S3."""

import os
import shutil
import ssl
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from server import keys, migrate
from server.config import Config
from tests import bucket, postgres
from tests.e2e.running_server import free_ports
from tests.house.tree import ROOT
from tests.server.reminders.receiver import Receiver, receiving
from tests.soak.kept import Kept, kept

PATIENCE_S = 120
HOLDFAST = [sys.executable, "-m", "server.cli"]
GLOBAL = "{{\n admin off\n skip_install_trust\n auto_https disable_redirects\n http_port {http}\n local_certs\n}}\n"


def until(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


@dataclass
class Household:
    """A running Holdfast: where it answers, its processes, and the push service that it sends to."""

    origin: str
    folder: Path
    pushes: Receiver
    trust: ssl.SSLContext | None = None
    webs: list[Kept] = field(default_factory=list)
    workers: list[Kept] = field(default_factory=list)
    doors: list[str] = field(default_factory=list)
    """Where each web process answers by itself."""

    def whole(self) -> bool:
        return all(map(ready, self.doors))

    def answers(self) -> bool:
        return ready(self.origin, self.trust)


def ready(origin: str, trust: ssl.SSLContext | None = None) -> bool:
    try:
        with urllib.request.urlopen(f"{origin}/readyz", timeout=5, context=trust) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@dataclass
class City(Household):
    """Over TLS by Caddy's own authority."""

    database: postgres.Postgres = field(kw_only=True)
    storage: bucket.Storage = field(kw_only=True)

    def served(self, which: int) -> int:
        """How many requests a web process answered."""
        return self.webs[which].log.read_bytes().count(b'"event": "request"')


def caddyfile(port: int, webs: list[int], http: int) -> str:
    """The one of compose.yaml, at an address of this machine and certified by an authority of its own."""
    composed: str = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["configs"]["caddyfile"]["content"]
    here = composed.replace("{$$HOLDFAST_HOST}", f"https://localhost:{port}")
    assert here != composed
    upstreams = " ".join(f"127.0.0.1:{web}" for web in webs)
    assert "web:8000" in here
    return GLOBAL.format(http=http) + here.replace("web:8000", upstreams)


@contextmanager
def city(folder: Path, more: Mapping[str, str] | None = None) -> Iterator[City]:
    """Once it answers; `more` is set for its web processes and workers."""
    assert shutil.which("caddy"), "the Debian package caddy is not installed: make soak brings it"
    with ExitStack() as running:
        database = running.enter_context(postgres.running(flushed=True))
        storage, pushes = running.enter_context(bucket.running()), running.enter_context(receiving())
        port, http, *webs = free_ports(4)  # once the storage has taken its own
        settings = {
            "PATH": os.environ["PATH"],
            "INSTANCE": str(folder / "instance"),
            "DATABASE_URL": database.url(postgres.TEMPLATE),
            "PUBLIC_ORIGIN": f"https://localhost:{port}",
            "TRUSTED_PROXIES": "1",
            "PUSH_ALLOWED_ORIGINS": pushes.origin,
            "PUSH_CONTACT": "mailto:ops@example.org",
        } | storage.settings()
        config = Config.from_env(settings)
        migrate.upgrade(config)
        keys.load(config)
        trust = ssl.create_default_context()
        made = City(settings["PUBLIC_ORIGIN"], folder, pushes, trust, database=database, storage=storage)
        settings |= more or {}
        for which, own in enumerate(webs):
            serve = [*HOLDFAST, "serve", "--no-worker", "--no-upgrade"]
            web = kept(folder / f"web{which}.log", serve, settings | {"PORT": str(own)})
            made.webs.append(running.enter_context(web))
        for which in range(2):
            worker = kept(folder / f"worker{which}.log", [*HOLDFAST, "worker"], settings)
            made.workers.append(running.enter_context(worker))
        (folder / "Caddyfile").write_text(caddyfile(port, webs, http))
        proxy = ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
        homes = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder)}
        running.enter_context(kept(folder / "caddy.log", proxy, {"PATH": os.environ["PATH"]} | homes))
        authority = folder / "data" / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        until(authority.is_file, "Caddy made no certificate")
        trust.load_verify_locations(authority)
        made.doors = [f"http://127.0.0.1:{own}" for own in webs]
        until(made.whole, "a web process never answered")
        until(made.answers, "nobody answered")
        yield made


@contextmanager
def house(folder: Path, more: Mapping[str, str] | None = None) -> Iterator[Household]:
    """What `make run` starts: one server with its worker, SQLite and a folder."""
    with receiving() as pushes:
        (port,) = free_ports(1)
        settings = {
            "PATH": os.environ["PATH"],
            "INSTANCE": str(folder / "instance"),
            "PORT": str(port),
            "PUSH_ALLOWED_ORIGINS": pushes.origin,
        }
        with kept(folder / "serve.log", [*HOLDFAST, "serve"], settings | dict(more or {})) as serve:
            made = Household(f"http://localhost:{port}", folder, pushes, webs=[serve])
            until(made.answers, "nobody answered")
            yield made
