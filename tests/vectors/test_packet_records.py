"""The packet's published records fit the published schema, and what is no record does not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from tests.house.tree import ROOT

RECORDS = sorted((Path(__file__).parent / "packet" / "records").glob("*.json"))
SCHEMA = json.loads((ROOT / "server" / "schemas" / "packet" / "record-1.json").read_text("utf-8"))
fits: Callable[[Any], Any] = fastjsonschema.compile(SCHEMA)


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_fits_the_schema(path: Path) -> None:
    record = json.loads(path.read_text("utf-8"))
    assert fits(record) == record
    assert record["schema"] == "holdfast-record/1"


def rich() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(next(p for p in RECORDS if p.stem == "rich-en").read_text("utf-8"))
    return found


BAD: dict[str, Callable[[dict[str, Any]], Any]] = {
    "another schema": lambda r: r.update(schema="holdfast-record/2"),
    "an unknown field": lambda r: r.update(extra=1),
    "an empty text for unknown": lambda r: r["case"].update(title=""),
    "a path out of the bag": lambda r: r["exhibits"][0].update(file="exhibits/../../x"),
    "an impossible size": lambda r: r["exhibits"][0].update(bytes=-1),
    "a hash that is none": lambda r: r["exhibits"][0].update(sha256="ab"),
    "too many exhibits": lambda r: r.update(exhibits=r["exhibits"] * 2001),
    "a time without an offset": lambda r: r.update(made_at="2026-11-26T11:47:09.250"),
    "no exhibits at all": lambda r: r.pop("exhibits"),
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_anything_else_is_refused(change: Callable[[dict[str, Any]], Any]) -> None:
    record = rich()
    change(record)
    with pytest.raises(fastjsonschema.JsonSchemaException):
        fits(record)
