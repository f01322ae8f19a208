"""Ids: 16 bytes, written as 32 lower-case hex digits."""

import re
import secrets

from werkzeug.routing import BaseConverter

_HEX = re.compile(r"[0-9a-f]{32}\Z")


def new() -> str:
    """A fresh random id."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Whether text spells an id."""
    return bool(_HEX.match(text))


class IdConverter(BaseConverter):
    """Routes take only well-spelt ids."""

    regex = "[0-9a-f]{32}"
