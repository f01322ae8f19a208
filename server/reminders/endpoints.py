"""Where pushes may go: the browsers' own push services, nowhere else."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

from server.reminders.errors import EndpointRefused

_HOSTS = frozenset({"fcm.googleapis.com", "web.push.apple.com", "updates.push.services.mozilla.com"})
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_HOST_CHARACTERS = 253
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""Stands for IPv4 addresses, private ones too."""
_FAMILIES = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")


@lru_cache(maxsize=4096)
def origin_of(endpoint: str) -> str:
    """An endpoint's origin, port kept when it is not the scheme's own; EndpointRefused otherwise."""
    if not endpoint.isascii() or any(c <= " " or c in '"<>\\^`{|}' for c in endpoint):
        raise EndpointRefused()
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        raise EndpointRefused() from None
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or parts.username is not None or parts.fragment:
        raise EndpointRefused()
    if not _is_host(host):
        raise EndpointRefused()
    shown = f"[{host}]" if ":" in host else host
    own = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{shown}" + ("" if port in (None, own) else f":{port}")


def _is_host(host: str) -> bool:
    if ":" in host:
        try:
            return bool(ipaddress.IPv6Address(host))
        except ValueError:
            return False
    return len(host) <= _HOST_CHARACTERS and all(_LABEL.fullmatch(label) for label in host.split("."))


def check(endpoint: str, also_allowed: tuple[str, ...]) -> str:
    """The origin of an endpoint on the allow-list; EndpointRefused otherwise."""
    origin = origin_of(endpoint)
    scheme, _, host = origin.partition("://")
    known = scheme == "https" and (host in _HOSTS or host.endswith(_FAMILIES))
    if not known and origin not in also_allowed:
        raise EndpointRefused()
    return origin


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address) and (found in _TRANSLATED or found.sixtofour or found.teredo):
        return False
    return found.is_global and not found.is_multicast
