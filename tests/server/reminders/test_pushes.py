"""What is due goes out once, sealed, to the person's own devices; what fails is tried again."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from sqlalchemy import select

from server import db, logs
from server.keys import Keys
from server.principals import PushSubscription
from server.reminders.messages import Message, Messages
from server.reminders.models import Delivery
from tests.phone import Phone, read
from tests.reference.account import unb64
from tests.reference.box import h
from tests.reference.webpush import Subscription
from tests.server.reminders.conftest import Now
from tests.server.reminders.receiver import Receiver

ID = "0123456789abcdef" * 2
Work = Callable[[], None]


def at(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{ms % 1000:03d}Z"


def remind(phone: Phone, due_ms: int, rev: int = 1, rule: str | None = None, snoozed_ms: int | None = None) -> int:
    body = {"due": at(due_ms), "rule": rule, "zone": "America/Vancouver", "rev": rev}
    body |= {} if snoozed_ms is None else {"snoozed": at(snoozed_ms)}
    answer = phone.put(f"/v1/reminders/{ID}", body)
    assert answer.status_code == 200
    return int(read(answer)["rev"])


def payloads(receiver: Receiver, subscription: Subscription) -> list[dict[str, Any]]:
    """What was sent, without the tokens that answer it."""
    sent = [json.loads(subscription.open(body)) for _, _, body in receiver.got]
    return [{key: value for key, value in payload.items() if key != "act_token"} for payload in sent]


def test_a_reminder_goes_out_when_due_and_only_once(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms + 5000, rev=7)
    work()
    assert receiver.got == []
    now.pass_s(5)
    work()
    work()
    now.pass_s(3600)
    work()
    assert payloads(receiver, subscribed) == [{"v": 1, "t": "due", "id": ID, "rev": 7}]


def test_a_push_carries_what_push_services_ask_for(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work, server_keys: Keys
) -> None:
    remind(dana, now.ms)
    work()
    path, headers, body = receiver.got[0]
    assert path == "/wpush/dana"
    topic = base64.urlsafe_b64encode(h(b"e1/topic", bytes.fromhex(ID)))[:32].decode()
    assert (headers["Topic"], headers["Urgency"], headers["TTL"]) == (topic, "high", "86400")
    assert headers["Content-Encoding"] == "aes128gcm"
    token, key = (part.split("=", 1)[1] for part in headers["Authorization"].removeprefix("vapid ").split(", "))
    assert key == server_keys.vapid[0].public_key
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(key))
    claims = jwt.decode(token, public, algorithms=["ES256"], audience=receiver.origin)
    assert claims["sub"] == "mailto:ops@example.org"
    assert len(body) <= 4096


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_is_gone_is_forgotten(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work, status: int
) -> None:
    receiver.answers = [(status, {})]
    remind(dana, now.ms)
    work()
    assert read(dana.post("/v1/push/test", {}))["sent"] == 0
    now.pass_s(86400)
    work()
    assert len(receiver.got) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_push_service_in_trouble_is_tried_again_later(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work, status: int
) -> None:
    receiver.answers = [(status, {}), (status, {})]
    remind(dana, now.ms)
    work()
    work()
    assert len(receiver.got) == 1
    now.pass_s(5)
    work()
    now.pass_s(9)
    work()
    assert len(receiver.got) == 2
    now.pass_s(1)
    work()
    work()
    assert len(payloads(receiver, subscribed)) == 3


@pytest.mark.parametrize("status", [401, 403])
def test_a_push_service_that_does_not_know_this_server_is_tried_again_and_told_aloud(
    dana: Phone,
    subscribed: Subscription,
    receiver: Receiver,
    now: Now,
    work: Work,
    capsys: pytest.CaptureFixture[str],
    status: int,
) -> None:
    receiver.answers = [(status, {})]
    remind(dana, now.ms)
    logs.configure()
    work()
    loud = [line for line in map(json.loads, capsys.readouterr().out.splitlines()) if line["level"] == "error"]
    assert [line["event"] for line in loud] == ["push_unrecognised"]
    now.pass_s(5)
    work()
    assert len(payloads(receiver, subscribed)) == 2


@pytest.mark.parametrize(
    "poison", ["https://a..push.apple.com/x", f"https://{'a' * 64}.push.apple.com/x", "no address"]
)
def test_one_poisoned_subscription_stops_nobody_elses_push(
    app: Flask, dana: Phone, sam: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work, poison: str
) -> None:
    sam.post("/v1/push", Subscription(f"{receiver.origin}/wpush/sam").body())
    with app.app_context(), db.write() as session:
        row = session.scalars(select(PushSubscription).where(PushSubscription.endpoint.endswith("/sam"))).one()
        row.endpoint = poison
    for phone in (sam, dana):
        assert read(phone.post("/v1/push/test", {})) == {"sent": 1}
    work()
    now.pass_s(7200)
    work()
    assert [path for path, _, _ in receiver.got] == ["/wpush/dana"]
    with app.app_context():
        assert db.session().scalars(select(Delivery)).all() == []


def test_a_bug_in_one_delivery_is_settled_and_logged(
    dana: Phone,
    sam: Phone,
    subscribed: Subscription,
    receiver: Receiver,
    now: Now,
    work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sam.post("/v1/push", Subscription(f"{receiver.origin}/wpush/sam").body())
    real = Messages.build

    def breaks(messages: Messages, payload: dict[str, object], topic: str, endpoint: str, *keys: Any) -> Message:
        if endpoint.endswith("/sam"):
            raise LookupError(endpoint)
        return real(messages, payload, topic, endpoint, *keys)

    monkeypatch.setattr(Messages, "build", breaks)
    for phone in (sam, dana):
        phone.post("/v1/push/test", {})
    work()
    now.pass_s(7200)
    work()
    assert [path for path, _, _ in receiver.got] == ["/wpush/dana"]


def test_a_push_service_may_ask_for_patience(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    receiver.answers = [(429, {"Retry-After": "120"})]
    remind(dana, now.ms)
    work()
    now.pass_s(119)
    work()
    assert len(receiver.got) == 1
    now.pass_s(1)
    work()
    assert len(receiver.got) == 2


def test_a_push_that_nobody_takes_is_given_up_after_a_day(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    receiver.answers = [(503, {})] * 3
    assert read(dana.post("/v1/push/test", {})) == {"sent": 1}
    work()
    now.pass_s(86400)
    work()
    now.pass_s(86400)
    work()
    assert len(receiver.got) == 2


def test_a_refusal_or_a_redirect_is_not_repeated(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    receiver.answers = [(302, {"Location": f"{receiver.origin}/elsewhere"})]
    remind(dana, now.ms)
    work()
    now.pass_s(7200)
    work()
    assert [path for path, _, _ in receiver.got] == ["/wpush/dana"]


def test_a_repeating_reminder_comes_again_and_skips_what_was_missed(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms, rule="FREQ=DAILY;COUNT=6")
    for _ in range(2):
        work()
        now.pass_s(86400 + 3600)
    now.pass_s(2 * 86400)
    work()
    assert len(receiver.got) == 3
    now.pass_s(30 * 86400)
    work()
    work()
    assert len(receiver.got) == 4


def test_a_newer_revision_takes_the_place_of_a_waiting_push(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    receiver.answers = [(503, {})]
    remind(dana, now.ms, rev=1)
    work()
    assert remind(dana, now.ms + 1000, rev=2) == 2
    now.pass_s(60)
    work()
    work()
    assert [p["rev"] for p in payloads(receiver, subscribed)] == [1, 2]


def test_an_older_revision_changes_nothing(dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now) -> None:
    assert [remind(dana, now.ms, rev=rev) for rev in (5, 4, 5, 6)] == [5, 5, 5, 6]


def test_a_removed_reminder_stays_removed(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms + 1000, rev=3)
    assert dana.delete(f"/v1/reminders/{ID}", {"rev": 2}).status_code == 204
    now.pass_s(2)
    work()
    assert len(receiver.got) == 1
    remind(dana, now.ms + 1000, rev=4)
    assert [dana.delete(f"/v1/reminders/{ID}", {"rev": 4}).status_code for _ in range(2)] == [204, 204]
    assert remind(dana, now.ms, rev=3) == 4
    now.pass_s(60)
    work()
    assert len(receiver.got) == 1


def test_reminders_are_the_accounts_own(
    app: Flask, dana: Phone, sam: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms + 1000)
    assert sam.delete(f"/v1/reminders/{ID}", {"rev": 99}).status_code == 404
    stolen = Subscription(f"{receiver.origin}/wpush/sam")
    sam.post("/v1/push", stolen.body())
    remind(sam, now.ms + 10**9, rev=50)
    now.pass_s(1)
    work()
    assert [path for path, _, _ in receiver.got] == ["/wpush/dana"]


def test_a_test_push_goes_to_the_asking_device(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    answer = dana.post("/v1/push/test", {})
    assert (answer.status_code, read(answer)) == (202, {"sent": 1})
    work()
    assert payloads(receiver, subscribed) == [{"v": 1, "t": "test"}]


def test_an_unsubscribed_device_gets_nothing(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms + 1000)
    assert dana.delete("/v1/push", {"endpoint": subscribed.endpoint}).status_code == 204
    now.pass_s(2)
    work()
    assert receiver.got == []


def test_a_worker_that_died_holding_a_push_is_followed_by_another(
    app: Flask, dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    from server.reminders import due, outbox

    remind(dana, now.ms)
    with app.app_context():
        due.fan_out()
        assert len(outbox.claim(10)) == 1
        assert outbox.claim(10) == []
    work()
    assert receiver.got == []
    now.pass_s(60)
    work()
    assert len(receiver.got) == 1
