"""The building blocks of wire shapes: strict objects, ids and base64url bytes of exact length."""

import base64
import binascii
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*\Z")
MAX_SAFE_INTEGER = 2**53 - 1


class Shape(BaseModel):
    """A JSON object with exactly the keys named; nothing is coerced."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


def encode(value: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")


def decode(value: object) -> bytes:
    """The only spelling of these bytes in base64url without padding; ValueError for any other."""
    if not isinstance(value, str) or not _BASE64URL.match(value):
        raise ValueError("not base64url")
    try:
        octets = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if encode(octets) != value:
        raise ValueError("not canonical base64url")
    return octets


def octets(minimum: int, maximum: int | None = None) -> Any:
    """A bytes field of exactly `minimum` bytes, or of `minimum` to `maximum`."""
    most = minimum if maximum is None else maximum
    length = f"{minimum}" if most == minimum else f"{minimum} to {most}"
    return Annotated[
        bytes,
        BeforeValidator(decode),
        Field(min_length=minimum, max_length=most),
        PlainSerializer(encode, return_type=str),
        WithJsonSchema({"type": "string", "description": f"base64url, {length} bytes"}),
    ]


Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="32 lower-case hex digits")]
Count = Annotated[int, Field(ge=0, le=MAX_SAFE_INTEGER)]


class Empty(Shape):
    """`{}`."""
