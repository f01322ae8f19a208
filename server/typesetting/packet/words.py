"""The paper's words in the packet's language, and dates as people write them there."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[3]
_LOCAL = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?", re.ASCII)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d):\d\d\.\d{3}([+-])(\d\d:\d\d)", re.ASCII)
_CLOCK_OFF_MS = 60_000


class MissingWords(KeyError):
    """Neither catalogue has this text."""


@cache
def _tree(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return found


@dataclass(frozen=True)
class Words:
    """One language's texts: the paper's own, and for codes those that the app shows too."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """A text by its dotted key."""
        found = self.known(key)
        if found is None:
            raise MissingWords(f"{self.language}: {key}")
        return found.format_map(values) if values else found

    def known(self, key: str) -> str | None:
        """A text that may be missing: codes of a later Holdfast have none here."""
        return _known(self.language, key)

    def code(self, key: str, code: str) -> str:
        """A code in words, or as it stands."""
        return self.known(f"{key}.{code}") or code

    def facts(self, pairs: list[tuple[str, str | None]]) -> str:
        """What is known, a line each."""
        return "\n".join(self("fact", name=name, value=value) for name, value in pairs if value)

    def codes(self, key: str, codes: list[str]) -> list[str]:
        """Codes in words, each as `code` has it."""
        return [self.code(key, code) for code in codes]

    def told(self, field: str, value: str | None) -> str | None:
        """What a field held, the codes of an outcome in words."""
        if value is None or field != "outcomes":
            return value
        return ", ".join(self.codes("calls.mark", value.split(", ")))

    def local(self, text: str) -> str:
        """A day or a minute on some wall clock."""
        match = _LOCAL.fullmatch(text)
        if match is None:
            return text
        year, month, day, hour, minute = match.groups()
        if not 1 <= int(month) <= 12:
            return text
        named = self("months").split(" ")[int(month) - 1]
        shown = self("day", day=self.known(f"ordinal.{int(day)}") or int(day), month=named, year=year)
        return shown if hour is None else self("minute", day=shown, hour=hour, minute=minute)

    def instant(self, text: str) -> str:
        """A moment, with the offset of the clock that it was read from."""
        match = _INSTANT.fullmatch(text)
        if match is None:
            return text
        return f"{self.local(match[1])} (UTC{'−' if match[2] == '-' else '+'}{match[3]})"

    def recorded(self, recorded: Mapping[str, Any]) -> str:
        """When something was recorded, how far the phone's clock was off, and by whom."""
        parts = [self.instant(recorded["at"])]
        off = recorded["offset_ms"] or 0
        if abs(off) > _CLOCK_OFF_MS:
            span = (
                self("clock.minutes", n=round(abs(off) / 60_000))
                if abs(off) >= 120_000
                else self("clock.seconds", n=round(abs(off) / 1000))
            )
            parts.append(self("clock.behind" if off > 0 else "clock.ahead", span=span))
        if recorded["by"]:
            parts.append(self("by", name=recorded["by"]))
        return ", ".join(parts)

    def happened(self, when: Mapping[str, Any] | None) -> str | None:
        """When something happened, as far as it is known."""
        if when is None:
            return None
        if when["kind"] == "unknown" or when["from"] is None:
            return self("happened.unknown")
        start = self.local(when["from"])
        if when["kind"] == "between" and when["to"]:
            return self("happened.between", start=start, end=self.local(when["to"]))
        return self("happened.about", start=start) if when["kind"] == "about" else start


@cache
def _known(language: str, key: str) -> str | None:
    own = _ROOT / "templates" / "packets" / f"words.{language}.json"
    shared = _ROOT / "server" / "locales" / f"{language}.json"
    return _text(_tree(own), key) or _text(_tree(shared), key)


def _text(tree: Any, key: str) -> str | None:
    for part in key.split("."):
        tree = tree.get(part) if isinstance(tree, Mapping) else None
    if isinstance(tree, Mapping):
        tree = tree.get("vous")
    return tree if isinstance(tree, str) else None
