"""Exhibit labels follow from docs/model.md alone, without the phone's code."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("labels.json").read_text("utf-8"))


def letter(n: int) -> str:
    return (letter((n - 1) // 26) if n > 26 else "") + chr(ord("A") + (n - 1) % 26)


def label(of: str, counter: int) -> str:
    return f"{of}-{counter:03}"


def parsed(text: str) -> tuple[str, int] | None:
    found = re.fullmatch(r"([A-Z]+)-(\d{3,})", text)
    if found is None:
        return None
    parts = found[1], int(found[2])
    return parts if parts[1] > 0 and label(*parts) == text else None


def test_device_letters() -> None:
    assert [letter(n) for n, _ in VECTORS["letters"]] == [text for _, text in VECTORS["letters"]]


@pytest.mark.parametrize(("of", "counter", "text"), VECTORS["labels"])
def test_a_label_both_ways(of: str, counter: int, text: str) -> None:
    assert label(of, counter) == text
    assert parsed(text) == (of, counter)


@pytest.mark.parametrize("text", VECTORS["refused"])
def test_anything_else_is_no_label(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize("case", VECTORS["next"])
def test_the_next_label(case: dict[str, Any]) -> None:
    given = [found for text in case["given"] if (found := parsed(text)) is not None]
    highest = max([case["floor"], *(counter for of, counter in given if of == case["letter"])])
    assert label(case["letter"], highest + 1) == case["label"]
