"""What the web server loads."""

import os

from flask import Flask

from server import create_app
from server.config import Config


def application() -> Flask:
    """The app of this environment."""
    return create_app(Config.from_env(os.environ))
