"""Passkeys: proven by their browser, kept while a slot of the account names them, used to sign in."""

from sqlalchemy import delete, select

from server import auth, clock, db
from server.accounts import challenges
from server.accounts.errors import AuthFailed, ChallengeGone, PasskeyCounter, PasskeyRefused, SlotRefused
from server.accounts.passkey_models import Passkey, PasskeyProven
from server.accounts.slots import SlotSet
from server.principals import Account
from server.schemas.passkeys import PasskeyLogin, PasskeyMade


def prove(body: PasskeyMade) -> None:
    """Keeps a new passkey for its slot, which must come from the same browser soon."""
    from server.accounts import ceremonies

    try:
        challenge = ceremonies.challenge_in(body.client_data)
        challenges.use(challenge, challenges.creation(body.account_id))
        made = ceremonies.made(body, challenge)
    except ceremonies.NotGenuine:
        raise PasskeyRefused() from None
    now = clock.now_ms()
    with db.write() as session:
        session.execute(delete(PasskeyProven).where(PasskeyProven.expires_ms <= now))
        session.merge(
            PasskeyProven(
                credential_id=made.credential_id,
                browser=challenges.browser(),
                account_id=body.account_id,
                public_key=made.public_key,
                sign_count=made.sign_count,
                expires_ms=now + challenges.LIFE_MS,
            )
        )


def follow(account_id: str, after: SlotSet) -> None:
    """Inside a write transaction: the account's passkeys become those of its slots, each proven by this browser."""
    named = [slot.credential_id for slot in after.prf]
    if len(set(named)) != len(named):
        raise SlotRefused()
    session = db.session()
    kept = {row.credential_id: row for row in session.scalars(select(Passkey).where(Passkey.account_id == account_id))}
    for credential_id, row in kept.items():
        if credential_id not in named:
            session.delete(row)
    for credential_id in named:
        if credential_id not in kept:
            session.add(_proven(account_id, credential_id))


def _proven(account_id: str, credential_id: bytes) -> Passkey:
    session = db.session()
    row = session.get(PasskeyProven, (credential_id, challenges.browser()))
    if row is None or row.account_id != account_id or row.expires_ms <= clock.now_ms():
        raise ChallengeGone()
    if session.get(Passkey, credential_id) is not None:
        raise PasskeyRefused()
    session.delete(row)
    passkey = Passkey(credential_id=credential_id, account_id=account_id)
    passkey.public_key, passkey.sign_count = row.public_key, row.sign_count
    return passkey


def log_in(body: PasskeyLogin) -> tuple[str, str]:
    """(account_id, cookie value) for a passkey's proof; one answer for an unknown passkey and a false proof."""
    from server.accounts import ceremonies

    try:
        challenge = ceremonies.challenge_in(body.client_data)
        challenges.use(challenge, challenges.LOGIN)
        return _entered(body, challenge)
    except ceremonies.NotGenuine:
        raise AuthFailed() from None


def _entered(body: PasskeyLogin, challenge: bytes) -> tuple[str, str]:
    from server.accounts import ceremonies

    with db.write() as session:
        passkey = session.get(Passkey, body.credential_id, with_for_update=True)
        account = None if passkey is None else session.get(Account, passkey.account_id)
        if passkey is None or account is None or account.ended:
            raise AuthFailed()
        count = ceremonies.signed(body, challenge, passkey.public_key)
        if max(count, passkey.sign_count) > 0 and count <= passkey.sign_count:
            raise PasskeyCounter()
        passkey.sign_count = count
        return account.id, auth.open_session(account.id, body.device_id)
