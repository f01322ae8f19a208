"""The one clock, so that a test can set it."""

import time
from datetime import UTC, datetime

DAY_MS = 24 * 3600 * 1000


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def today() -> str:
    """The day in UTC, as YYYY-MM-DD."""
    return datetime.fromtimestamp(now_ms() / 1000, UTC).date().isoformat()


def rfc3339(ms: int) -> str:
    """An instant in UTC, to the second."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
