"""Posts pushes to push services: no redirects, no private addresses, a bounded wait, none to a service in trouble."""

import asyncio
import socket
from email.utils import parsedate_to_datetime

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from server import clock
from server.reminders import endpoints
from server.reminders.breaker import Breaker
from server.reminders.errors import EndpointRefused
from server.reminders.messages import Message
from server.reminders.outbox import Outcome

_TIMEOUT = aiohttp.ClientTimeout(total=15, connect=10)
AT_ONCE = 64
_AT_ONE_HOST = 32


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
        connector = aiohttp.TCPConnector(resolver=PublicResolver(hosts), limit=AT_ONCE, limit_per_host=_AT_ONE_HOST)
        self._breaker = Breaker()
        self._client = aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar())

    async def post(self, message: Message) -> tuple[Outcome, int]:
        """The outcome with the milliseconds to wait before the next try."""
        try:
            origin = endpoints.check(message.endpoint, self._allowed)
        except EndpointRefused:
            return Outcome.REFUSED, 0
        if left := self._breaker.wait_ms(origin):
            return Outcome.POSTPONED, left
        outcome, wait_ms = Outcome.RETRY, 0
        try:
            outcome, wait_ms = await self._try(message)
        finally:  # a try that the breaker let through is always told of
            self._breaker.told(origin, well=outcome is not Outcome.RETRY)
        return outcome, wait_ms

    async def _try(self, message: Message) -> tuple[Outcome, int]:
        try:
            async with self._client.post(
                message.endpoint, data=message.body, headers=message.headers, allow_redirects=False
            ) as answer:
                return outcome_of(answer.status), _asked_ms(answer.headers.get("Retry-After", ""))
        except ValueError:  # a UnicodeError of a name that DNS cannot carry
            return Outcome.REFUSED, 0
        except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError, OSError):
            return Outcome.RETRY, 0

    async def close(self) -> None:
        """Ends the client."""
        await self._client.close()


def _asked_ms(retry_after: str) -> int:
    """What Retry-After asks for, in seconds or as a date; 0 when it says neither."""
    if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 8:
        return int(retry_after) * 1000
    try:
        at_ms = round(parsedate_to_datetime(retry_after).timestamp() * 1000)
    except (ValueError, OverflowError):
        return 0
    return max(0, at_ms - clock.now_ms())
