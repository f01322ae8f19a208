"""Whether this web process answers, and whether it can do its work."""

from functools import cache
from pathlib import Path

from flask import Blueprint, Response, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from server import built, db, logs
from server.auth import access
from server.errors import Unavailable

_VERSIONS = Path(__file__).parents[1] / "migrations" / "versions"
_VERSION = text("SELECT version_num FROM alembic_version")
blueprint = Blueprint("health", __name__)


@cache
def newest_version() -> int:
    """The number of this code's last migration."""
    return max(int(path.name[:4]) for path in _VERSIONS.glob("[0-9]*.py"))


@blueprint.get("/healthz")
@access("anyone")
def healthz() -> Response:
    """Whether the web process answers."""
    return Response('{"ok":true}', content_type="application/json")


@blueprint.get("/readyz")
@access("anyone")
def readyz() -> Response:
    """Whether requests should come here: the app is built, the database answers and has the tables that this code uses.

    A database that a later version has brought further is welcome: versions change while both run.
    """
    built.names()
    try:
        version = int(db.session().execute(_VERSION).scalar_one())
    except (SQLAlchemyError, ValueError) as error:
        logs.failure("not_ready", error)
        raise Unavailable() from None
    if version < newest_version():
        logs.alarm("tables_too_old", version=version)
        raise Unavailable()
    current_app.extensions["holdfast_chunks"].check()
    return Response('{"ok":true}', content_type="application/json")
