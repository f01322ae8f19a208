"""Clients that take their time, as plain sockets on a real server."""

import contextlib
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

BEGUN = b"POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"


def connect(origin: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", urlsplit(origin).port or 0), timeout=30)


@contextlib.contextmanager
def stuck(origin: str, count: int, path: bytes = b"/v1/auth/login") -> Iterator[list[socket.socket]]:
    """So many requests that sent one byte of their body and no more."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(connect(origin)) for _ in range(count)]
        for one in sockets:
            one.sendall(BEGUN % path)
        time.sleep(1)
        yield sockets


def answer_of(one: socket.socket) -> bytes:
    """What comes back until the server hangs up."""
    whole = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := one.recv(65536):
            whole += piece
    return whole
