"""Strings from the catalogue that the phone reads too: plurals, registers, dates."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date
from flask import current_app, request

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")
_LOCALES = {"en": Locale("en", "CA"), "fr": Locale("fr", "CA")}
_FOLDER = Path(__file__).resolve().parent / "locales"


class MissingText(KeyError):
    """The catalogue has no such text."""


@dataclass(frozen=True)
class Words:
    """One language's texts."""

    language: Language
    tree: Mapping[str, Any]

    def __call__(self, key: str, *, n: int | None = None, register: str = "vous", **values: object) -> str:
        """A text by its dotted key; `n` chooses the plural form, `register` the form of address."""
        node = self._node(key)
        if isinstance(node, dict) and register in node:
            node = node[register]
        if isinstance(node, dict) and n is not None:
            node = node.get(_LOCALES[self.language].plural_form(n), node["other"])
        if not isinstance(node, str):
            raise MissingText(f"{self.language}: {key}")
        return node.format_map({"n": n, **values})

    def keys(self, key: str) -> list[str]:
        """The names of the texts under a key, in order."""
        return list(self._node(key))

    def _node(self, key: str) -> Any:
        node: Any = self.tree
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                raise MissingText(f"{self.language}: {key}")
            node = node[part]
        return node

    def month(self, day: date) -> str:
        """A month with its year."""
        return format_date(day, "LLLL y", locale=_LOCALES[self.language])


@dataclass(frozen=True)
class Catalogue:
    """Every language's texts."""

    languages: Mapping[Language, Words]

    @classmethod
    def load(cls, folder: Path = _FOLDER) -> "Catalogue":
        """The catalogue as it lies on disk."""
        return cls({name: Words(name, json.loads((folder / f"{name}.json").read_text("utf-8"))) for name in LANGUAGES})


def words(language: Language) -> Words:
    """A language's texts in this app."""
    catalogue = current_app.extensions["holdfast_catalogue"]
    assert isinstance(catalogue, Catalogue)  # noqa: S101
    return catalogue.languages[language]


def asked_language() -> Language:
    """The language the browser asks for, English when it asks for neither."""
    best = request.accept_languages.best_match(list(LANGUAGES), "en")
    return "fr" if best == "fr" else "en"
