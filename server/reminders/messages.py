"""A push as it is sent: `webpush` with the origin's port, Topic, Urgency, TTL, a size check, a cached VAPID header."""

import hashlib
import json
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

import jwt
from pydantic import AnyHttpUrl
from webpush import WebPush
from webpush.types import WebPushSubscription
from webpush.vapid import VAPID

from server.keys import Keys
from server.reminders.encryption import encrypted
from server.reminders.endpoints import origin_of
from server.schemas.wire import decode

TTL_SECONDS = 24 * 3600
MAX_BODY_BYTES = 4096
_TOKEN_SECONDS = 12 * 3600
_RENEW_SECONDS = 600
_MOST_ORIGINS = 1000
"""Names are free to invent for whoever subscribes."""


class MessageTooLarge(Exception):
    """More than push services take."""


class KeyNotListed(Exception):
    """The phone subscribed under a VAPID key that this server has no more."""


class _CachedVAPID(VAPID):
    """One signed header for each origin until it is about to end; `aud` keeps the port (RFC 8292)."""

    def __init__(self, private_key: bytes, public_key: bytes) -> None:
        super().__init__(private_key, public_key)
        self._headers: dict[str, tuple[str, float]] = {}

    def get_authorization_header(self, endpoint: AnyHttpUrl, subscriber: str, expiration: int) -> str:
        """A VAPID header for the endpoint's origin; `subscriber` is a mailto: or https: URI."""
        return self.header(origin_of(str(endpoint)), subscriber, expiration)

    def header(self, origin: str, subscriber: str, expiration: int) -> str:
        """The same, of an origin."""
        now = time.time()
        header, ends = self._headers.get(origin, ("", 0.0))
        if ends - now < _RENEW_SECONDS:
            ends = now + expiration
            claims = {"aud": origin, "exp": int(ends), "sub": subscriber}
            token = jwt.encode(claims, self.private_key, algorithm="ES256")
            header = f"vapid t={token}, k={self.get_application_server_key(self.public_key)}"
            if len(self._headers) >= _MOST_ORIGINS:
                self._headers.clear()
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
        now, oldest = keys.vapid[0], keys.vapid[-1]
        super().__init__(now.private_pem, now.public_pem, contact, TTL_SECONDS, _TOKEN_SECONDS)
        self._signers = {pair.public_key: _CachedVAPID(pair.private_pem, pair.public_pem) for pair in keys.vapid}
        self.vapid = self._signers[now.public_key]
        self._oldest = oldest.public_key

    def _encrypt(self, message: bytes, subscription: WebPushSubscription) -> bytes:
        return encrypted(message, decode(subscription.keys.p256dh), decode(subscription.keys.auth))

    def build(
        self,
        payload: dict[str, object],
        topic_of: str,
        endpoint: str,
        p256dh: bytes,
        auth: bytes,
        vapid_key: str | None = None,
    ) -> Message:
        """One push; a later one of the same topic takes its place at the push service."""
        signer = self._signers.get(vapid_key or self._oldest)
        if signer is None:
            raise KeyNotListed()
        body = encrypted(json.dumps(payload, separators=(",", ":")).encode(), p256dh, auth)
        if len(body) > MAX_BODY_BYTES:
            raise MessageTooLarge()
        headers = {
            "Authorization": signer.header(origin_of(endpoint), self.subscriber, self.expiration),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(self.ttl),
            "Topic": topic(topic_of),
            "Urgency": "high",
        }
        return Message(endpoint, body, headers)


def topic(reminder_id: str) -> str:
    """32 base64url characters of H("e1/topic" ‖ id)."""
    octets = bytes.fromhex(reminder_id) if reminder_id else b""
    return urlsafe_b64encode(hashlib.sha256(b"e1/topic" + octets).digest())[:32].decode()
