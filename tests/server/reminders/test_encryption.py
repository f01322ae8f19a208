"""A push opens on the phone that subscribed, byte for byte as RFC 8291 says, and every push is sealed anew."""

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from webpush.types import WebPushSubscription

from server.keys import Keys
from server.reminders.encryption import encrypted
from server.reminders.messages import Messages
from tests.reference.account import unb64
from tests.reference.webpush import Subscription

# RFC 8291, appendix A.
PLAINTEXT = b"When I grow up, I want to be a watermelon"
PHONE = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
AUTH, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
RECORD = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/dana"


def test_the_vector_of_the_rfc() -> None:
    sender = ec.derive_private_key(int.from_bytes(unb64(SENDER), "big"), ec.SECP256R1())
    assert encrypted(PLAINTEXT, unb64(PHONE), unb64(AUTH), sender, unb64(SALT)) == unb64(RECORD)


def test_each_push_has_a_key_and_a_salt_of_its_own_and_opens_on_its_phone_only() -> None:
    phone, another = Subscription(ENDPOINT), Subscription(ENDPOINT)
    first, second = (encrypted(PLAINTEXT, phone.point, phone.auth) for _ in range(2))
    assert phone.open(first) == phone.open(second) == PLAINTEXT
    assert first[:16] != second[:16]
    assert first[21:86] != second[21:86]
    with pytest.raises(InvalidTag):
        another.open(first)


def test_the_library_asked_in_its_own_way_seals_alike(server_keys: Keys) -> None:
    phone = Subscription(ENDPOINT)
    body = phone.body()
    keys = {"p256dh": body["p256dh"], "auth": body["auth"]}
    subscription = WebPushSubscription.model_validate({"endpoint": ENDPOINT, "keys": keys})
    made = Messages(server_keys, "mailto:ops@example.org").get(PLAINTEXT, subscription)
    assert phone.open(made.encrypted) == PLAINTEXT
    assert made.headers["authorization"].startswith("vapid t=")
