"""Sending pushes: building one and posting many beside pywebpush, and two workers with very much that is due."""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import aiohttp
import pywebpush
from py_vapid import Vapid
from sqlalchemy import text

from server import create_app, db, keys, migrate
from server.config import Config
from server.reminders.messages import Messages
from server.reminders.sender import AT_ONCE, Sender
from tests import postgres
from tests.bench.figure import Figure
from tests.bench.raw import elapsed_s
from tests.house.tree import ROOT
from tests.reference.webpush import Subscription

BUILT, POSTED, ROUNDS = 300, 1000, 5
DRAINED = 20_000
"""How many are due at once; `make soak` drains 200,000."""
ACCOUNTS, WORKERS, SLOWEST = 200, 2, 25
"""Fewer than so many a second, and it is given up."""
HOLDFAST = Path(sys.executable).with_name("holdfast")
CONTACT = "mailto:operator@example.org"
PAYLOAD: dict[str, object] = {"v": 1, "t": "due", "id": "1" * 32, "rev": 1, "act_token": "t" * 43}
DATA = json.dumps(PAYLOAD, separators=(",", ":"))
ACCOUNT = """INSERT INTO accounts (id, login, created_ms, gen, bundle, slots_sig, rec_id, rec_mac, used_bytes, changes)
  VALUES (:id, :id, 0, 1, '', '', :id, '', 0, 0)"""
DEVICE = """INSERT INTO push_subscriptions (account_id, device_id, endpoint, p256dh, auth)
  VALUES (:id, :id, :endpoint, :p256dh, :auth)"""
DUE = """INSERT INTO reminders (account_id, id, rev, due_ms, rule, zone, next_ms, removed)
  SELECT lpad(to_hex(n % CAST(:accounts AS bigint)), 32, '0'), lpad(to_hex(n), 32, '0'), 1, 1577880000000,
    CASE n % 2 WHEN 0 THEN 'FREQ=WEEKLY' END, 'America/Toronto', n, false
  FROM generate_series(1, CAST(:due AS bigint)) AS n"""
"""Every other one has come each week since 2020."""


@contextmanager
def sinking() -> Iterator[str]:
    """The origin of a push service in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.push_sink"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def said(origin: str) -> dict[str, float]:
    with urllib.request.urlopen(f"{origin}/said") as answer:
        found: dict[str, float] = json.load(answer)
        return found


def info_of(subscription: Subscription) -> dict[str, object]:
    body = subscription.body()
    return {"endpoint": body["endpoint"], "keys": {"p256dh": body["p256dh"], "auth": body["auth"]}}


def headers_of(vapid: Vapid, origin: str) -> dict[str, str]:
    signed: dict[str, str] = vapid.sign({"aud": origin, "sub": CONTACT, "exp": str(int(time.time()) + 3600)})
    return signed


def built(messages: Messages, vapid: Vapid, origin: str) -> Figure:
    """One message for each of many phones: encrypted, its VAPID header with it; in turns with pywebpush."""
    phones = [Subscription(f"{origin}/wpush/{n}") for n in range(BUILT)]
    infos = [info_of(phone) for phone in phones]

    def ours() -> None:
        for phone in phones:
            messages.build(PAYLOAD, "1" * 32, phone.endpoint, phone.point, phone.auth)

    def theirs() -> None:
        for info in infos:
            pywebpush.WebPusher(info).encode(DATA.encode())
            headers_of(vapid, origin)

    taken = [(elapsed_s(ours), elapsed_s(theirs)) for _ in range(ROUNDS)]
    rates = [BUILT / statistics.median(column) for column in zip(*taken, strict=True)]
    return Figure("building a push message; pywebpush", rates[0], "1/s", 1.5, rates[1], "at least")


async def all_at_once(post: Callable[[Subscription], Awaitable[object]], phones: list[Subscription]) -> float:
    """As many in hand as a worker takes."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(phone: Subscription) -> None:
        async with turns:
            await post(phone)

    started = time.perf_counter()
    await asyncio.gather(*(one(phone) for phone in phones))
    return time.perf_counter() - started


