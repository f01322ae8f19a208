"""How often one address or one login name may try what is limited, counted by each web process for itself."""

import hashlib
import ipaddress
from typing import Literal

from flask import Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse_many

from server.config import Config
from server.errors import AppError

Counted = Literal["sign_in", "timestamps", "typesetting"]
"""What tries are counted for: each has a count and a setting of its own."""
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", strategy="moving-window")

_PER_ADDRESS: dict[Counted, str] = {
    "sign_in": "AUTH_LIMIT_PER_ADDRESS",
    "timestamps": "TIMESTAMP_LIMIT_PER_ADDRESS",
    "typesetting": "TYPESETTING_LIMIT_PER_ADDRESS",
}


class RateLimited(AppError):
    """Too many tries for now."""

    code, status, detail = "rate_limited", 429, "Too many tries. Wait a minute, then try again."


def _hit(setting: str, kind: str, key: str) -> None:
    for limit in parse_many(current_app.config[setting]):
        if not limiter.limiter.hit(limit, kind, key):
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
    hashed = hashlib.sha256(name.encode()).hexdigest()
    _hit("AUTH_LIMIT_PER_NAME", "name", f"{hashed} {network_of(request.remote_addr)}")
    if not own:
        _hit("AUTH_LIMIT_PER_NAME_IN_ALL", "name in all", hashed)


def install(app: Flask, config: Config) -> None:
    """Keeps the counts in this process's memory."""
    app.config.update(
        AUTH_LIMIT_PER_ADDRESS=config.auth_limit_per_address,
        TIMESTAMP_LIMIT_PER_ADDRESS=config.timestamp_limit_per_address,
        TYPESETTING_LIMIT_PER_ADDRESS=config.typesetting_limit_per_address,
        AUTH_LIMIT_PER_NAME=config.auth_limit_per_name,
        AUTH_LIMIT_PER_NAME_IN_ALL=config.auth_limit_per_name_in_all,
    )
    limiter.init_app(app)
