"""Bodies on their way in: so many bytes at once, each at a phone's pace; and turns at what runs alone."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

GRACE_S = 10.0
LEAST_BYTES_PER_S = 4096
STALLED_S = 30.0
_TURN_WAIT_S = 20.0
_WAITING = 256
_TIMER_S = 1.0
_IN_LINE = 16
_IN_LINE_S = 60.0


class Slow(Exception):
    """A body below the least pace."""


class Oversized(Exception):
    """A body longer than its limit."""


class Broken(Exception):
    """A body that ended before its length."""


class Full(Exception):
    """No room for another body for now."""


class Busy(Exception):
    """Too many wait before this call, or it waited too long."""


class Turn:
    """One call at a time, first come, first served."""

    def __init__(self) -> None:
        self._one = asyncio.Semaphore(1)
        self._waiting = 0

    @asynccontextmanager
    async def take(self) -> AsyncIterator[None]:
        """The turn; Busy when it did not come in time."""
        if self._waiting >= _IN_LINE:
            raise Busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(_IN_LINE_S):
                await self._one.acquire()
        except TimeoutError:
            raise Busy() from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._one.release()


class Room:
    """Bytes that bodies may take in memory: in all, and from one address."""

    def __init__(self, in_all: int, each: int) -> None:
        self._in_all, self._each = in_all, each
        self._taken: Counter[str] = Counter()
        self._waiting = 0
        self._freed = asyncio.Condition()

    def _fits(self, address: str, size: int) -> bool:
        return self._taken.total() + size <= self._in_all and self._taken[address] + size <= self._each

    @asynccontextmanager
    async def take(self, address: str, size: int) -> AsyncIterator[None]:
        """Holds so many bytes; Full when none came free in time."""
        await self._wait(address, size)
        self._taken[address] += size
        try:
            yield
        finally:
            self._taken[address] -= size
            if not self._taken[address]:
                del self._taken[address]
            async with self._freed:
                self._freed.notify_all()

    async def _wait(self, address: str, size: int) -> None:
        if self._fits(address, size):
            return
        if self._waiting >= _WAITING:
            raise Full()
        self._waiting += 1
        try:
            async with asyncio.timeout(_TURN_WAIT_S), self._freed:
                await self._freed.wait_for(lambda: self._fits(address, size))
        except TimeoutError:
            raise Full() from None
        finally:
            self._waiting -= 1


class Arrival:
    """One body as it comes."""

    def __init__(self, pieces: AsyncIterator[bytes], declared: int | None, limit: int) -> None:
        self._pieces, self._declared, self._limit = pieces, declared, limit
        self._kept: list[bytes] = []
        self._bytes = 0
        self._begun = asyncio.get_running_loop().time()

    async def at_once(self, seconds: float) -> bytes | None:
        """The body if it is here within a moment; None otherwise."""
        ends = self._begun + seconds
        return await self._until_end(lambda: ends)

    async def at_a_phones_pace(self) -> bytes:
        """The body; Slow below the least pace."""
        loop = asyncio.get_running_loop()

        def ends() -> float:
            return min(self._begun + GRACE_S + self._bytes / LEAST_BYTES_PER_S, loop.time() + STALLED_S)

        whole = await self._until_end(ends)
        if whole is None:
            raise Slow()
        return whole

    async def _until_end(self, ends: Callable[[], float]) -> bytes | None:
        try:
            async with asyncio.timeout_at(ends()) as limit:
                while True:
                    piece = await anext(self._pieces)
                    self._kept.append(piece)
                    self._bytes += len(piece)
                    if self._bytes > self._limit:
                        raise Oversized()
                    if self._bytes == self._declared:
                        return self._whole()
                    # A timer set anew for every piece would cost more than taking it.
                    if (later := ends()) > (limit.when() or 0):
                        limit.reschedule(later + _TIMER_S)
        except TimeoutError:
            return None
        except StopAsyncIteration:
            return self._whole()

    def _whole(self) -> bytes:
        if self._declared is not None and self._bytes != self._declared:
            raise Broken()
        whole = b"".join(self._kept)
        self._kept.clear()
        return whole