async def one_by_one(post: Callable[[Subscription], Awaitable[object]], phones: list[Subscription]) -> float:
    started = time.perf_counter()
    for phone in phones:
        await post(phone)
    return time.perf_counter() - started


async def posted(messages: Messages, vapid: Vapid, origin: str) -> Figure:
    """Built and posted to a push service here as a worker does; pywebpush in a loop, with the same client."""
    phones = [Subscription(f"{origin}/wpush/{n}") for n in range(POSTED)]
    sender = Sender((origin,))

    async def ours(phone: Subscription) -> None:
        await sender.post(messages.build(PAYLOAD, "1" * 32, phone.endpoint, phone.point, phone.auth))

    async with aiohttp.ClientSession() as client:

        async def theirs(phone: Subscription) -> None:
            pusher = pywebpush.WebPusher(info_of(phone), aiohttp_session=client)
            await pusher.send_async(DATA.encode(), headers=headers_of(vapid, origin), ttl=60)

        taken = [(await all_at_once(ours, phones), await one_by_one(theirs, phones)) for _ in range(ROUNDS)]
    await sender.close()
    rates = [POSTED / statistics.median(column) for column in zip(*taken, strict=True)]
    name = "pushes built and posted to a service here; pywebpush in a loop"
    return Figure(name, rates[0], "1/s", 1.5, rates[1], "at least")


def fill(config: Config, origin: str, due: int) -> None:
    """So many reminders of so many accounts, all due."""
    app = create_app(config)
    with app.app_context():
        with db.write() as session:
            for n in range(ACCOUNTS):
                phone = Subscription(f"{origin}/wpush/{n}")
                row = {"id": f"{n:032x}", "endpoint": phone.endpoint, "p256dh": phone.point, "auth": phone.auth}
                session.execute(text(ACCOUNT), row)
                session.execute(text(DEVICE), row)
            session.execute(text(DUE), {"accounts": ACCOUNTS, "due": due})
        with db.write() as session:
            session.execute(text("ANALYZE reminders"))
        db.db.engine.dispose()


def drained(folder: Path, due: int = DRAINED) -> list[Figure]:
    """From the first push to the last, push service and database on the same machine; what of it is the service's."""
    with postgres.running() as server, sinking() as origin, ExitStack() as running:
        settings = {"INSTANCE": str(folder / "drain"), "DATABASE_URL": server.url(postgres.TEMPLATE)}
        settings |= {"PUSH_ALLOWED_ORIGINS": origin, "PATH": os.environ["PATH"]}
        config = Config.from_env(settings)
        migrate.upgrade(config)
        keys.load(config)
        fill(config, origin, due)
        for _ in range(WORKERS):
            worker = subprocess.Popen([HOLDFAST, "worker"], env=settings, stdout=subprocess.DEVNULL)
            running.callback(worker.wait)
            running.callback(worker.kill)
        deadline = time.monotonic() + due / SLOWEST
        while (now := said(origin))["count"] < due:
            if time.monotonic() > deadline:
                raise RuntimeError(f"only {now['count']} of {due} pushes came")
            time.sleep(0.5)
    name = f"{due:,} due reminders, two workers on PostgreSQL, all on this machine"
    service_ms = 1000 * now["cpu_s"] / now["count"]
    return [
        Figure(name, now["count"] / now["seconds"], "1/s", 1500, bound="at least"),
        Figure("the push service that takes them there, processor for each", service_ms, "ms", 0.2),
    ]


def figures(folder: Path) -> list[Figure]:
    own = keys.load(Config.from_env({"INSTANCE": str(folder / "keys")}))
    messages, vapid = Messages(own, CONTACT), Vapid.from_pem(own.vapid[0].private_pem)
    with sinking() as origin:
        found = [built(messages, vapid, origin), asyncio.run(posted(messages, vapid, origin))]
    return [*found, *drained(folder)]
