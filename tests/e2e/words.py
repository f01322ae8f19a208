"""The words on the screens, looked up by key in the catalogue, so that one journey runs in every language."""

import json
import re
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
        """The text of a key with its placeholders filled; for a plural, `n` decides as both our languages do up to 1."""
        leaf: Any = self._catalogue
        for part in key.split("."):
            leaf = leaf[part]
        if isinstance(leaf, dict) and self.register in leaf:
            leaf = leaf[self.register]
        if isinstance(leaf, dict):
            leaf = leaf[self._plural(values["n"])]
        return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), leaf)

    def _plural(self, count: object) -> str:
        one = count == 1 or (self.language == "fr" and count == 0)
        return "one" if one else "other"
