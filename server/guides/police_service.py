"""Police services of Canada, with the line to call when nobody is in immediate danger."""

from functools import cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

FILE = Path(__file__).resolve().parent / "police_services.yaml"


class PoliceService(BaseModel):
    """One service; the number is there only when it was read on the page named as its source."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    region: str = Field(pattern=r"^[A-Z]{2}(,[A-Z]{2})*$")
    name_en: str = Field(min_length=1)
    name_fr: str | None = None
    kind: str = Field(min_length=1)
    non_emergency: str | None = Field(default=None, pattern=r"^[\d*][\d-]+\d$")
    file_number_term_en: str | None = None
    covers: list[str] = []
    source_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    source_title: str = Field(min_length=1)
    source_date: str | None = Field(default=None, pattern=r"^~?\d{4}(-\d{2}(-\d{2})?)?$")
    checked: str = Field(pattern=r"^\d{4}-\d{2}$")
    confidence: Literal["verified", "recalled"]

    @model_validator(mode="after")
    def _number_was_read(self) -> Self:
        if self.non_emergency is not None and self.confidence != "verified":
            raise ValueError("a number that nobody has read is not kept")
        return self


@cache
def police_services() -> tuple[PoliceService, ...]:
    """All of them, in the order of the file."""
    return tuple(PoliceService.model_validate(row) for row in yaml.safe_load(FILE.read_text("utf-8")))
