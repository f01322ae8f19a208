"""What an operator measures: numbers for Prometheus, on a port of their own that only the operator reaches.

They come from the same places as the log lines and can hold no more: routes, statuses, names of occurrences, counts.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from prometheus_client import REGISTRY, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from server import logs

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_REQUESTS = Counter("holdfast_requests", "Requests answered.", ["method", "route", "status"])
_DURATIONS = Histogram("holdfast_request_seconds", "Time in the app for each request.", ["route"], buckets=_SECONDS)
_EVENTS = Counter("holdfast_events", "Occurrences as in the logs.", ["event", "level"])
_COUNTED = Counter("holdfast_counted", "What occurrences count, such as reminders that came due.", ["event"])
Gauges = Callable[[], Mapping[str, float]]


class _Asked(Collector):
    """Figures that are looked up when somebody asks for them."""

    def __init__(self, folder: Path, gauges: Gauges) -> None:
        self._folder = folder
        self._gauges = gauges

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Free space under INSTANCE, and what else this process can say."""
        free = shutil.disk_usage(self._folder).free
        for name, value in {"instance_free_bytes": float(free), **self._gauges()}.items():
            yield GaugeMetricFamily(f"holdfast_{name}", name.replace("_", " "), value)


def _observed(level: str, name: str, fields: Mapping[str, object]) -> None:
    match fields:
        case {"method": method, "route": route, "status": status, "ms": float(spent)}:
            _REQUESTS.labels(method, route, status).inc()
            _DURATIONS.labels(route).observe(spent / 1000)
        case _:
            _EVENTS.labels(name, level).inc()
            if isinstance(count := fields.get("count"), int):
                _COUNTED.labels(name).inc(count)


def _nothing_more() -> Mapping[str, float]:
    return {}


def serve(host: str, port: int, folder: Path, gauges: Gauges = _nothing_more) -> None:
    """Counts from now on and answers on this port until the process ends; OSError when it is taken."""
    start_http_server(port, host)
    REGISTRY.register(_Asked(folder, gauges))
    logs.observe(_observed)
