"""What the web server loads."""

import multiprocessing
import os

from flask import Flask

from server import create_app
from server.config import Config
from server.parent import end_with_parent


def application() -> Flask:
    """The app of this environment, in a process of `holdfast serve`."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        end_with_parent(parent.pid)
    return create_app(Config.from_env(os.environ))
