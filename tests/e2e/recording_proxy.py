"""A TCP relay in front of the server that keeps every byte of both directions."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Recording:
    """What crossed the wire, connection by connection."""

    port: int
    server_port: int
    sent: list[bytearray] = field(default_factory=list)
    answered: list[bytearray] = field(default_factory=list)

    def everything(self) -> bytes:
        """What went towards the server."""
        return b"\n".join(bytes(connection) for connection in self.sent)

    def forget(self) -> None:
        """What comes from now on is kept; connections that are open go on in their places."""
        for kept in (*self.sent, *self.answered):
            kept.clear()


@contextlib.contextmanager
def recording_proxy(port: int, server_port: int) -> Iterator[Recording]:
    """Relays 127.0.0.1:port to the server's port until the block ends."""
    recording = Recording(port, server_port)
    listener = socket.create_server(("127.0.0.1", port))
    pairs: list[threading.Thread] = []

    def accept() -> None:
        while True:
            try:
                phone, _ = listener.accept()
            except OSError:
                return
            both = bytearray(), bytearray()
            recording.sent.append(both[0])
            recording.answered.append(both[1])
            pairs.append(threading.Thread(target=connect, args=(phone, server_port, *both), daemon=True))
            pairs[-1].start()

    acceptor = threading.Thread(target=accept, daemon=True)
    acceptor.start()
    try:
        yield recording
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in (acceptor, *pairs):
            thread.join(5)


def connect(phone: socket.socket, server_port: int, sent: bytearray, answered: bytearray) -> None:
    """Carries one connection both ways until either end closes it."""
    with phone, contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server_port)) as server:
        answers = threading.Thread(target=relay, args=(server, phone, answered), daemon=True)
        answers.start()
        relay(phone, server, sent)
        answers.join(5)


def relay(source: socket.socket, target: socket.socket, kept: bytearray) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            kept += data
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
