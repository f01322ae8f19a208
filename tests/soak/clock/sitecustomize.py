"""On PYTHONPATH, moves what each Python process takes for the time by the seconds in the file HOLDFAST_SOAK_CLOCK.

libfaketime makes `time.sleep` fail when the clock moves. Only the time of day may move here, as when somebody sets it.
"""

import os
import time
from pathlib import Path

_MOVED, _TRUE_NS = Path(os.environ["HOLDFAST_SOAK_CLOCK"]), time.time_ns


def _time_ns() -> int:
    return _TRUE_NS() + int(_MOVED.read_text()) * 1_000_000_000


time.time_ns = _time_ns
time.time = lambda: _time_ns() / 1e9
