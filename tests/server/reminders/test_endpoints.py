"""Pushes go to the browsers' push services, never to an address of somebody's choosing."""

import asyncio
import json

import pytest

from server.reminders import endpoints
from server.reminders.errors import EndpointRefused
from server.reminders.messages import Message
from server.reminders.outbox import Outcome
from server.reminders.sender import PublicResolver, Sender
from tests.phone import Phone, read
from tests.reference.account import b64
from tests.reference.webpush import Subscription


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/abc",
        "https://wns2-by3p.notify.windows.com/w/?token=abc",
        "https://fcm.googleapis.com:443/x",
        f"https://{'a' * 63}.push.apple.com/x",
    ],
)
def test_the_browsers_own_services_are_allowed(endpoint: str) -> None:
    endpoints.check(endpoint, ())


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilpush.apple.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://evil.example\\@fcm.googleapis.com/x",
        "https://fcm.googleapis.com/x#y",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/x",
        "https://169.254.169.254/latest",
        "file:///etc/passwd",
        "https://",
        "https://fcm.googleapis.com:99999/x",
        "https://[fcm.googleapis.com/x",
        "https://fcm.googleapis.com/\nx",
        "https://ﬁcm.googleapis.com/x",
        "https://a..push.apple.com/x",
        "https://.push.apple.com/x",
        "https://-a.push.apple.com/x",
        "https://a_b.push.apple.com/x",
        "https://fcm.googleapis.com./x",
        f"https://{'a' * 64}.push.apple.com/x",
        f"https://{'a.' * 125}push.apple.com/x",
    ],
)
def test_other_addresses_are_refused(dana: Phone, endpoint: str) -> None:
    answer = dana.post("/v1/push", Subscription(endpoint).body())
    assert (answer.status_code, read(answer)["code"]) == (422, "push_endpoint")


@pytest.mark.parametrize("endpoint", ["a\0b", "https://fcm.googleapis.com/\0", "\ud800", "x" * 2048])
def test_an_address_that_is_none_is_refused_when_it_is_to_be_forgotten_too(dana: Phone, endpoint: str) -> None:
    octets = json.dumps({"endpoint": endpoint}).encode()
    assert dana.send("DELETE", "/v1/push", octets, "application/json").status_code == 422
    assert dana.delete("/v1/push", {"endpoint": "https://fcm.googleapis.com/x"}).status_code == 204


def test_a_key_that_is_no_point_is_refused(dana: Phone) -> None:
    body = Subscription("https://fcm.googleapis.com/x").body() | {"p256dh": b64(b"\x04" + bytes(64))}
    answer = dana.post("/v1/push", body)
    assert (answer.status_code, read(answer)["code"]) == (422, "push_key")


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1"])
def test_private_addresses_are_not_public(address: str) -> None:
    assert not endpoints.is_public(address)


def test_a_name_that_leads_to_a_private_address_is_not_resolved() -> None:
    async def resolve(allowed: frozenset[str]) -> list[str]:
        resolver = PublicResolver(allowed)
        try:
            return [result["host"] for result in await resolver.resolve("localhost", 443)]
        finally:
            await resolver.close()

    assert set(asyncio.run(resolve(frozenset({"localhost"})))) <= {"127.0.0.1", "::1"}
    with pytest.raises(OSError, match="no public address"):
        asyncio.run(resolve(frozenset()))


def test_an_endpoint_no_longer_allowed_is_not_posted_to() -> None:
    async def post() -> Outcome:
        sender = Sender(())
        try:
            outcome, _ = await sender.post(Message("http://127.0.0.1:9/x", b"", {}))
        finally:
            await sender.close()
        return outcome

    assert asyncio.run(post()) is Outcome.REFUSED
    with pytest.raises(EndpointRefused):
        endpoints.check("http://127.0.0.1:9/x", ("http://127.0.0.1:8",))
