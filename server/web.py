"""What the web server loads."""

import multiprocessing
import os

from server import create_app, heap
from server.config import Config
from server.front import Front
from server.parent import end_with_parent


def application() -> Front:
    """The app of this environment, in a process of `holdfast serve`."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        end_with_parent(parent.pid)
    heap.give_back()
    config = Config.from_env(os.environ)
    app = create_app(config)
    if config.metrics_port:
        from server import metrics  # noqa: PLC0415  only then: it takes memory

        metrics.serve(config.metrics_host, config.metrics_port, config.instance)
    return Front(app, config)
