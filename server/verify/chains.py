"""Follows a custody chain as a packet holds it: lines that are told, and lines of which only the hash is."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_EVENTS = {"received", "covered", "described", "sealed", "corrected", "removed", "timestamped", "exported"}
_ITEM = re.compile(r"[A-Z]+-\d{3,}|[0-9a-f]{32}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}[+-]\d{2}:\d{2}", re.ASCII)
_REDACTED = re.compile(rb'\{"n":([1-9]\d{0,15}),"redacted":"([0-9a-f]{64})"\}')
_KEYS = ("n", "prev", "at", "tz", "offset_ms", "since", "event", "item", "sha256")
_SAFE = 2**53 - 1


@dataclass
class Chain:
    """`lines`: those told, up to a break; `broken`: the first line, from 1, that does not follow."""

    name: str
    lines: list[dict[str, Any]] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    broken: int | None = None

    @property
    def head(self) -> dict[str, Any] | None:
        """As `custody_heads` has it."""
        return {"n": len(self.hashes), "sha256": self.hashes[-1]} if self.hashes else None


def follow(name: str, octets: bytes) -> Chain:
    """The chain in a file."""
    chain = Chain(name)
    *lines, rest = octets.split(b"\n")
    if rest:
        chain.broken = len(lines) + 1
        return chain
    for n, line in enumerate(lines, 1):
        hidden = _REDACTED.fullmatch(line)
        if hidden is not None and int(hidden[1]) == n:
            chain.hashes.append(hidden[2].decode())
            continue
        read = read_line(line)
        if read is None or read["n"] != n or read["prev"] != (chain.hashes[-1] if chain.hashes else "0" * 64):
            chain.broken = n
            return chain
        chain.lines.append(read)
        chain.hashes.append(hashlib.sha256(line).hexdigest())
    return chain


def read_line(octets: bytes) -> dict[str, Any] | None:
    """A custody line (docs/model.md); None unless these are exactly the bytes that it has."""
    try:
        text = octets.decode("utf-8")
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not _is_line(found):
        return None
    ordered = {key: found[key] for key in _KEYS if key in found}
    return found if json.dumps(ordered, ensure_ascii=False, separators=(",", ":")) == text else None


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _SAFE


def _matches(value: object, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_line(line: dict[str, Any]) -> bool:
    return (
        _whole(line.get("n"))
        and line["n"] > 0
        and _matches(line.get("prev"), _HASH)
        and _matches(line.get("at"), _INSTANT)
        and _is_zone(line.get("tz"))
        and ("offset_ms" not in line or _whole(line["offset_ms"]))
        and ("since" not in line or _matches(line["since"], _INSTANT))
        and isinstance(line.get("event"), str)
        and line["event"] in _EVENTS
        and _matches(line.get("item"), _ITEM)
        and ("sha256" not in line or _matches(line["sha256"], _HASH))
    )


def _is_zone(name: object) -> bool:
    if not isinstance(name, str) or len(name) > 100:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
