"""Answers made from wire shapes."""

from pathlib import Path

from flask import Response, send_file

from server.schemas.wire import Shape


def shape(body: Shape, status: int = 200) -> Response:
    """A JSON answer; absent members are left out."""
    return Response(body.model_dump_json(exclude_none=True), status, content_type="application/json")


def octets(body: bytes) -> Response:
    """Bytes as they are."""
    return Response(body, content_type="application/octet-stream")


def file(path: Path) -> Response:
    """A file's bytes as they are; the web server reads them as fast as the client takes them."""
    answer = send_file(path, mimetype="application/octet-stream", etag=False)
    del answer.headers["Cache-Control"], answer.headers["Last-Modified"]
    return answer


def empty() -> Response:
    """204."""
    return Response(status=204)
