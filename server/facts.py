"""Facts shown to people, each with its source and the month it was checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

_FILE = Path(__file__).resolve().parent / "guides" / "facts.yaml"


@dataclass(frozen=True)
class Fact:
    """What is claimed, in both languages, by whom, as of when."""

    id: str
    text: Mapping[str, str]
    phone: str
    source_title: str
    source_url: str
    checked: date


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by its id."""
    rows = yaml.safe_load(_FILE.read_text("utf-8"))
    return MappingProxyType({row["id"]: _fact(row) for row in rows})


def _fact(row: Mapping[str, str]) -> Fact:
    year, month = str(row["checked"]).split("-")[:2]
    return Fact(
        id=row["id"],
        text=MappingProxyType({"en": row["en"], "fr": row["fr"]}),
        phone=row.get("phone", ""),
        source_title=row["source_title"],
        source_url=row["source_url"],
        checked=date(int(year), int(month), 1),
    )
