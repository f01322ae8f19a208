"""The key that identifies this server changes: phones subscribe anew, and until they do the former key reaches them."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import update

from server import create_app, db, keys, logs, p256
from server.config import Config, ConfigError
from server.principals import PushSubscription
from tests.phone import Phone, another_phone, read
from tests.reference.webpush import Subscription
from tests.server.reminders.conftest import Now, Work
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_pushes import payloads, remind

Restart = Callable[..., tuple[Phone, Work]]


def listed(*pems: bytes) -> tuple[keys.Vapid, ...]:
    return keys.load(Config.from_env({"VAPID_PRIVATE_KEY": b"".join(pems).decode()})).vapid


@pytest.fixture
def restarted(
    app: Flask,
    dana: Phone,
    subscribed: Subscription,
    receiver: Receiver,
    instance_settings: dict[str, str],
    server_keys: keys.Keys,
    working: Callable[[Flask, keys.Keys, tuple[str, ...]], Work],
) -> Restart:
    """The same server under other VAPID keys, with Dana's phone and a worker of its own."""

    def restart(*vapid: keys.Vapid) -> tuple[Phone, Work]:
        made = replace(server_keys, vapid=vapid)
        again = create_app(replace(Config.from_env(instance_settings), push_allowed_origins=(receiver.origin,)), made)
        phone = another_phone(again, dana)
        phone.device, phone.writing = dana.device, dana.writing
        assert phone.login(dana.device).status_code == 200
        return phone, working(again, made, (receiver.origin,))

    return restart


def keys_used(receiver: Receiver) -> list[str]:
    return [headers["Authorization"].rpartition("k=")[2] for _, headers, _ in receiver.got]


def test_the_former_key_reaches_a_phone_until_it_has_subscribed_anew(
    restarted: Restart, subscribed: Subscription, receiver: Receiver, now: Now, server_keys: keys.Keys
) -> None:
    (former,), (new,) = server_keys.vapid, listed(p256.private_key_pem())
    dana, work = restarted(new, former)
    assert read(dana.get("/v1/hello"))["vapid_public_key"] == new.public_key
    remind(dana, now.ms)
    work()
    # To the phone it is as if the subscription had ended: at its next opening it makes another.
    assert read(dana.get("/v1/push")) == {"subscribed": False}
    assert dana.post("/v1/push", subscribed.body()).status_code == 201
    assert read(dana.get("/v1/push")) == {"subscribed": True}
    now.pass_s(1)
    remind(dana, now.ms, rev=2)
    work()
    assert keys_used(receiver) == [former.public_key, new.public_key]


def test_a_key_that_is_listed_no_more_is_told_aloud_and_the_phone_subscribes_anew(
    restarted: Restart, subscribed: Subscription, receiver: Receiver, now: Now, capsys: pytest.CaptureFixture[str]
) -> None:
    dana, work = restarted(*listed(p256.private_key_pem()))
    logs.configure()
    remind(dana, now.ms)
    work()
    loud = [line for line in map(json.loads, capsys.readouterr().out.splitlines()) if line["level"] == "error"]
    assert ([line["event"] for line in loud], receiver.got) == (["push_unrecognised"], [])
    assert read(dana.get("/v1/push")) == {"subscribed": False}
    assert dana.post("/v1/push", subscribed.body()).status_code == 201
    now.pass_s(5)
    work()
    assert [payload["rev"] for payload in payloads(receiver, subscribed)] == [1]


def test_while_servers_restart_the_phone_says_under_which_key_it_subscribed(
    restarted: Restart, subscribed: Subscription, receiver: Receiver, now: Now, server_keys: keys.Keys
) -> None:
    (former,), (new,) = server_keys.vapid, listed(p256.private_key_pem())
    on_old, _ = restarted(former)
    on_new, work = restarted(new, former)
    body = subscribed.body() | {"vapid_key": read(on_old.get("/v1/hello"))["vapid_public_key"]}
    assert on_new.post("/v1/push", body).status_code == 201
    remind(on_new, now.ms)
    work()
    assert keys_used(receiver) == [former.public_key]
    assert read(on_new.get("/v1/push")) == {"subscribed": False}
    body = subscribed.body() | {"vapid_key": read(on_new.get("/v1/hello"))["vapid_public_key"]}
    refused = on_old.post("/v1/push", body)
    assert (refused.status_code, read(refused)["code"]) == (422, "push_vapid_key")
    assert on_new.post("/v1/push", body).status_code == 201
    assert read(on_new.get("/v1/push")) == {"subscribed": True}


def forget_keys(app: Flask) -> None:
    with app.app_context(), db.write() as session:
        session.execute(update(PushSubscription).values(vapid_key=None))


@pytest.mark.parametrize("former_listed", [True, False])
def test_a_subscription_from_before_keys_were_noted_is_made_anew_once(
    app: Flask, restarted: Restart, subscribed: Subscription, server_keys: keys.Keys, former_listed: bool
) -> None:
    forget_keys(app)
    dana, _ = restarted(*server_keys.vapid) if former_listed else restarted(*listed(p256.private_key_pem()))
    assert read(dana.get("/v1/push")) == {"subscribed": False}
    assert dana.post("/v1/push", subscribed.body()).status_code == 201
    assert read(dana.get("/v1/push")) == {"subscribed": True}


def test_until_then_the_oldest_key_listed_reaches_it(
    app: Flask, restarted: Restart, receiver: Receiver, now: Now, server_keys: keys.Keys
) -> None:
    forget_keys(app)
    dana, work = restarted(*listed(p256.private_key_pem()), *server_keys.vapid)
    remind(dana, now.ms)
    work()
    assert keys_used(receiver) == [server_keys.vapid[0].public_key]


def test_keys_are_listed_one_after_another_the_one_of_now_first() -> None:
    first, second = p256.private_key_pem(), p256.private_key_pem()
    both = listed(first, b"\n# until November 2027:\n", second)
    assert both == (*listed(first), *listed(second))
    with pytest.raises(ConfigError, match="VAPID_PRIVATE_KEY"):
        listed(first, second.replace(b"M", b"-"))
