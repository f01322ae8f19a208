"""The building blocks of wire shapes: strict objects, ids and base64url bytes of exact length."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

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


@dataclass(frozen=True)
class Base64Url:
    """Marks a bytes field: base64url on the wire, of exactly `least` bytes or of `least` to `most`."""

    least: int
    most: int | None = None

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """How pydantic reads and writes the field."""
        sized = core_schema.bytes_schema(min_length=self.least, max_length=self.most or self.least, strict=True)
        written = core_schema.plain_serializer_function_ser_schema(encode, return_schema=core_schema.str_schema())
        return core_schema.no_info_before_validator_function(decode, sized, serialization=written)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """How the field looks to a client."""
        length = str(self.least) if self.most is None else f"{self.least} to {self.most}"
        least, most = (-(-size * 4 // 3) for size in (self.least, self.most or self.least))
        spelt = {"pattern": "^[A-Za-z0-9_-]*$", "minLength": least, "maxLength": most}
        return {"type": "string", "description": f"base64url, {length} bytes"} | spelt


Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="32 lower-case hex digits")]
Count = Annotated[int, Field(ge=0, le=MAX_SAFE_INTEGER)]


class Empty(Shape):
    """`{}`."""
