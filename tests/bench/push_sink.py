"""A push service that takes everything, as a process of its own: prints its port, counts on request.

It shares the cores with what it measures, so it reads no more of a request than where it ends, and says what it took.
"""

import asyncio
import json
import re
import time

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"


class Sink:
    """How many pushes came, and when the first and the last did."""

    def __init__(self) -> None:
        self.count, self.first, self.last = 0, 0.0, 0.0

    def take(self) -> None:
        self.last = time.monotonic()
        self.first = self.first or self.last
        self.count += 1

    def say(self) -> bytes:
        said = {"count": self.count, "seconds": self.last - self.first, "cpu_s": time.process_time()}
        body = json.dumps(said).encode()
        return b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)


class Connection(asyncio.Protocol):
    """Requests one after another, as they come."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (head_end := self._buffer.find(b"\r\n\r\n")) >= 0:
            length = _LENGTH.search(self._buffer, 0, head_end)
            end = head_end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < end:
                return
            self._answer(asked=self._buffer.startswith(b"GET"))
            self._buffer = self._buffer[end:]

    def _answer(self, *, asked: bool) -> None:
        if asked:
            self._transport.write(self._sink.say())
            self._transport.close()
        else:
            self._sink.take()
            self._transport.write(_CREATED)


async def serve() -> None:
    sink = Sink()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(sink), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
