"""While the real server typesets: a child without secrets that can write nothing, and an app that goes on answering."""

import contextlib
import json
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.bench.processes import children
from tests.bench.visitor import Visitor
from tests.e2e.running_server import running_server
from tests.server.test_running import free_port
from tests.server.typesetting.reading import attached_record, record

CANARY = "quiet heron over the ninth breakwater"
SECRETS = {"SECRET_KEY": "secret-key-canary", "PEPPER": "pepper-canary"}
WATCHED = ("/tmp", "/var/tmp", "/dev/shm", "/var/cache/fontconfig")
SHEET = "/en/guides/sheets/incident-log-letter.pdf"
MOST_BYTES = 16 * 1024 * 1024
PACKETS = 2


class Watch(threading.Thread):
    """Looks at each typesetting child while it lives, and at what the server itself has open for writing meanwhile."""

    def __init__(self, server: int, instance: Path) -> None:
        super().__init__()
        self.server = server
        self.instance = str(instance)
        self.outside: set[str] = set()
        self.inside: set[str] = set()
        self.over = threading.Event()
        self.seen: set[str] = set()
        self.environments: set[bytes] = set()
        self.writable: set[str] = set()
        self.answering: set[str] = set()
        self.file_limits: set[str] = set()

    def run(self) -> None:
        while not self.over.wait(0.05):
            for web in (self.server, *children(self.server)):
                for at in filter(_is_file, _writable(Path(f"/proc/{web}"))):
                    (self.inside if at.startswith(self.instance) else self.outside).add(at)
            for process in self._grandchildren():
                try:
                    if b"typesetting/child.py" in (process / "cmdline").read_bytes():
                        self._look(process)
                except OSError:
                    continue

    def _grandchildren(self) -> Iterator[Path]:
        """Those of the web processes' threads."""
        for listed in (path for web in children(self.server) for path in Path(f"/proc/{web}/task").glob("*/children")):
            with contextlib.suppress(OSError):
                yield from (Path(f"/proc/{pid}") for pid in listed.read_text().split())

    def _look(self, process: Path) -> None:
        self.seen.add(process.name)
        self.environments.add((process / "environ").read_bytes())
        for line in (process / "limits").read_text().splitlines():
            if line.startswith("Max file size"):
                self.file_limits.add(line.split()[3])
        told = set(_writable(process))
        if told:
            self.answering.add(process.name)
        self.writable |= set(filter(_is_file, told))


def _writable(process: Path) -> Iterator[str]:
    """What is open for writing; one that is closed meanwhile hides no other."""
    numbers: list[Path] = []
    with contextlib.suppress(OSError):
        numbers = list((process / "fd").iterdir())
    for number in numbers:
        with contextlib.suppress(OSError):
            target = os.readlink(number)
            flags = int((process / "fdinfo" / number.name).read_text().split("flags:")[1].split()[0], 8)
            if flags & os.O_ACCMODE:
                yield target


def _is_file(target: str) -> bool:
    """Of any kind, those that have no name any more too."""
    return not target.startswith(("pipe:", "socket:", "anon_inode:", "/dev/null"))


def written_since(begun: float, folder: Path) -> list[bytes]:
    """What other tests make there meanwhile may vanish under the search."""
    found = []
    walks = (each for root in (*WATCHED, str(folder)) for each in os.walk(root))
    for path in (Path(at) / name for at, _, names in walks for name in names):
        try:
            told = path.lstat()
            if path.is_file() and told.st_mtime >= begun - 1 and told.st_size <= MOST_BYTES:
                found.append(path.read_bytes())
        except OSError:
            continue
    return found


@pytest.mark.sqlite
def test_nothing_of_a_packet_stays_and_nobody_else_waits_for_it(tmp_path: Path) -> None:
    whole = json.loads(record("rich-en"))
    whole["notes"][0]["text"] = f"{CANARY} " * 400
    body, begun = json.dumps(whole).encode(), time.time()
    with running_server(tmp_path, SECRETS, port=free_port()) as server:
        watch = Watch(server.process.pid, tmp_path)
        watch.start()
        visitors = [Visitor(server.origin) for _ in range(PACKETS)]
        bystander, reader = Visitor(server.origin), Visitor(server.origin)
        with ThreadPoolExecutor(len(visitors) + 1) as pool:
            sheet = pool.submit(reader.request, "GET", SHEET)
            packets = [pool.submit(each.request, "POST", "/packets?paper=a4", body) for each in visitors]
            slowest = 0.0
            while not all(each.done() for each in (sheet, *packets)):
                asked = time.monotonic()
                bystander.get("/v1/hello")
                slowest = max(slowest, time.monotonic() - asked)
                time.sleep(0.05)
        watch.over.set()
        watch.join()
        assert [each.status for each in visitors] == [200] * PACKETS
        for packet in packets:
            assert attached_record(packet.result()) == body
        assert sheet.result().startswith(b"%PDF-")
        assert slowest < 2, slowest
        for each in (*visitors, bystander, reader):
            each.close()
    assert len(watch.seen) == PACKETS + 1
    assert watch.outside == set()
    assert str(tmp_path / "instance" / "holdfast.db") in watch.inside  # so it is seen what a web process has open
    assert watch.answering == watch.seen  # and what each child has: its way to answer
    assert watch.environments <= {b"LANG=C.UTF-8\0", b""}
    assert watch.writable == set()
    assert "0" in watch.file_limits
    files = written_since(begun, tmp_path)
    assert len(files) > 3
    assert not any(CANARY.encode() in octets for octets in files)
    log = (tmp_path / "server.log").read_text()
    assert '"route": "/packets"' in log
    assert "heron" not in log
