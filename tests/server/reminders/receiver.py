"""A push service of a few lines: keeps what it is sent, answers what it is told to."""

import asyncio
import re
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
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
        """The push is here, its sender never learns: no answer, an endless one, a reset, no HTTP, one cut off."""
        transport = request.transport
        if fault == "hang" or transport is None:
            await asyncio.sleep(1)
        elif fault == "trickle":
            transport.write(b"HTTP/1.1 201 Created\r\n")
            for _ in range(20):
                await asyncio.sleep(0.05)
                transport.write(b"x")
            transport.close()
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


class SlowReader(socketserver.ThreadingTCPServer):
    """A push service that reads a few bytes at a time, none before it may, and answers each push once it is read."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, may_read: Callable[[], bool]) -> None:
        super().__init__(("127.0.0.1", 0), _Reading)
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        self.may_read = may_read
        self.taken = 0


class _Reading(socketserver.BaseRequestHandler):
    """Pushes on one connection, one after another."""

    server: SlowReader

    def handle(self) -> None:
        buffer = b""
        while octets := self.request.recv(64):
            while not self.server.may_read():
                time.sleep(0.01)
            time.sleep(0.002)
            buffer += octets
            head, end, body = buffer.partition(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            if end and length and len(body) >= int(length[1]):
                self.server.taken += 1
                buffer = body[int(length[1]) :]
                self.request.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")


@contextmanager
def reading_slowly(may_read: Callable[[], bool]) -> Iterator[SlowReader]:
    """A slow reader, until the block ends."""
    with SlowReader(may_read) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
