"""Does a call cost more when there are many others? 100,000 accounts with five million ops beside 1,000 with 50,000.

Both on PostgreSQL, one real server each, asked in turns: whatever else the machine does slows both.
`python -m tests.soak.many_accounts 1000` takes so many accounts in place of the 100,000.
"""

import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text

from server import create_app, db, migrate
from server.config import Config
from tests import postgres
from tests.bench import due
from tests.bench.figure import HEAD, Figure
from tests.bench.pushes import Family
from tests.bench.raw import elapsed_s
from tests.bench.visitor import Visitor
from tests.bench.writer import Writer, records_of
from tests.e2e.running_server import free_ports, running_server

FEW, MANY, OPS_EACH, OP_BYTES = 1_000, 100_000, 50, 600
ROUNDS = 400
SETTINGS = {
    "AUTH_LIMIT_PER_ADDRESS": "1000000/minute",
    "AUTH_LIMIT_PER_NAME": "1000000/minute",
    "WORKER_POLL_SECONDS": "3600",  # what is due is looked for here
}
FILL = (
    due.ACCOUNT,
    """INSERT INTO accounts (id, login, created_ms, gen, bundle, slots_sig, rec_id, rec_mac, used_bytes, changes)
      SELECT md5('a' || n), 'a' || n, 0, 1, '', '', md5('r' || n), '', 0, 1 FROM generate_series(1, :accounts) AS n""",
    """INSERT INTO devices (account_id, id, public_key, letter, revoked)
      SELECT md5('a' || n), md5('d' || n), '', 1, false FROM generate_series(1, :accounts) AS n""",
    """INSERT INTO cases (id, account_id, seq, head, changed)
      SELECT md5('c' || n), md5('a' || n), :each, '', 1 FROM generate_series(1, :accounts) AS n""",
    """INSERT INTO writers (case_id, device_id, counter, last_hash)
      SELECT md5('c' || n), md5('d' || n), :each, '' FROM generate_series(1, :accounts) AS n""",
    """INSERT INTO ops (case_id, seq, op_hash, octets)
      SELECT md5('c' || n), seq, decode(md5(n || '-' || seq), 'hex'),
        decode(repeat(md5(seq || '-' || n), :bytes / 16), 'hex')
      FROM generate_series(1, :accounts) AS n, generate_series(1, :each) AS seq""",
    """INSERT INTO reminders (account_id, id, rev, due_ms, zone, next_ms, removed)
      SELECT md5('a' || n), md5('m' || n), 1, 0, 'UTC', 4102444800000 + n, false
      FROM generate_series(1, :accounts) AS n""",
)


def filled(server: postgres.Postgres, accounts: int) -> str:
    """The URL of a database with so many accounts, tidied as a running one is."""
    url = server.new_database()
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    values = {"accounts": accounts, "each": OPS_EACH, "bytes": OP_BYTES}
    with engine.connect() as connection:
        for statement in FILL:
            names = {name: value for name, value in values.items() if f":{name}" in statement}
            connection.execute(text(statement), names)
        connection.execute(text("VACUUM (ANALYZE)"))
        connection.execute(text("CHECKPOINT"))
    engine.dispose()
    return url


class Asked:
    """One family on one of the servers, and a worker's round beside it: how long each takes."""

    def __init__(self, origin: str, app: Flask) -> None:
        self.app = app
        family = Family(origin, 1)
        device, self.visitor = family.devices[0]
        self.writer = Writer(family.account, device)
        self.writer.start(self.visitor)
        self.taken: dict[str, list[float]] = {"push": [], "pull": [], "feed": [], "due scan": []}

    def round(self) -> None:
        """A record goes out; the feed and the newest records are asked for; 100 reminders are due."""
        sealed = self.writer.seal(records_of(1))
        after = max(0, self.writer.counter - OPS_EACH)
        pull = f"/v1/cases/{self.writer.case_id.hex()}/ops?after={after}"
        self.taken["push"].append(elapsed_s(lambda: self.writer.push(self.visitor, [sealed])))
        self.taken["pull"].append(elapsed_s(lambda: ok(self.visitor, pull)))
        self.taken["feed"].append(elapsed_s(lambda: ok(self.visitor, "/v1/feed")))
        self.taken["due scan"].append(due.round_ms(self.app) / 1000)

    def p95_ms(self, call: str) -> float:
        return statistics.quantiles(self.taken[call], n=20)[-1] * 1000


def ok(visitor: Visitor, path: str) -> None:
    visitor.request("GET", path)
    visitor.expect(200)


@contextlib.contextmanager
def both(folder: Path, many: int) -> Iterator[list[Asked]]:
    with postgres.running() as server, contextlib.ExitStack() as running:
        template = {"INSTANCE": str(folder / "template"), "DATABASE_URL": server.url(postgres.TEMPLATE)}
        migrate.upgrade(Config.from_env(template))
        asked = []
        for name, accounts, port in zip(("few", "many"), (FEW, many), free_ports(2), strict=True):
            started = time.monotonic()
            database = {"DATABASE_URL": filled(server, accounts)}
            print(f"{accounts:,} accounts filled in {time.monotonic() - started:.0f} s", flush=True)
            app = create_app(Config.from_env({"INSTANCE": str(folder / f"{name}-worker")} | database))
            running.callback(disposed, app)
            origin = running.enter_context(running_server(folder / name, SETTINGS | database, port)).origin
            asked.append(Asked(origin, app))
        yield asked


def disposed(app: Flask) -> None:
    with app.app_context():
        db.db.engine.dispose()


def figures(folder: Path, many: int = MANY) -> list[Figure]:
    with both(folder, many) as (few, lots):
        for _ in range(ROUNDS):
            few.round()
            lots.round()
        name = f"p95 among {many:,} accounts with {many * OPS_EACH:,} ops; among {FEW:,}"
        return [Figure(f"{call}, {name}", lots.p95_ms(call), "ms", 1.2, few.p95_ms(call)) for call in few.taken]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        found = figures(Path(temporary), *(int(each) for each in sys.argv[1:]))
    print(HEAD, *(figure.row() for figure in found), sep="\n")
    sys.exit(not all(figure.ok for figure in found))
