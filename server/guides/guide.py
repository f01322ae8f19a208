"""Guides as people read them: one source for the public pages and the app."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from server.i18n import Language

FOLDER = Path(__file__).resolve().parent / "content"
Stage = Literal["now", "calling", "waiting", "visit", "months", "outcome"]
STAGES: tuple[Stage, ...] = ("now", "calling", "waiting", "visit", "months", "outcome")
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Text(_Part):
    """Words in both languages; `tu` is the French for a teen where a guide speaks to adults and teens alike."""

    en: str = Field(min_length=1)
    fr: str = Field(min_length=1)
    tu: str | None = Field(default=None, min_length=1)

    def said(self, language: Language) -> str:
        """As a public page says it."""
        return self.en if language == "en" else self.fr


class Rung(_Part):
    """One step of the ladder: why, what to say, and what a no leads to."""

    rung: Literal["complaint_taker", "supervisor", "watch_commander", "other_door"]
    title: Text
    why: Text
    say: Text
    if_no: Text


class Tick(_Part):
    """One line of a checklist; the app keeps its tick under this code."""

    tick: Literal["quiet", "keep", "capture", "images", "write", "order", "device"]
    text: Text


class Block(_Part):
    """Exactly one kind of content; `inside` belongs to `opens`."""

    heading: Text | None = None
    text: Text | None = None
    notice: Text | None = None
    say: Text | None = None
    steps: list[Text] | None = None
    items: list[Text] | None = None
    checklist: list[Tick] | None = None
    opens: Text | None = None
    inside: "list[Block] | None" = None
    about: Literal["warning", "restorative", "charges", "abroad", "closed"] | None = None
    """Of `opens`: the outcome it explains; the app shows it beside one that was written down."""
    rungs: list[Rung] | None = None
    facts: list[str] | None = None
    see: list[str] | None = None
    catalogue: Literal["rules", "repairs"] | None = None
    places: list[Literal["capture", "statement", "order", "clock", "far_call", "visit"]] | None = None
    """Screens of the app that do what was just said; a public page has none of them."""
    sheets: list[str] | None = None
    """Worksheets to print."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = self.model_fields_set - {"inside", "about"}
        opens = kinds == {"opens"}
        if len(kinds) != 1 or (self.inside is not None) != opens or (self.about is not None and not opens):
            raise ValueError(f"one kind of content to a block, not {sorted(self.model_fields_set)}")
        return self


class Writing(_Part):
    """What has a public page of its own among the guides."""

    id: str = Field(pattern=r"^[a-z_]+$")
    slug_en: str = Field(pattern=SLUG)
    slug_fr: str = Field(pattern=SLUG)
    title: Text
    lead: Text

    def slug(self, language: Language) -> str:
        """The last part of its public address."""
        return self.slug_en if language == "en" else self.slug_fr

    def path(self, language: Language) -> str:
        """Its public address."""
        return f"/{language}/guides/{self.slug(language)}"


class Guide(Writing):
    """One guide: for whom, at which stage, in which words."""

    stage: Stage
    place: int
    reader: Literal["parent", "teen", "anyone"]
    blocks: list[Block]

    @property
    def register(self) -> str:
        """How its own French speaks to its reader."""
        return "tu" if self.reader == "teen" else "vous"


def every_block(blocks: list[Block]) -> Iterator[Block]:
    """The blocks, and those inside them."""
    for block in blocks:
        yield block
        yield from every_block(block.inside or [])


def facts_of(guide: Guide) -> Iterator[str]:
    """The facts it shows, as `topic.id`, in order."""
    for block in every_block(guide.blocks):
        yield from block.facts or []


@cache
def guides() -> Mapping[str, Guide]:
    """Every guide by its id, along the path."""
    rows = [Guide.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml")]
    rows.sort(key=lambda guide: (STAGES.index(guide.stage), guide.place))
    return MappingProxyType({guide.id: guide for guide in rows})
