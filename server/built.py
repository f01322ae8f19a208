"""The built phone app on disk."""

import json
from pathlib import Path

from flask import current_app

from server.errors import AppError

SUMS = "SHA256SUMS"
"""The file that lists the SHA-256 of all the others."""
START = "start.json"


class NotBuilt(AppError):
    """The phone app has not been built here."""

    code, status, detail = "not_built", 503, "The phone app is not built. Run make build."


def folder() -> Path:
    """Where the build lies."""
    return Path(current_app.config["STATIC_DIR"]) / "app"


def names() -> dict[str, str]:
    """Logical names to the names with their content hash; NotBuilt without a build."""
    try:
        found: dict[str, str] = json.loads((folder() / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        raise NotBuilt() from None
    return found


def at_start() -> list[str]:
    """The scripts that a page asks for when it starts, the first one aside; NotBuilt without a build."""
    try:
        found: list[str] = json.loads((folder() / START).read_text("utf-8"))
    except FileNotFoundError:
        raise NotBuilt() from None
    return found


def stylesheet() -> str | None:
    """The stylesheet's name, for pages that can do without it."""
    try:
        return names()["app.css"]
    except NotBuilt:
        return None
