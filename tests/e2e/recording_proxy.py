"""A TCP relay in front of the server that keeps every byte the phone sent."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Recording:
    """What crossed the wire towards the server, connection by connection."""

    port: int
    sent: list[bytearray] = field(default_factory=list)

    def everything(self) -> bytes:
        return b"\n".join(bytes(connection) for connection in self.sent)


@contextlib.contextmanager
def recording_proxy(port: int, server_port: int) -> Iterator[Recording]:
    """Relays 127.0.0.1:port to the server's port until the block ends."""
    recording = Recording(port)
    listener = socket.create_server(("127.0.0.1", port))

    def accept() -> None:
        while True:
            try:
                phone, _ = listener.accept()
                server = socket.create_connection(("127.0.0.1", server_port))
            except OSError:
                return
            kept = bytearray()
            recording.sent.append(kept)
            threading.Thread(target=relay, args=(phone, server, kept), daemon=True).start()
            threading.Thread(target=relay, args=(server, phone, None), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield recording
    finally:
        listener.close()


def relay(source: socket.socket, target: socket.socket, kept: bytearray | None) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            if kept is not None:
                kept += data
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
