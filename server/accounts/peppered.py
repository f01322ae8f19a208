"""What depends on the pepper: kept auth keys, stable fakes for names nobody has."""

import hashlib
import hmac

from flask import current_app

_PW_PARAMS_HEAD = bytes.fromhex("01 00010000 00000003 01")


def _hmac(message: bytes) -> bytes:
    pepper: bytes = current_app.config["PEPPER"]
    return hmac.digest(pepper, message, hashlib.sha256)


def mac(auth: bytes) -> bytes:
    """What is kept of an auth key."""
    return _hmac(auth)


def matches(auth: bytes, kept: bytes | None) -> bool:
    """Whether an auth key is the one kept; the same work when there is none."""
    stand_in = _hmac(b"e1/nobody")
    return hmac.compare_digest(mac(auth), stand_in if kept is None else kept) and kept is not None


def fake_account_id(kind: str, name: str) -> str:
    """The account id that an unknown name always answers."""
    return _hmac(f"e1/fake-account/{kind}/{name}".encode())[:16].hex()


def fake_kdf_params(name: str) -> bytes:
    """The kdf_params that an unknown name always answers."""
    return _PW_PARAMS_HEAD + _hmac(f"e1/fake-params/{name}".encode())[:16]
