"""A browser's pushes go to the account that last subscribed it, and to nobody after signing out."""

from collections.abc import Callable

from flask import Flask

from tests.phone import Phone, read
from tests.reference.webpush import Subscription
from tests.server.reminders.conftest import Now
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_pushes import remind


def test_signing_out_ends_this_devices_pushes(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Callable[[], None]
) -> None:
    remind(dana, now.ms + 1000)
    assert dana.post("/v1/auth/logout", {}).status_code == 204
    now.pass_s(2)
    work()
    assert receiver.got == []


def test_a_browser_that_changes_hands_gets_only_its_new_persons_pushes(
    app: Flask,
    dana: Phone,
    noor: Phone,
    subscribed: Subscription,
    receiver: Receiver,
    now: Now,
    work: Callable[[], None],
) -> None:
    remind(dana, now.ms + 1000)
    assert noor.post("/v1/push", subscribed.body()).status_code == 201
    assert read(dana.post("/v1/push/test", {})) == {"sent": 0}
    now.pass_s(2)
    work()
    assert receiver.got == []
    assert read(noor.post("/v1/push/test", {})) == {"sent": 1}
    work()
    assert len(receiver.got) == 1


def test_who_knows_only_its_address_takes_no_subscription_over(
    dana: Phone, sam: Phone, subscribed: Subscription, receiver: Receiver, work: Callable[[], None]
) -> None:
    assert sam.post("/v1/push", Subscription(subscribed.endpoint).body()).status_code == 201
    assert read(dana.post("/v1/push/test", {})) == {"sent": 1}
    work()
    assert len(receiver.got) == 1


def test_a_phone_is_told_that_its_push_service_ended_the_subscription(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Callable[[], None]
) -> None:
    assert read(dana.get("/v1/push")) == {"subscribed": True}
    receiver.answers = [(410, {})]
    dana.post("/v1/push/test", {})
    work()
    assert read(dana.get("/v1/push")) == {"subscribed": False}
    assert dana.post("/v1/push", Subscription(f"{receiver.origin}/wpush/again").body()).status_code == 201
    assert read(dana.get("/v1/push")) == {"subscribed": True}
