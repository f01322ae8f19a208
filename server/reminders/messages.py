"""A push as it is sent: `webpush` with the origin's port, Topic, Urgency, TTL, a size check, a cached VAPID header."""

import hashlib
import json
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import cast

import jwt
from pydantic import AnyHttpUrl
from webpush import WebPush
from webpush.types import WebPushKeys, WebPushSubscription
from webpush.vapid import VAPID

from server.keys import Keys
from server.reminders.endpoints import origin_of
from server.schemas.wire import encode

TTL_SECONDS = 24 * 3600
MAX_BODY_BYTES = 4096
_TOKEN_SECONDS = 12 * 3600
_RENEW_SECONDS = 600


class MessageTooLarge(Exception):
    """More than push services take."""


class _CachedVAPID(VAPID):
    """One signed header for each origin until it is about to end; `aud` keeps the port (RFC 8292)."""

    def __init__(self, private_key: bytes, public_key: bytes) -> None:
        super().__init__(private_key, public_key)
        self._headers: dict[str, tuple[str, float]] = {}

    def get_authorization_header(self, endpoint: AnyHttpUrl, subscriber: str, expiration: int) -> str:
        """A VAPID header for the endpoint's origin; `subscriber` is a mailto: or https: URI."""
        origin, now = origin_of(str(endpoint)), time.time()
        header, ends = self._headers.get(origin, ("", 0.0))
        if ends - now < _RENEW_SECONDS:
            ends = now + expiration
            claims = {"aud": origin, "exp": int(ends), "sub": subscriber}
            token = jwt.encode(claims, self.private_key, algorithm="ES256")
            header = f"vapid t={token}, k={self.get_application_server_key(self.public_key)}"
            self._headers[origin] = (header, ends)
        return header


@dataclass(frozen=True)
class Message:
    """What goes over the wire to a push service."""

    endpoint: str
    body: bytes = field(repr=False)
    headers: dict[str, str] = field(repr=False)


class Messages(WebPush):
    """Builds encrypted pushes."""

    def __init__(self, keys: Keys, contact: str) -> None:
        super().__init__(keys.vapid_private_pem, keys.vapid_public_pem, contact, TTL_SECONDS, _TOKEN_SECONDS)
        self.vapid = _CachedVAPID(keys.vapid_private_pem, keys.vapid_public_pem)

    def build(self, payload: dict[str, object], topic_of: str, endpoint: str, p256dh: bytes, auth: bytes) -> Message:
        """One push; a later one of the same topic takes its place at the push service."""
        # Checked when they were subscribed: parsing the address anew for each push costs a third of building it.
        keys = WebPushKeys.model_construct(auth=encode(auth), p256dh=encode(p256dh))
        subscription = WebPushSubscription.model_construct(endpoint=cast(AnyHttpUrl, endpoint), keys=keys)
        made = self.get(json.dumps(payload, separators=(",", ":")).encode(), subscription)
        if len(made.encrypted) > MAX_BODY_BYTES:
            raise MessageTooLarge()
        headers = {
            "Authorization": made.headers["authorization"],
            "Content-Encoding": made.headers["content-encoding"],
            "Content-Type": "application/octet-stream",
            "TTL": made.headers["ttl"],
            "Topic": topic(topic_of),
            "Urgency": "high",
        }
        return Message(endpoint, made.encrypted, headers)


def topic(reminder_id: str) -> str:
    """32 base64url characters of H("e1/topic" ‖ id)."""
    octets = bytes.fromhex(reminder_id) if reminder_id else b""
    return urlsafe_b64encode(hashlib.sha256(b"e1/topic" + octets).digest())[:32].decode()
