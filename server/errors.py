"""Expected failures as coded errors; the one place that makes them application/problem+json."""

import json
from collections.abc import Mapping

from flask import Flask, Response, g
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from server import logs

_CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    408: "timeout",
    411: "length_required",
    413: "too_large",
    415: "unsupported_media_type",
    429: "rate_limited",
}


class AppError(Exception):
    """A refusal a client can act on: its code, its status, a sentence, further members."""

    code = "refused"
    status = 422
    detail = "The request was refused."

    def __init__(self, *, code: str | None = None, detail: str | None = None, **members: object) -> None:
        self.code = code or type(self).code
        self.detail = detail or type(self).detail
        self.members: Mapping[str, object] = members
        super().__init__(self.code)


class Invalid(AppError):
    """A body, header or query that does not have the shape asked for."""

    code = "invalid"
    detail = "The request does not have the shape that this call takes."


class NotFound(AppError):
    """Nothing there for this caller."""

    code, status, detail = "not_found", 404, "There is nothing here for you."


class Unauthorized(AppError):
    """No session, or one not yet tied to a device."""

    code, status, detail = "signed_out", 401, "Sign in first."


class TooLarge(AppError):
    """A body above the limit of its call."""

    code, status, detail = "too_large", 413, "The request is larger than this call takes."


class Unavailable(AppError):
    """The disk or the database takes nothing now."""

    code, status, detail = "unavailable", 503, "This server cannot keep anything now. Try again later."


class WrongMediaType(AppError):
    """A body of another media type than the call reads."""

    code, status, detail = "unsupported_media_type", 415, "This call does not read that media type."


def problem(status: int, code: str, detail: str, members: Mapping[str, object] | None = None) -> Response:
    """An RFC 9457 answer."""
    body = {
        "type": f"urn:holdfast:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "code": code,
        "detail": detail,
        **(members or {}),
    }
    return Response(json.dumps(body), status, content_type="application/problem+json")


def _refused(error: AppError) -> Response:
    return problem(error.status, error.code, error.detail, error.members)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if 300 <= status < 400:
        return Response(status=status, headers=dict(error.get_headers()))
    answer = problem(status, _CODES.get(status, "refused" if status < 500 else "internal"), error.name)
    for name in ("Allow", "Retry-After"):
        if value := dict(error.get_headers()).get(name):
            answer.headers[name] = value
    return answer


def _busy(error: OperationalError) -> Response:
    logs.failure("database", error)
    return problem(503, "unavailable", "The database did not answer. Try again.")


def _crossed(_error: IntegrityError) -> Response:
    """Two requests made the same thing at once: asked again, the later one gets its own answer."""
    logs.event("crossed")
    return problem(503, "unavailable", "Another request came first. Try again.")


def _bug(error: Exception) -> Response:
    logs.failure("exception", error, request_id=g.get("request_id"))
    return problem(500, "internal", "Something went wrong here. Nothing was changed.")


def install(app: Flask) -> None:
    """Registers every handler."""
    app.register_error_handler(AppError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(IntegrityError, _crossed)
    app.register_error_handler(Exception, _bug)
