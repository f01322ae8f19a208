"""Ids: 16 bytes, written as 32 lower-case hex digits."""

import secrets

from werkzeug.routing import BaseConverter


def new() -> str:
    """A fresh random id."""
    return secrets.token_hex(16)


class IdConverter(BaseConverter):
    """Routes take only well-spelt ids."""

    regex = "[0-9a-f]{32}"
