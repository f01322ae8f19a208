"""What the web server holds in memory after people have used it."""

from tests.bench.figure import Figure
from tests.bench.processes import resident_bytes, share_bytes, web_processes


def figures(server_pid: int, after: str) -> list[Figure]:
    """The largest web process, the one that answers requests; and it with its supervisor, pages they share once."""
    web = web_processes(server_pid)
    largest, together = max(map(resident_bytes, web)), sum(map(share_bytes, web))
    return [
        Figure(f"web RSS after {after}, the process that answers", largest / 1e6, "MB", 120),
        Figure(f"web memory after {after}, supervisor included", together / 1e6, "MB", 120),
    ]
