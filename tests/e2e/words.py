"""The words on the screens, looked up by key in the catalogue, so that one journey runs in every language."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LOCALES = Path(__file__).resolve().parents[2] / "server" / "locales"


class Words:
    """One language's catalogue; `register` picks between the adult and the teen wording where both exist."""

    def __init__(self, language: str, register: str = "vous") -> None:
        self.language = language
        self.register = register
        self._catalogue = json.loads((LOCALES / f"{language}.json").read_text(encoding="utf-8"))

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its placeholders filled; for a plural, `n` decides."""
        leaf = self._leaf(key)
        if isinstance(leaf, dict):
            leaf = leaf[self._plural(values["n"])]
        return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), leaf)

    def stem(self, key: str) -> str:
        """The text of a key up to its first placeholder, for words whose value only the phone knows."""
        values = dict.fromkeys(re.findall(r"\{(\w+)\}", str(self._leaf(key))), "\x00")
        return self(key, **values).split("\0")[0].strip()

    def all(self) -> set[str]:
        """Every text that needs nothing filled in."""

        def under(node: Any) -> Iterator[str]:
            if isinstance(node, str):
                yield node
            else:
                for each in node.values():
                    yield from under(each)

        return {text for text in under(self._catalogue) if "{" not in text}

    def _leaf(self, key: str) -> Any:
        leaf: Any = self._catalogue
        for part in key.split("."):
            leaf = leaf[part]
        return leaf[self.register] if isinstance(leaf, dict) and self.register in leaf else leaf

    def _plural(self, count: object) -> str:
        one = count == 1 or (self.language == "fr" and count == 0)
        return "one" if one else "other"
