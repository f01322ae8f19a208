"""The server repeats a reminder at the same instants as the phone."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from server.reminders.rules import next_after

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("recurrence.json").read_text("utf-8"))["cases"]


def instant(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_the_next_time_is_the_phones(case: dict[str, Any]) -> None:
    found = next_after(instant(case["first_ms"]), case["rule"], case["zone"], instant(case["after_ms"]))
    assert found == (None if case["next_ms"] is None else instant(case["next_ms"]))
