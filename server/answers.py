"""Answers made from wire shapes."""

from flask import Response

from server.schemas.wire import Shape


def shape(body: Shape, status: int = 200) -> Response:
    """A JSON answer; absent members are left out."""
    return Response(body.model_dump_json(exclude_none=True), status, content_type="application/json")


def octets(body: bytes) -> Response:
    """Bytes as they are."""
    return Response(body, content_type="application/octet-stream")


def empty() -> Response:
    """204."""
    return Response(status=204)
