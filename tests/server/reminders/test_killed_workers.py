"""Workers that are killed in the middle of their work: every reminder arrives all the same."""

import json
import random
import signal
from contextlib import ExitStack
from functools import partial

from flask import Flask
from sqlalchemy import update

from server import db
from server.reminders.models import Delivery
from tests.phone import Phone
from tests.postgres import Postgres
from tests.reference.webpush import Subscription
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_worker_process import app, environment, until, working

ROUNDS, REMINDERS = 5, 40
__all__ = ["app", "environment"]


def let_leases_end(app: Flask) -> None:
    with app.app_context(), db.write() as session:
        session.execute(update(Delivery).values(lease_ms=0))


def test_every_reminder_arrives_though_a_worker_is_killed_each_time(
    app: Flask,
    dana: Phone,
    subscribed: Subscription,
    receiver: Receiver,
    environment: dict[str, str],
    postgres_server: Postgres | None,
) -> None:
    receiver.delay_s = 0.05

    def arrived() -> set[str]:
        return {json.loads(subscribed.open(body))["id"] for _, _, body in list(receiver.got)}

    for turn in range(ROUNDS):
        wanted = {f"{turn * REMINDERS + i:032x}" for i in range(REMINDERS)}
        for reminder_id in wanted:
            body = {"due": "2026-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1}
            assert dana.put(f"/v1/reminders/{reminder_id}", body).status_code == 200
        some = len(receiver.got) + random.randrange(REMINDERS // 2)
        with ExitStack() as running:
            workers = [running.enter_context(working(environment)) for _ in range(4 if postgres_server else 2)]
            until(partial(lambda least: len(receiver.got) > least, some))
            killed = workers.pop(random.randrange(len(workers)))
            killed.kill()
            killed.wait()
            let_leases_end(app)
            until(partial(lambda ids: ids <= arrived(), wanted))
            for worker in workers:
                worker.send_signal(signal.SIGTERM)
            # One that was still starting holds nothing yet and dies of the signal itself.
            assert {worker.wait(30) for worker in workers} <= {0, -signal.SIGTERM}
