"""Posts pushes to push services: no redirects, no private addresses, a bounded wait."""

import asyncio
import socket
from collections.abc import Sequence

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from server.reminders import endpoints
from server.reminders.errors import EndpointRefused
from server.reminders.messages import Message
from server.reminders.outbox import Outcome

_TIMEOUT = aiohttp.ClientTimeout(total=20, connect=10)
_AT_ONCE = 20


class PublicResolver(AbstractResolver):
    """Leaves out private addresses, except for hosts the operator allowed by name."""

    def __init__(self, allowed_hosts: frozenset[str]) -> None:
        self._inner = aiohttp.ThreadedResolver()
        self._allowed_hosts = allowed_hosts

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses a push may go to; OSError when there is none."""
        found = await self._inner.resolve(host, port, family)
        kept = [result for result in found if host in self._allowed_hosts or endpoints.is_public(result["host"])]
        if not kept:
            raise OSError(None, "no public address")
        return kept

    async def close(self) -> None:
        """Ends the resolver."""
        await self._inner.close()


def outcome_of(status: int) -> Outcome:
    """What a push service's status means."""
    if 200 <= status < 300:
        return Outcome.DELIVERED
    if status in (404, 410):
        return Outcome.GONE
    if status in (401, 403):
        return Outcome.UNRECOGNISED
    if status in (408, 429) or status >= 500:
        return Outcome.RETRY
    return Outcome.REFUSED


class Sender:
    """An HTTP client for push services only."""

    def __init__(self, allowed_origins: tuple[str, ...]) -> None:
        self._allowed = allowed_origins
        hosts = frozenset(origin.partition("://")[2].rsplit(":", 1)[0] for origin in allowed_origins)
        connector = aiohttp.TCPConnector(resolver=PublicResolver(hosts), limit=_AT_ONCE)
        self._client = aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar())

    async def post(self, message: Message) -> tuple[Outcome, int | None]:
        """The outcome with the seconds the service asks to wait."""
        try:
            endpoints.check(message.endpoint, self._allowed)
            async with self._client.post(
                message.endpoint, data=message.body, headers=message.headers, allow_redirects=False
            ) as answer:
                return outcome_of(answer.status), _seconds(answer.headers.getall("Retry-After", []))
        except (EndpointRefused, ValueError):  # a UnicodeError of a name that DNS cannot carry is a ValueError
            return Outcome.REFUSED, None
        except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError, OSError):
            return Outcome.RETRY, None

    async def close(self) -> None:
        """Ends the client."""
        await self._client.close()


def _seconds(values: Sequence[str]) -> int | None:
    first = values[0] if values else ""
    return int(first) if first.isascii() and first.isdigit() and len(first) < 8 else None
