"""Custody lines can be written and followed from docs/model.md alone, without the phone's code."""

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("custody.json").read_text("utf-8"))
EVENTS = {"received", "covered", "described", "sealed", "corrected", "removed", "timestamped", "exported"}


def clock(ms: int, zone: str) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds")


def written(entry: dict[str, Any], n: int, prev: str) -> str:
    line: dict[str, Any] = {"n": n, "prev": prev, "at": clock(entry["at_ms"], entry["tz"]), "tz": entry["tz"]}
    line |= {"offset_ms": entry["off"]} if "off" in entry else {}
    line |= {"since": clock(entry["since"]["at_ms"], entry["since"]["tz"])} if "since" in entry else {}
    line |= {"event": entry["event"], "item": entry["item"]}
    line |= {"sha256": entry["sha256"]} if "sha256" in entry else {}
    return json.dumps(line, separators=(",", ":"))


def well_formed(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    known = [key for key in ("n", "prev", "at", "tz", "offset_ms", "since", "event", "item", "sha256") if key in found]
    exact = list(found) == known and json.dumps(found, separators=(",", ":")) == line
    named = re.fullmatch(r"[A-Z]+-\d{3,}|[0-9a-f]{32}", found.get("item", "")) and found.get("event") in EVENTS
    if not (exact and named and type(found["n"]) is int):
        return None
    try:
        ZoneInfo(found["tz"])
    except (KeyError, ValueError):
        return None
    return dict(found)


def first_break(lines: Sequence[str]) -> tuple[int, str] | None:
    n, prev = 0, "0" * 64
    for index, line in enumerate(lines):
        found = well_formed(line)
        if found is None:
            return index, "format"
        if found["n"] != n + 1:
            return index, "number"
        if found["prev"] != prev:
            return index, "prev"
        n, prev = found["n"], sha256(line.encode()).hexdigest()
    return None


def test_the_lines_follow_from_the_model() -> None:
    prev = "0" * 64
    for n, (entry, line) in enumerate(zip(VECTORS["entries"], VECTORS["lines"], strict=True), start=1):
        assert written(entry, n, prev) == line
        prev = sha256(line.encode()).hexdigest()
    assert VECTORS["head"] == {"n": len(VECTORS["lines"]), "hash": prev}


def test_a_whole_chain_has_no_break() -> None:
    assert first_break(VECTORS["lines"]) is None


@pytest.mark.parametrize("case", VECTORS["breaks"], ids=lambda case: case["note"])
def test_a_break_is_named(case: dict[str, Any]) -> None:
    assert first_break(case["lines"]) == (case["index"], case["reason"])
