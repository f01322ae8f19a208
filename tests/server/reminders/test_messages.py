"""What is built for push services: one signed header for each origin, never too large, by any number of threads."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from server.keys import Keys
from server.reminders.messages import MAX_BODY_BYTES, Message, Messages, MessageTooLarge
from tests.reference.account import unb64
from tests.reference.webpush import Subscription

CONTACT = "mailto:ops@example.org"
PAYLOAD_MAX_BYTES = MAX_BODY_BYTES - 103
"""What RFC 8188's header, its padding byte and the tag leave of the 4096 bytes that push services take."""


def built(made: Messages, phone: Subscription, payload: dict[str, object]) -> Message:
    return made.build(payload, "1" * 32, phone.endpoint, phone.point, phone.auth)


def audience(message: Message) -> str:
    """What the header is signed for, its signature checked."""
    token, key = (part.split("=", 1)[1] for part in message.headers["Authorization"].split(" ", 1)[1].split(", "))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(key))
    claims = jwt.decode(token, public, algorithms=["ES256"], options={"verify_aud": False})
    return str(claims["aud"])


def test_a_header_is_signed_once_for_each_origin_until_it_is_about_to_end(
    server_keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Messages(server_keys, CONTACT)
    here, there = (Subscription(f"https://push.example:{port}/dana") for port in (8443, 9443))
    first, again, other = (built(made, phone, {}) for phone in (here, here, there))
    assert first.headers["Authorization"] == again.headers["Authorization"]
    assert [audience(first), audience(other)] == ["https://push.example:8443", "https://push.example:9443"]
    now = time.time()
    for later_s, same in ((11 * 3600, True), (11.9 * 3600, False)):
        monkeypatch.setattr(time, "time", lambda later_s=later_s: now + later_s)
        assert (built(made, here, {}).headers["Authorization"] == first.headers["Authorization"]) is same


def test_more_than_push_services_take_is_not_built(server_keys: Keys) -> None:
    made, phone = Messages(server_keys, CONTACT), Subscription("https://push.example/dana")
    fits: dict[str, object] = {"v": "x" * (PAYLOAD_MAX_BYTES - len('{"v":""}'))}
    assert len(built(made, phone, fits).body) == MAX_BODY_BYTES
    with pytest.raises(MessageTooLarge):
        built(made, phone, {"v": f"{fits['v']}x"})


def test_threads_that_build_at_once_get_each_their_own(server_keys: Keys) -> None:
    made = Messages(server_keys, CONTACT)
    phones = [Subscription(f"https://push.example:{8000 + n % 7}/{n}") for n in range(200)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: built(made, phones[n], {"n": n}), range(len(phones))))
    for n, (phone, message) in enumerate(zip(phones, found, strict=True)):
        assert json.loads(phone.open(message.body)) == {"n": n}
        assert message.endpoint == phone.endpoint
        assert audience(message) == phone.endpoint.rsplit("/", 1)[0]
