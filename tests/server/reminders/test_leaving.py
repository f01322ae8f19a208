"""Whoever is leaving is sent nothing, and everything again if they stay."""

from collections.abc import Callable

from tests.phone import Phone
from tests.reference.webpush import Subscription
from tests.server.accounts.test_leaving import proof
from tests.server.reminders.conftest import Now
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_pushes import payloads, remind

Work = Callable[[], None]


def test_pushes_stop_while_leaving_and_go_on_after_staying(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms + 5000, rev=3)
    assert dana.post("/v1/push/test", {}).status_code == 202
    dana.post("/v1/account/leave", proof(dana))
    now.pass_s(60)
    work()
    assert receiver.got == []
    dana.post("/v1/account/stay", proof(dana))
    work()
    assert [payload["rev"] for payload in payloads(receiver, subscribed)] == [3]
