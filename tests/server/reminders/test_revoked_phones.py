"""A revoked phone is sent nothing more; the others are."""

from collections.abc import Callable

from flask import Flask

from server import db
from server.principals import PushSubscription
from tests.phone import Phone, another_phone, read
from tests.reference.webpush import Subscription
from tests.server.accounts.test_changing_keys import SLOTS, second_phone
from tests.server.accounts.test_devices import revoking
from tests.server.reminders.receiver import Receiver

Work = Callable[[], None]


def test_a_revoked_phones_subscription_is_dropped_with_what_waited_for_it(
    app: Flask, dana: Phone, subscribed: Subscription, receiver: Receiver, work: Work
) -> None:
    lost = second_phone(app, dana)
    assert lost.post("/v1/push", Subscription(f"{receiver.origin}/wpush/lost").body()).status_code == 201
    assert read(lost.post("/v1/push/test", {})) == {"sent": 1}
    assert dana.put(SLOTS, revoking(dana, lost)).status_code == 200
    with app.app_context():
        assert [row.endpoint for row in db.session().query(PushSubscription)] == [subscribed.endpoint]
    body = {"due": "2026-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1}
    dana.put(f"/v1/reminders/{'1' * 32}", body)
    work()
    assert [path for path, _, _ in receiver.got] == ["/wpush/dana"]


def test_a_revoked_phone_cannot_subscribe_again(app: Flask, dana: Phone, receiver: Receiver) -> None:
    lost = second_phone(app, dana)
    dana.put(SLOTS, revoking(dana, lost))
    again = another_phone(app, lost)
    again.device = lost.device
    again.login(lost.device)
    answer = again.post("/v1/push", Subscription(f"{receiver.origin}/wpush/lost").body())
    assert answer.status_code == 403
