"""What the web server holds in memory after people have used it."""

from tests.bench.figure import Figure
from tests.bench.processes import resident_bytes, web_processes


def figures(server_pid: int, after: str) -> list[Figure]:
    """The largest web process: the one that answers requests; and what it and its supervisor take together."""
    resident = [resident_bytes(pid) / 1e6 for pid in web_processes(server_pid)]
    return [
        Figure(f"web RSS after {after}, the process that answers", max(resident), "MB", 120),
        Figure(f"web RSS after {after}, supervisor included", sum(resident), "MB", 120),
    ]
