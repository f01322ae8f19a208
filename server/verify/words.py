"""The report in words, English and French, read from beside this file."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def about(language: str) -> dict[str, Any]:
    """One language's words."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name(f"words.{language}.json").read_text("utf-8"))
    return found
