"""Workers that are killed in the middle of much work: every reminder arrives, and none is two on a device."""

import json
import os
import random
import signal
import subprocess
from collections import defaultdict
from contextlib import ExitStack
from functools import partial

from flask import Flask
from sqlalchemy import insert, select, update

from server import db
from server.db import table
from server.principals import Account
from server.reminders.models import Delivery, Reminder
from tests.phone import Phone
from tests.postgres import Postgres
from tests.reference.webpush import Subscription
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_worker_process import app, environment, until, working

ROUNDS = int(os.environ.get("KILL_ROUNDS", "5"))
"""How many workers are killed, each at a random moment; `make soak` asks for more."""
REMINDERS = int(os.environ.get("KILL_REMINDERS", "10000"))
PATIENCE_S = 600
DUE_MS = 1_767_225_600_000
__all__ = ["app", "environment"]


def set_due(app: Flask, ids: list[str]) -> None:
    with app.app_context(), db.write() as session:
        account_id = session.scalar(select(Account.id))
        row = {"account_id": account_id, "rev": 1, "due_ms": DUE_MS, "next_ms": DUE_MS, "zone": "UTC", "removed": False}
        session.execute(insert(table(Reminder)), [row | {"id": one} for one in ids])


def let_leases_end(app: Flask) -> None:
    """As a minute does: what the killed worker held is anybody's; what another is settling now is left to it."""
    with app.app_context(), db.write() as session:
        free = session.scalars(select(Delivery.id).with_for_update(skip_locked=True)).all()
        session.execute(update(Delivery).where(Delivery.id.in_(free)).values(lease_ms=0))


def test_every_reminder_arrives_though_workers_are_killed_at_random(
    app: Flask,
    dana: Phone,
    subscribed: Subscription,
    receiver: Receiver,
    environment: dict[str, str],
    postgres_server: Postgres | None,
) -> None:
    receiver.delay_s = 0.01
    wanted = {f"{n:032x}" for n in range(REMINDERS)}
    set_due(app, sorted(wanted))
    moments = sorted(random.sample(range(REMINDERS * 9 // 10), ROUNDS))
    with ExitStack() as running:

        def start() -> subprocess.Popen[bytes]:
            return running.enter_context(working(environment, heard=False))

        workers = [start() for _ in range(4 if postgres_server else 2)]
        for moment in moments:
            until(partial(lambda least: len(receiver.got) > least, moment), PATIENCE_S)
            killed = workers.pop(random.randrange(len(workers)))
            killed.kill()
            killed.wait()
            let_leases_end(app)
            workers.append(start())
        until(lambda: len(receiver.got) >= REMINDERS and not waiting(app), PATIENCE_S)
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        # One that was still starting holds nothing yet and dies of the signal itself.
        assert {worker.wait(30) for worker in workers} <= {0, -signal.SIGTERM}
    arrived: dict[str, set[bytes]] = defaultdict(set)
    for _, _, body in receiver.got:
        message = subscribed.open(body)
        arrived[json.loads(message)["id"]].add(message)
    assert set(arrived) == wanted
    # Whatever came twice is the same push, token and all: on the device it takes the first one's place.
    assert max(len(messages) for messages in arrived.values()) == 1


def waiting(app: Flask) -> bool:
    with app.app_context():
        return db.session().scalar(select(Delivery.id).limit(1)) is not None
