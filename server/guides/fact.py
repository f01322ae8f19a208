"""Facts shown to people, each with its kind, its source and the month it was checked."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from server.i18n import Language, Words

FOLDER = Path(__file__).resolve().parent / "facts"
FOUNDING = "seed"
"""In place of an address: one of the two articles that Holdfast grew from."""
OURS = "none"
"""In place of an address: our own advice, in our own words."""
_UNSURE = re.compile(r"\bPARLER\b|[Tt]o be confirmed|[àÀ] confirmer")


class Fact(BaseModel):
    """What is claimed or advised, in both languages, by whom, as of when."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    kind: Literal["claim", "procedure"]
    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)
    tu: str | None = Field(default=None, min_length=1)
    confidence: Literal["verified", "seed", "recalled", "conflicting"]
    source_title: str = Field(min_length=1)
    source_url: str = Field(pattern=r"^(https?://\S+|seed|none)$")
    checked: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    confirm_en: str | None = None
    confirm_fr: str | None = None
    name_en: str | None = None
    name_fr: str | None = None
    region: str | None = None
    platform: str | None = None
    phone: str | None = Field(default=None, pattern=r"^[\d-]+$")
    text: str | None = Field(default=None, pattern=r"^[\d-]+$")
    tells: Literal["danger", "help", "act", "police", "said"] | None = None
    """When whoever answers there may have to tell someone; "said": the fact itself says it."""
    url_en: str | None = Field(default=None, pattern=r"^https://\S+$")
    url_fr: str | None = Field(default=None, pattern=r"^https://\S+$")

    @model_validator(mode="after")
    def _publishable(self) -> Self:
        """The publication rule: an unverified claim names where to confirm it; our own advice carries no mark."""
        marked = {"en": self.confirm_en, "fr": self.confirm_fr}
        if self.kind == "procedure":
            if any(marked.values()):
                raise ValueError("a procedure carries no mark: it waits for sign-off instead")
            return self
        if self.source_url == OURS:
            raise ValueError("a claim needs a source")
        unsure = self.confidence in ("recalled", "conflicting")
        for language, text in (("en", self.en), ("fr", self.fr)):
            if (unsure or _UNSURE.search(text)) and not marked[language]:
                raise ValueError(f"confirm_{language} must say where to confirm this")
        return self

    def said(self, language: Language, register: str = "vous") -> str:
        """The fact itself; a teen reads the French for teens where there is one."""
        if language == "en":
            return self.en
        return (self.tu or self.fr) if register == "tu" else self.fr

    def confirm(self, language: Language) -> str | None:
        """Where to confirm it, when it carries the mark."""
        return self.confirm_en if language == "en" else self.confirm_fr

    def name(self, language: Language) -> str | None:
        """Whom or what it is about, when that has a name."""
        return self.name_en if language == "en" else self.name_fr

    def url(self, language: Language) -> str | None:
        """The service's own site."""
        return self.url_en if language == "en" else self.url_fr

    def credit(self, t: Words) -> str:
        """Who says so, and the month it was checked."""
        month = t.month(self.month)
        if self.source_url == OURS:
            return t("guides.own_advice", month=month)
        by = "guides.founding" if self.source_url == FOUNDING else "help.source"
        return t(by, source=self.source_title, month=month)

    @property
    def page(self) -> str | None:
        """The source's own page, where it is one that can be opened."""
        return None if self.source_url in (OURS, FOUNDING) else self.source_url

    @property
    def month(self) -> date:
        """The month it was checked, as its first day."""
        return date.fromisoformat(f"{self.checked}-01")


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by `topic.id`."""
    found: dict[str, Fact] = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        for row in yaml.safe_load(file.read_text("utf-8")):
            fact = Fact.model_validate(row)
            key = f"{file.stem}.{fact.id}"
            if key in found:
                raise ValueError(f"two facts are called {key}")
            found[key] = fact
    return MappingProxyType(found)
