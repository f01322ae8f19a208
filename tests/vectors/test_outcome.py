"""Which outcome of a case holds can be told from docs/model.md alone, without the phone's code."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("outcome.json").read_text("utf-8"))


def day(outcome: dict[str, Any]) -> date:
    written = datetime.fromtimestamp(outcome["at"] / 1000, UTC).astimezone(ZoneInfo(outcome["tz"])).date()
    try:
        return date.fromisoformat(outcome["body"].get("on", ""))
    except ValueError:
        return written


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["note"])
def test_which_outcome_holds(case: dict[str, Any]) -> None:
    kept = [one for one in case["outcomes"] if one["id"] not in case["removed"]]
    last = max(kept, key=lambda one: (day(one), one["at"], one["id"]), default=None)
    holds = None if last is None or last["body"]["kind"] == "reopened" else last["id"]
    assert holds == case["holds"]
