"""How often one address or one login name may try what is limited: counted by this process, or by all in one Redis."""

import hashlib
import hmac
import ipaddress
import time
from typing import Literal

from flask import Flask, current_app, request
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from server import logs
from server.config import Config
from server.errors import AppError

Counted = Literal["sign_in", "timestamps", "typesetting"]
"""What tries are counted for: each has a count and a setting of its own."""
_ANSWER_S = 0.5
_ALONE_S = 5.0
_PER_ADDRESS: dict[Counted, str] = {
    "sign_in": "AUTH_LIMIT_PER_ADDRESS",
    "timestamps": "TIMESTAMP_LIMIT_PER_ADDRESS",
    "typesetting": "TYPESETTING_LIMIT_PER_ADDRESS",
}


class RateLimited(AppError):
    """Too many tries for now."""

    code, status, detail = "rate_limited", 429, "Too many tries. Wait a minute, then try again."


class Counts:
    """Tries so far; while the Redis does not answer, this process counts for itself."""

    def __init__(self, url: str | None) -> None:
        self._own = MovingWindowRateLimiter(storage_from_string("memory://"))
        self._shared = None if url is None else _shared(url)
        self._alone_until = 0.0

    def hit(self, limit: RateLimitItem, kind: str, key: str) -> bool:
        """One more try, and whether the limit allows it."""
        if self._shared and time.monotonic() >= self._alone_until:
            try:
                return self._shared.hit(limit, kind, key)
            except StorageError as error:
                logs.failure("limits_store", error)
                self._alone_until = time.monotonic() + _ALONE_S
        return self._own.hit(limit, kind, key)


def _shared(url: str) -> MovingWindowRateLimiter:
    patience = {"socket_connect_timeout": _ANSWER_S, "socket_timeout": _ANSWER_S}
    return MovingWindowRateLimiter(storage_from_string(url, wrap_exceptions=True, key_prefix="holdfast", **patience))


def _hit(setting: str, kind: str, *whom: str) -> None:
    """Whoever reads the Redis learns no address and no name: they are counted under a hash keyed by the pepper."""
    hashed = hmac.digest(current_app.config["PEPPER"], " ".join(("e1/limit", kind, *whom)).encode(), hashlib.sha256)
    counts: Counts = current_app.extensions["holdfast_limits"]
    for limit in parse_many(current_app.config[setting]):
        if not counts.hit(limit, kind, hashed[:16].hex()):
            raise RateLimited()


def network_of(text: str | None) -> str:
    """Whom an address is counted as: itself, or its /64."""
    try:
        address = ipaddress.ip_address(text or "")
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def count_address(counted: Counted) -> None:
    """One more try from this address, or RateLimited."""
    _hit(_PER_ADDRESS[counted], f"{counted} address", network_of(request.remote_addr))


def count_name(name: str, *, own: bool) -> None:
    """One more try at this login name or recovery id, or RateLimited; strangers elsewhere do not use up its owner's."""
    _hit("AUTH_LIMIT_PER_NAME", "name", network_of(request.remote_addr), name)
    if not own:
        _hit("AUTH_LIMIT_PER_NAME_IN_ALL", "name in all", name)


def install(app: Flask, config: Config) -> None:
    """Each app counts for itself, unless LIMITS_URL names where all count together."""
    app.config.update(
        AUTH_LIMIT_PER_ADDRESS=config.auth_limit_per_address,
        TIMESTAMP_LIMIT_PER_ADDRESS=config.timestamp_limit_per_address,
        TYPESETTING_LIMIT_PER_ADDRESS=config.typesetting_limit_per_address,
        AUTH_LIMIT_PER_NAME=config.auth_limit_per_name,
        AUTH_LIMIT_PER_NAME_IN_ALL=config.auth_limit_per_name_in_all,
    )
    app.extensions["holdfast_limits"] = Counts(config.limits_url)
