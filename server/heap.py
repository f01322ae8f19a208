"""What the C library keeps of memory that was given back to it."""

import ctypes

_M_TRIM_THRESHOLD, _M_ARENA_MAX = -1, -8
_KEPT_BYTES = 128 * 1024


def give_back() -> None:
    """One heap for all threads, trimmed at its end: what large bodies took goes back to the system (glibc only)."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
