"""The pages room's calls."""

import mimetypes
import re
from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, render_template, request, send_from_directory

from server import built
from server.auth import access
from server.bodies import NEVER
from server.errors import NotFound
from server.headers import CRYPTO_WORKER_CSP, SERVICE_WORKER_CSP
from server.i18n import asked_language, words

_FOREVER = "public, max-age=31536000, immutable"
_SUFFIXES = {"br": ".br", "gzip": ".gz"}
_NAME = re.compile(r"[\w.-]{1,200}", re.ASCII)
_UNHASHED = frozenset({"sw.js", "manifest.json", built.START, built.SUMS})
_SCHEMAS = Path(__file__).parents[1] / "schemas" / "packet"
blueprint = Blueprint("pages", __name__)


def _page(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Language"
    return response


def _sent(folder: Path, name: str) -> Response:
    """A file of the build, compressed as the browser likes it when the build has it so."""
    mimetype = mimetypes.guess_type(name)[0]
    ready = {coding: name + suffix for coding, suffix in _SUFFIXES.items() if (folder / (name + suffix)).is_file()}
    coding = request.accept_encodings.best_match([*ready, "identity"], "identity")
    response = send_from_directory(folder, ready.get(coding, name), mimetype=mimetype)
    if coding in ready:
        response.headers["Content-Encoding"] = coding
    if ready:
        response.headers["Vary"] = "Accept-Encoding"
    return response


@blueprint.get("/")
@blueprint.get("/verify")
@access("anyone")
def shell() -> Response:
    """The app's shell, and the same for checking a packet; help numbers for browsers without scripts."""
    language = asked_language()
    named, start = built.names(), built.at_start()
    page = render_template("pages/app.html", t=words(language), language=language, built=named, start=start)
    return _page(Response(page))


@blueprint.get("/sw.js")
@access("anyone")
def service_worker() -> Response:
    """The service worker, from the root that it controls."""
    built.names()
    response = _sent(built.folder(), "sw.js")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = SERVICE_WORKER_CSP
    return response


@blueprint.get("/manifest.webmanifest")
@access("anyone")
def manifest() -> Response:
    """What makes the app installable, in the phone's language; `look=plain` is a notebook to whoever glances at it."""
    language = asked_language()
    written = render_template(
        "pages/manifest.webmanifest", t=words(language), language=language, look=request.args.get("look")
    )
    return _page(Response(written, content_type="application/manifest+json"))


@blueprint.get("/static/app/<name>")
@access("anyone")
def built_file(name: str) -> Response:
    """A built file; its name changes with its content."""
    if not _NAME.fullmatch(name) or name in _UNHASHED or name.endswith(tuple(_SUFFIXES.values())):
        raise NotFound()
    response = _sent(built.folder(), name)
    response.headers["Cache-Control"] = _FOREVER
    if name.startswith("worker-"):
        response.headers["Content-Security-Policy"] = CRYPTO_WORKER_CSP
    return response


@blueprint.get(f"/static/app/{built.SUMS}")
@access("anyone")
def sums() -> Response:
    """The SHA-256 of every file of the build, for `sha256sum --check` and `holdfast compare`."""
    built.names()
    response = send_from_directory(built.folder(), built.SUMS, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/static/icons/<name>")
@access("anyone")
def icon(name: str) -> Response:
    """An icon."""
    response = send_from_directory(_static() / "icons", name)
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@blueprint.get("/schemas/<name>")
@access("anyone")
def schema(name: str) -> Response:
    """A published format as JSON Schema, for whoever reads packets without this app."""
    response = send_from_directory(_SCHEMAS, name, mimetype="application/schema+json")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _static() -> Path:
    return Path(current_app.config["STATIC_DIR"])


@blueprint.post("/share")
@access("anyone", NEVER)
def share() -> Response:
    """A share that reached the server because no service worker caught it: its body is left unread."""
    response = redirect("/#/capture/share-missed", 303)
    assert isinstance(response, Response)  # noqa: S101
    response.headers["Connection"] = "close"
    return response
