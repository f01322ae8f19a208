"""Ends a child process when its parent is gone, however it went."""

import os
import signal
import threading
import time

_LOOK_S = 0.5


def end_with_parent(parent: int) -> None:
    """From now on this process gets SIGTERM when its parent, by its process id, is dead."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_S)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
