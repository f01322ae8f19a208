"""A push service of a few lines: keeps what it is sent, answers what it is told to."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Receiver:
    """What came, with the answers still to give; 201 when there are none."""

    origin: str = ""
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    delay_s: float = 0
    faults: list[str] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        """One push."""
        self.got.append((request.path, dict(request.headers), await request.read()))
        await asyncio.sleep(self.delay_s)
        if self.faults:
            await self._fail(self.faults.pop(0), request)
        status, headers = self.answers.pop(0) if self.answers else (201, {})
        return web.Response(status=status, headers=headers)

    async def _fail(self, fault: str, request: web.Request) -> None:
        """The push is here, its sender never learns: no answer, a reset, no HTTP, an answer cut off."""
        transport = request.transport
        if fault == "hang" or transport is None:
            await asyncio.sleep(1)
        elif fault == "reset":
            transport.abort()
        else:
            transport.write(b"201?\r\n\r\n" if fault == "garbage" else b"HTTP/1.1 201 Cre")
            transport.close()


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver on a port of its own, in a thread of its own."""
    receiver, loop, ready, end = Receiver(), asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def serve() -> None:
        app = web.Application()
        app.router.add_post("/{name:.*}", receiver.take)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        receiver.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        await end.wait()
        await runner.cleanup()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait()
    try:
        yield receiver
    finally:
        loop.call_soon_threadsafe(end.set)
        thread.join()
        loop.close()
