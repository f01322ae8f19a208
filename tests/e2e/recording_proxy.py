"""A relay in front of the server that keeps every byte of both directions; over TLS, what stands inside it."""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.e2e.certificate import Certificate


@dataclass
class Recording:
    """What crossed the wire, connection by connection."""

    port: int
    server_port: int
    certificate: Certificate | None = None
    sent: list[bytearray] = field(default_factory=list)
    answered: list[bytearray] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """Where phones find the server."""
        return f"{'https' if self.certificate else 'http'}://localhost:{self.port}"

    def everything(self) -> bytes:
        """What went towards the server."""
        return b"\n".join(bytes(connection) for connection in self.sent)

    def forget(self) -> None:
        """What comes from now on is kept; connections that are open go on in their places."""
        for kept in (*self.sent, *self.answered):
            kept.clear()

    async def carry(self, phone_in: asyncio.StreamReader, phone_out: asyncio.StreamWriter) -> None:
        """One connection, both ways until either end closes it."""
        sent, answered = bytearray(), bytearray()
        self.sent.append(sent)
        self.answered.append(answered)
        trust = self.certificate.trusting() if self.certificate else None
        with contextlib.closing(phone_out), contextlib.suppress(OSError):
            server_in, server_out = await asyncio.open_connection(
                "127.0.0.1", self.server_port, ssl=trust, server_hostname="localhost" if trust else None
            )
            with contextlib.closing(server_out):
                ways = [relay(phone_in, server_out, sent), relay(server_in, phone_out, answered)]
                tasks = [asyncio.create_task(way) for way in ways]
                _done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                for task in rest:
                    task.cancel()


async def relay(source: asyncio.StreamReader, target: asyncio.StreamWriter, kept: bytearray) -> None:
    with contextlib.suppress(OSError):
        while data := await source.read(1 << 16):
            kept += data
            target.write(data)
            await target.drain()


@contextlib.contextmanager
def recording_proxy(port: int, server_port: int, certificate: Certificate | None = None) -> Iterator[Recording]:
    """Relays 127.0.0.1:port to the server's port until the block ends."""
    recording = Recording(port, server_port, certificate)
    shown = None
    if certificate is not None:
        shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        shown.load_cert_chain(certificate.cert, certificate.key)
    listens, loop = threading.Event(), asyncio.new_event_loop()

    async def serve() -> None:
        async with await asyncio.start_server(recording.carry, "127.0.0.1", port, ssl=shown) as listener:
            listens.set()
            await listener.serve_forever()

    serving = loop.create_task(serve())

    def run() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            loop.run_until_complete(serving)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert listens.wait(5), "the relay does not listen"
    try:
        yield recording
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join(5)
        loop.close()
