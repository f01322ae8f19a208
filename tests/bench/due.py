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
FEW, MANY, DUE, ROUNDS = 10_000, 1_000_000, 100, 15
ACCOUNT = """INSERT INTO accounts (id, login, created_ms, gen, bundle, slots_sig, rec_id, rec_mac, used_bytes, changes)
  VALUES ('a', 'a', 0, 1, '', '', 'r', '', 0, 0)"""
WAITING = """INSERT INTO reminders (account_id, id, rev, due_ms, zone, next_ms, removed)
  SELECT 'a', 'w' || n, 1, 0, 'UTC', 4102444800000 + n, false
  FROM generate_series(1, CAST(:last AS bigint)) AS n"""
COMING = """INSERT INTO reminders (account_id, id, rev, due_ms, rule, zone, next_ms, removed)
  SELECT 'a', 'd' || n, 1, 1577880000000, CASE n % 2 WHEN 0 THEN 'FREQ=WEEKLY' END, 'America/Toronto', n, false
  FROM generate_series(1, CAST(:due AS bigint)) AS n"""
"""Every other one has come each week since 2020."""


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
    """One round in which so many reminders are due."""
    with app.app_context():
        with db.write() as session:
            session.execute(text("DELETE FROM reminders WHERE id LIKE 'd%'"))
            session.execute(text(COMING), {"due": DUE})
        return elapsed_s(due.fan_out) * 1000


def waiting_app(folder: Path, server: postgres.Postgres, waiting: int) -> Flask:
    """A database in which so many wait, tidied first: autovacuum would work on during the rounds."""
    app = create_app(Config.from_env({"INSTANCE": str(folder / "due"), "DATABASE_URL": server.new_database()}))
    with app.app_context():
        with db.write() as session:
            session.execute(text(ACCOUNT))
            session.execute(text(WAITING), {"last": waiting})
        db.session().connection(execution_options={"isolation_level": "AUTOCOMMIT"})
        db.session().execute(text("VACUUM (ANALYZE) reminders"))
        db.session().execute(text("CHECKPOINT"))
        db.session().remove()
    return app


def scan(folder: Path, waiting: int = MANY) -> Figure:
    """On PostgreSQL; the two sizes in turns, so that whatever else the machine does slows both."""
    with postgres.running() as server:
        migrate.upgrade(
            Config.from_env({"INSTANCE": str(folder / "due"), "DATABASE_URL": server.url(postgres.TEMPLATE)})
        )
        apps = [waiting_app(folder, server, count) for count in (FEW, waiting)]
        few, many = (
            statistics.median(taken)
            for taken in zip(*([round_ms(app) for app in apps] for _ in range(ROUNDS)), strict=True)
        )
        for app in apps:
            with app.app_context():
                db.db.engine.dispose()
    return Figure(f"100 due reminders among {waiting:,} waiting on PostgreSQL; among 10,000", many, "ms", 1.2, few)
