"""The reminder worker: what it takes while nothing is due, and whether finding what is due grows with what waits."""

import statistics
import time
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from server import create_app, db, migrate
from server.config import Config
from server.reminders import due
from tests import postgres
from tests.bench.figure import Figure
from tests.bench.processes import children, cpu_s, is_reminder_worker, resident_bytes
from tests.bench.raw import elapsed_s

IDLE_S = 20
FEW, MANY, DUE, ROUNDS = 10_000, 1_000_000, 100, 9
ACCOUNT = """INSERT INTO accounts (id, login, created_ms, gen, bundle, slots_sig, rec_id, rec_mac, used_bytes, changes)
  VALUES ('a', 'a', 0, 1, '', '', 'r', '', 0, 0)"""
WAITING = """INSERT INTO reminders (account_id, id, rev, due_ms, zone, next_ms, removed)
  SELECT 'a', 'w' || n, 1, 0, 'UTC', 4102444800000 + n, false
  FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n"""
COMING = """INSERT INTO reminders (account_id, id, rev, due_ms, zone, next_ms, removed)
  SELECT 'a', 'd' || n, 1, 0, 'UTC', n, false
  FROM generate_series(1, CAST(:due AS bigint)) AS n"""


def idle(server_pid: int) -> list[Figure]:
    """The worker that `holdfast serve` started, left alone."""
    (worker,) = (pid for pid in children(server_pid) if is_reminder_worker(pid))
    before = cpu_s(worker)
    time.sleep(IDLE_S)
    share = 100 * (cpu_s(worker) - before) / IDLE_S
    return [
        Figure("idle reminder worker, of one core", share, "%", 0.5),
        Figure("idle reminder worker, RSS", resident_bytes(worker) / 1e6, "MB", 90),
    ]


def round_ms(app: Flask) -> float:
    """The median of rounds in which so many reminders are due."""
    taken = []
    for _ in range(ROUNDS):
        with app.app_context():
            with db.write() as session:
                session.execute(text("DELETE FROM reminders WHERE id LIKE 'd%'"))
                session.execute(text(COMING), {"due": DUE})
            taken.append(elapsed_s(due.fan_out) * 1000)
    return statistics.median(taken)


def scan(folder: Path, waiting: int = MANY) -> Figure:
    """On PostgreSQL, its statistics fresh as autovacuum keeps them."""
    with postgres.running() as server:
        config = Config.from_env({"INSTANCE": str(folder / "due"), "DATABASE_URL": server.url(postgres.TEMPLATE)})
        migrate.upgrade(config)
        app, found, first = create_app(config), [], 1
        for last in (FEW, waiting):
            with app.app_context():
                with db.write() as session:
                    if first == 1:
                        session.execute(text(ACCOUNT))
                    session.execute(text(WAITING), {"first": first, "last": last})
                with db.write() as session:
                    session.execute(text("ANALYZE reminders"))
            found.append(round_ms(app))
            first = last + 1
        with app.app_context():
            db.db.engine.dispose()
    few, many = found
    return Figure(f"100 due reminders among {waiting:,} waiting on PostgreSQL; among 10,000", many, "ms", 1.2, few)
