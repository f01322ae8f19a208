"""Pictures up and down: one phone, three connections as its browser has, every byte compared; every one durable."""

import os
import socket
import statistics
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

from tests.bench.figure import Figure
from tests.bench.raw import elapsed_s
from tests.bench.visitor import OCTETS, Visitor
from tests.reference import blob
from tests.reference.account import Account, b64

COUNT, MIB, CONNECTIONS = 40, 1024 * 1024, 3
ROUNDS = 3
AT_LEAST: tuple[Literal["at least"], Literal["value"]] = ("at least", "value")
LOGIN, PASSPHRASE = "dana.blobs", "harbour lantern quiet kelp"


def raw_written_s(folder: Path, contents: Sequence[bytes]) -> float:
    """The disk alone: each file written, it and its folder flushed, one after the other."""
    folder.mkdir()

    def write() -> None:
        for i, content in enumerate(contents):
            with (folder / str(i)).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            listed = os.open(folder, os.O_RDONLY)
            os.fsync(listed)
            os.close(listed)

    return elapsed_s(write)


def raw_copied_s(contents: Sequence[bytes]) -> float:
    """A loopback socket alone: the same bytes from one thread to another."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def send() -> None:
            accepted, _ = listener.accept()
            with accepted:
                for content in contents:
                    accepted.sendall(content)

        sender = threading.Thread(target=send)
        sender.start()

        def receive() -> None:
            with socket.create_connection(listener.getsockname()) as taker:
                room = memoryview(bytearray(MIB))
                while taker.recv_into(room):
                    pass

        taken = elapsed_s(receive)
        sender.join()
    return taken


def upload(visitor: Visitor, case_id: str, picture: blob.Blob) -> None:
    """As the phone does it: announced, perhaps again, sent, committed."""
    name = picture.blob_id.hex()
    visitor.post(f"/v1/cases/{case_id}/blobs", {"blob_id": name, "hdr": b64(picture.hdr)})
    visitor.expect(200 if visitor.status == 200 else 201)
    for i, chunk in enumerate(picture.chunks):
        visitor.request("PUT", f"/v1/blobs/{name}/chunks/{i}", chunk, OCTETS)
        visitor.expect(204)
    visitor.post(f"/v1/blobs/{name}/commit", {"chunks_hash": b64(picture.chunks_hash)})
    visitor.expect(204)


class Album:
    """A phone's pictures and its three connections to the server."""

    def __init__(self, origin: str) -> None:
        account = Account()
        first = Visitor(origin)
        registration = first.register(account, LOGIN, PASSPHRASE)
        self.visitors = [first]
        for _ in range(CONNECTIONS - 1):
            self.visitors.append(Visitor(origin))
            self.visitors[-1].sign_in(LOGIN, registration, account.device)
        self.case_id = os.urandom(16).hex()
        first.post("/v1/cases", {"case_id": self.case_id})
        first.expect(201)

    def share_out(self, act: Callable[[Visitor, blob.Blob], None], pictures: Sequence[blob.Blob]) -> float:
        """Seconds until all are done, each connection taking the next one."""
        waiting = list(pictures)

        def work(visitor: Visitor) -> None:
            while waiting:
                act(visitor, waiting.pop())

        with ThreadPoolExecutor(CONNECTIONS) as pool:
            return elapsed_s(lambda: list(pool.map(work, self.visitors)))

    def up(self, visitor: Visitor, picture: blob.Blob) -> None:
        upload(visitor, self.case_id, picture)

    def down(self, visitor: Visitor, picture: blob.Blob) -> None:
        """Each chunk fetched and compared."""
        for i, chunk in enumerate(picture.chunks):
            if visitor.request("GET", f"/v1/blobs/{picture.blob_id.hex()}/chunks/{i}") != chunk:
                raise RuntimeError("a chunk came back changed")


def figures(origin: str, folder: Path) -> list[Figure]:
    """Medians of a few turns; each baseline is taken beside its figure, on the same busy or quiet machine."""
    album = Album(origin)
    turns = []
    for turn in range(ROUNDS):
        pictures = [blob.seal(os.urandom(16), os.urandom(32), os.urandom(MIB)) for _ in range(COUNT)]
        contents = [chunk for picture in pictures for chunk in picture.chunks]
        taken = (
            album.share_out(album.up, pictures),
            raw_written_s(folder / f"raw{turn}", contents),
            album.share_out(album.down, pictures),
            raw_copied_s(contents),
        )
        turns.append([sum(map(len, contents)) / 1e6 / seconds for seconds in taken])
    up, disk, down, wire = (statistics.median(column) for column in zip(*turns, strict=True))
    return [
        Figure("40 blobs of 1 MiB up, durable; one file after the other, flushed", up, "MB/s", 90, disk, *AT_LEAST),
        Figure("40 blobs of 1 MiB down, each byte compared; a raw socket", down, "MB/s", 180, wire, *AT_LEAST),
    ]
