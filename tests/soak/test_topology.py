"""What compose.yaml composes, as processes, goes on when a part of it dies."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.bench.blobs import upload
from tests.bench.visitor import Visitor
from tests.bench.writer import Writer, records_of
from tests.reference import blob
from tests.reference.account import Account, Device
from tests.reference.webpush import Subscription
from tests.soak.city import City, until
from tests.soak.city import city as running_city

SILENCE_S = 3
LOGIN, PASSPHRASE = "dana.in.the.city", "harbour lantern quiet kelp"
REMINDERS, PUSHES = 40, 30


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    with running_city(tmp_path) as made:
        yield made


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

    city.webs[0].end()
    city.workers[0].end()
    for record in records_of(PUSHES):
        persist(phone, partial(writer.send, phone, [writer.seal([record])]))
    due(REMINDERS, 2 * REMINDERS)
    until(lambda: len(arrived()) == 2 * REMINDERS, "a reminder never came after a worker had died")
    assert writer.opened(writer.read_all(tablet)) == 2 * PUSHES
    for i, chunk in enumerate(picture.chunks):
        assert tablet.request("GET", f"/v1/blobs/{picture.blob_id.hex()}/chunks/{i}") == chunk
