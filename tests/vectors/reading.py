"""Reads a vector file: hexadecimal texts stay texts until a test asks for bytes."""

import json
from pathlib import Path
from typing import Any


def vectors(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(Path(__file__).with_name(f"{name}.json").read_text("utf-8"))
    return loaded


def octets(entry: dict[str, Any], *names: str) -> list[bytes]:
    """The named hexadecimal fields as bytes, in that order."""
    return [bytes.fromhex(entry[name]) for name in names]
