"""What the web server holds in memory after people have used it."""

import re
from pathlib import Path

from tests.bench.figure import Figure


def resident_bytes(pid: int) -> int:
    match = re.search(r"^VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    if match is None:
        raise RuntimeError("the kernel does not say what a process holds in memory")
    return int(match[1]) * 1024


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def is_reminder_worker(pid: int) -> bool:
    return b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")


def figures(server_pid: int) -> list[Figure]:
    """The largest web process: the one that answers requests; and what it and its supervisor take together."""
    web = [server_pid, *(pid for pid in children(server_pid) if not is_reminder_worker(pid))]
    resident = [resident_bytes(pid) / 1e6 for pid in web]
    return [
        Figure("web RSS after the journey, the process that answers", max(resident), "MB", 120),
        Figure("web RSS after the journey, supervisor included", sum(resident), "MB", 120),
    ]
