"""Challenges for passkeys: random, for one purpose and one browser, good once and for five minutes."""

import hashlib
import secrets

from flask import session as browser_session
from sqlalchemy import delete

from server import clock, db
from server.accounts.errors import ChallengeGone
from server.accounts.passkey_models import PasskeyChallenge

LIFE_MS = 5 * 60 * 1000
LOGIN = "login"
_BYTES = 32


def creation(account_id: str) -> str:
    """The purpose of making a passkey for an account."""
    return f"create {account_id}"


def browser() -> bytes:
    """Which browser is calling: the CSRF guard has let no call through without this value."""
    return hashlib.sha256(b"e1/browser" + str(browser_session["csrf_token"]).encode()).digest()


def give(purpose: str) -> bytes:
    """A new challenge; only its hash is kept."""
    challenge, now = secrets.token_bytes(_BYTES), clock.now_ms()
    with db.write() as session:
        session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_ms <= now))
        row = PasskeyChallenge(challenge_hash=hashlib.sha256(challenge).digest(), purpose=purpose)
        row.browser, row.expires_ms = browser(), now + LIFE_MS
        session.add(row)
    return challenge


def use(challenge: bytes, purpose: str) -> None:
    """Ends a challenge for ever; ChallengeGone when it was not given to this browser for this purpose, or is over."""
    with db.write() as session:
        row = session.get(PasskeyChallenge, hashlib.sha256(challenge).digest())
        if row is None or (row.purpose, row.browser) != (purpose, browser()):
            raise ChallengeGone()
        over = row.expires_ms <= clock.now_ms()
        session.delete(row)
    if over:
        raise ChallengeGone()
