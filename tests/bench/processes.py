"""What the processes of a server take: memory now, processor time so far."""

import os
import re
import threading
from contextlib import suppress
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
POLL_S = 0.2


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def descendants(pid: int) -> list[int]:
    """It and all below it; what ends meanwhile is left out."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return [pid, *(below for child in children(pid) for below in descendants(child))]
    return []


def is_reminder_worker(pid: int) -> bool:
    return b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")


def web_processes(server_pid: int) -> list[int]:
    """The supervisor, then the processes that answer requests."""
    return [server_pid, *(pid for pid in children(server_pid) if not is_reminder_worker(pid))]


def resident_bytes(pid: int) -> int:
    return _kilobytes(pid, "status", "VmRSS") * 1024


def share_bytes(pid: int) -> int:
    """Its resident memory, shared pages counted in part: those of processes forked from one add up."""
    return _kilobytes(pid, "smaps_rollup", "Pss") * 1024


def _kilobytes(pid: int, file: str, line: str) -> int:
    match = re.search(rf"^{line}:\s+(\d+) kB", Path(f"/proc/{pid}/{file}").read_text(), re.MULTILINE)
    if match is None:
        raise RuntimeError("the kernel does not say what a process holds in memory")
    return int(match[1])


def cpu_s(pid: int) -> float:
    """User and system time of all its threads; the kernel counts in hundredths of a second."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_S


def web_cpu_s(server_pid: int) -> float:
    return sum(cpu_s(pid) for pid in web_processes(server_pid))


class Watched:
    """The most memory that a browser's processes hold at once while something runs, above what they held before."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._stop = threading.Event()
        self._idle = self._now()
        self._most = self._idle
        self._thread = threading.Thread(target=self._watch)

    def _now(self) -> int:
        return sum(share_bytes(pid) for pid in descendants(self._pid))

    def _watch(self) -> None:
        while not self._stop.wait(POLL_S):
            self._most = max(self._most, self._now())

    def __enter__(self) -> "Watched":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def above_idle_mb(self) -> float:
        return (self._most - self._idle) / 1e6
