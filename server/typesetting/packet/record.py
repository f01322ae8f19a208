"""A record on its way in: exactly the published schema, within what one PDF can hold, or refused."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import fastjsonschema

from server.typesetting.limits import MOST_BYTES, MOST_EXHIBITS
from server.typesetting.outcome import Refusal, Refused

_SCHEMA = Path(__file__).resolve().parents[2] / "schemas" / "packet" / "record-1.json"
Record = dict[str, Any]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _no_number(_text: str) -> Any:
    raise ValueError("not a JSON number")


def read(body: bytes) -> Record:
    """The record in these bytes; Refused when they hold none, or more than one PDF takes."""
    try:
        found = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        fastjsonschema.compile(json.loads(_SCHEMA.read_text("utf-8")), use_default=False)(found)
        datetime.fromisoformat(found["made_at"])
    except (ValueError, RecursionError, fastjsonschema.JsonSchemaException):
        raise Refused(Refusal.NO_RECORD) from None
    if len(found["exhibits"]) > MOST_EXHIBITS:
        raise Refused(Refusal.TOO_MANY_EXHIBITS)
    if len(body) > MOST_BYTES:
        raise Refused(Refusal.TOO_LONG)
    record: Record = found
    return record
