"""Which body a call reads: declared once, checked before a byte of it is taken."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request
from pydantic import ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from server.errors import Invalid, TooLarge, WrongMediaType
from server.schemas.wire import Shape

ShapeT = TypeVar("ShapeT", bound=Shape)
JSON_MAX_BYTES = 64 * 1024
TAKEN_IN = "holdfast.body"  # no header can make an environ key of this form


@dataclass(frozen=True)
class Json(Generic[ShapeT]):
    """A JSON object of one shape."""

    shape: type[ShapeT]
    max_bytes: int = JSON_MAX_BYTES
    media_type: str = "application/json"


@dataclass(frozen=True)
class Octets:
    """At most so many bytes, as they are."""

    max_bytes: int
    media_type: str = "application/octet-stream"


@dataclass(frozen=True)
class Nothing:
    """No body; one that comes is refused."""


@dataclass(frozen=True)
class Never:
    """Whatever body comes is left unread."""


Body = Json[Shape] | Octets | Nothing | Never
NOTHING, NEVER = Nothing(), Never()


def check_declared(body: Body) -> None:
    """Refuses by its headers a body that the call does not read."""
    length = request.content_length or 0
    match body:
        case Json() | Octets():
            _refuse_unless(body.media_type, length, body.max_bytes)
        case Nothing():
            request.max_content_length = 0
            if length:
                raise TooLarge()
        case Never():
            pass


def _refuse_unless(mimetype: str, length: int, max_bytes: int) -> None:
    request.max_content_length = max_bytes + 1  # a body of unknown length is cut there, then refused by its length
    if length > max_bytes:
        raise TooLarge()
    if request.mimetype != mimetype:
        raise WrongMediaType()


def read_octets() -> bytes:
    """The body's bytes, within the declared limit; not copied once more when the front has them in one piece."""
    try:
        octets: bytes = request.environ.get(TAKEN_IN) or request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise TooLarge() from None
    if len(octets) >= (request.max_content_length or 1):
        raise TooLarge()
    return octets


def read_json(shape: type[ShapeT]) -> ShapeT:
    """The body as a shape; Invalid names the fields at fault, never their values."""
    octets = read_octets()
    try:
        return shape.model_validate_json(octets)
    except ValidationError as error:
        raise Invalid(fields=_places(shape, error)) from None


def read_query(shape: type[ShapeT]) -> ShapeT:
    """The query string as a shape of numbers."""
    values: dict[str, int] = {}
    for name, text in request.args.items():
        if not text.isascii() or not text.isdigit() or len(text) > 20:
            raise Invalid()
        values[name] = int(text)
    try:
        return shape.model_validate(values)
    except ValidationError:
        raise Invalid() from None


def _places(shape: type[Shape], error: ValidationError) -> list[str]:
    known = set(shape.model_fields)
    places = (detail["loc"] for detail in error.errors(include_url=False, include_context=False, include_input=False))
    return sorted({str(place[0]) for place in places if place and place[0] in known})
