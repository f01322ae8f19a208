"""The text of a sealed statement can be written, read and hashed from docs/model.md alone, without the phone's code."""

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("statement.json").read_text("utf-8"))
FIRST_LINE = "Holdfast statement 1"
HEAD = re.compile(r"(passage|threat)(?: (saw|told))?(?: asked=([a-z][a-z0-9_]*))?((?: [A-Z]+-\d{3,})*)")
LABEL = re.compile(r"[A-Z]+-(?!000)(\d{3}|[1-9]\d{3,})")


def quoted(words: str) -> list[str]:
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [f"> {line}" if line else ">" for line in lines]


def head(part: dict[str, Any]) -> str:
    asked = f"asked={part['asked']}" if part["asked"] else None
    return " ".join(word for word in (part["kind"], part["how"], asked, *part["exhibits"]) if word)


def written(account: dict[str, Any]) -> str:
    blocks = [[FIRST_LINE, f"voice {account['voice']}", f"form {account['form']}"]]
    blocks += [[head(part), *quoted(part["words"])] for part in account["parts"]]
    return "\n".join("\n".join(lines) + "\n" for lines in blocks)


def read_part(block: str) -> dict[str, Any] | None:
    first, *lines = block.split("\n")
    found = HEAD.fullmatch(first)
    labels = found[4].split() if found else []
    if found is None or not lines or not all(LABEL.fullmatch(label) for label in labels):
        return None
    if not all(line == ">" or line.startswith("> ") for line in lines):
        return None
    words = "\n".join(line[2:] for line in lines)
    return {"kind": found[1], "words": words, "how": found[2], "asked": found[3], "exhibits": labels}


def read(text: str) -> dict[str, Any] | None:
    opening, *blocks = text.removesuffix("\n").split("\n\n")
    found = re.fullmatch(rf"{FIRST_LINE}\nvoice (young|adult)\nform (adult|under18)", opening)
    parts = [read_part(block) for block in blocks]
    if found is None or None in parts:
        return None
    account = {"voice": found[1], "form": found[2], "parts": parts}
    return account if written(account) == text else None


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["note"])
def test_a_statement_both_ways(case: dict[str, Any]) -> None:
    assert written(case["account"]) == case["text"]
    assert sha256(case["text"].encode()).hexdigest() == case["sha256"]
    found = read(case["text"])
    assert found is not None
    assert written(found) == case["text"]


@pytest.mark.parametrize("case", VECTORS["private"], ids=lambda case: case["note"])
def test_private_passages_are_in_a_text_of_their_own(case: dict[str, Any]) -> None:
    shared, private = ([part for part in case["account"]["parts"] if part["private"] is kept] for kept in (False, True))
    assert written(case["account"] | {"parts": shared}) == case["text"]
    assert (written(case["account"] | {"parts": private}) if private else None) == case["private"]
    assert read(case["text"]) is not None


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["note"])
def test_anything_else_is_no_statement(case: dict[str, Any]) -> None:
    assert read(case["text"]) is None
