"""Worksheets to print: blank forms made of the guides' own words, the same for everyone, with nobody's data in them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from server.guides.fact import facts
from server.guides.guide import SLUG, Text, every_block, guides
from server.i18n import Language, Words

FOLDER = Path(__file__).resolve().parent / "sheets"
SIZES = ("letter", "a4")
Label = str | Text
"""A key of the catalogue, or words of the sheet's own."""
Part = dict[str, Any]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Boxes(_Shape):
    """Answers to tick."""

    label: Label
    of: list[Label]


class Space(_Shape):
    """Room to write."""

    label: Label
    rows: int = Field(ge=1, le=20)


class Table(_Shape):
    """Rows to fill in."""

    columns: list[Label]
    rows: int = Field(ge=1, le=40)


class SheetPart(_Shape):
    """Exactly one kind of content; those `_of` a guide are that guide's own."""

    heading: Label | None = None
    notice: Text | None = None
    lines: list[Label] | None = None
    boxes: Boxes | None = None
    space: Space | None = None
    table: Table | None = None
    rungs_of: str | None = None
    says_of: str | None = None
    steps_of: str | None = None
    questions: list[str] | None = None
    """Facts, each with room for its answer."""
    facts: list[str] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"one kind of content to a part, not {sorted(self.model_fields_set)}")
        return self


class Sheet(_Shape):
    """One worksheet."""

    id: str = Field(pattern=r"^[a-z]+$")
    place: int
    slug_en: str = Field(pattern=SLUG)
    slug_fr: str = Field(pattern=SLUG)
    landscape: bool = False
    title: Text
    lead: Text
    parts: list[SheetPart]

    def path(self, language: Language, size: str) -> str:
        """Its public address on paper of this size."""
        folder, slug = ("sheets", self.slug_en) if language == "en" else ("fiches", self.slug_fr)
        return f"/{language}/guides/{folder}/{slug}-{size}.pdf"


@cache
def sheets() -> MappingProxyType[str, Sheet]:
    """Every worksheet by its id, in order."""
    rows = [Sheet.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml")]
    return MappingProxyType({sheet.id: sheet for sheet in sorted(rows, key=lambda sheet: sheet.place)})


def composed(sheet: Sheet, t: Words) -> Part:
    """What the typesetting child is given: words alone, of the guides, the facts and the catalogue."""
    parts = [made for part in sheet.parts for made in _Composing(t).part(part)]
    words = {"title": sheet.title.said(t.language), "lead": sheet.lead.said(t.language), "legal": t("guides.legal")}
    return {"language": t.language, "landscape": sheet.landscape, **words, "parts": parts}


class _Composing:
    """One sheet's parts in one language."""

    def __init__(self, t: Words) -> None:
        self._t = t

    def _said(self, label: Label) -> str:
        return self._t(label) if isinstance(label, str) else label.said(self._t.language)

    def _fact(self, key: str) -> Part:
        fact, t = facts()[key], self._t
        where = fact.confirm(t.language)
        return {
            "text": fact.said(t.language),
            "source": fact.credit(t),
            "confirm": where and t("guides.confirm", where=where),
        }

    def part(self, part: SheetPart) -> Iterator[Part]:
        """What it becomes on paper."""
        if part.heading:
            yield {"kind": "heading", "text": self._said(part.heading)}
        elif part.notice:
            yield {"kind": "notice", "text": self._said(part.notice)}
        elif part.lines:
            yield {"kind": "lines", "labels": [self._said(each) for each in part.lines]}
        elif part.boxes:
            yield {
                "kind": "boxes",
                "text": self._said(part.boxes.label),
                "labels": list(map(self._said, part.boxes.of)),
            }
        elif part.space:
            yield {"kind": "space", "text": self._said(part.space.label), "rows": part.space.rows}
        elif part.table:
            labels = [self._said(each) for each in part.table.columns]
            yield {"kind": "table", "labels": labels, "rows": part.table.rows}
        else:
            yield from self._borrowed(part)

    def _borrowed(self, part: SheetPart) -> Iterator[Part]:
        language = self._t.language
        for block in every_block(guides()[part.rungs_of or part.says_of or part.steps_of or "visit"].blocks):
            if part.rungs_of and block.rungs:
                rungs = [
                    {
                        "title": rung.title.said(language),
                        "say": rung.say.said(language),
                        "if_no": rung.if_no.said(language),
                    }
                    for rung in block.rungs
                ]
                yield {"kind": "rungs", "rungs": rungs, "if_no": self._t("guides.if_no")}
            elif part.says_of and block.say:
                yield {"kind": "say", "text": block.say.said(language)}
            elif part.steps_of and block.steps:
                yield {"kind": "lines", "labels": [step.said(language) for step in block.steps]}
        yield from ({"kind": "question", **self._fact(key)} for key in part.questions or [])
        yield from ({"kind": "fact", **self._fact(key)} for key in part.facts or [])
