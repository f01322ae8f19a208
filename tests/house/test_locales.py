"""Both languages say the same things: same keys, same placeholders, complete plural and register forms."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.house.tree import ROOT

LOCALES = ROOT / "server" / "locales"
REGISTERS = {"vous", "tu"}
PLURALS = {"en": {"one", "other"}, "fr": {"one", "many", "other"}}
FORMS = REGISTERS | {"zero", "one", "two", "few", "many", "other"}


def catalogue(language: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((LOCALES / f"{language}.json").read_text("utf-8"))
    return loaded


def leaves(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every message with its key; a map of nothing but plural or register forms is one message."""
    if isinstance(node, dict) and not node.keys() <= FORMS:
        for key, child in node.items():
            yield from leaves(child, f"{path}.{key}" if path else key)
    else:
        yield path, node


def texts(message: Any) -> Iterator[str]:
    if isinstance(message, dict):
        for form in message.values():
            yield from texts(form)
    else:
        yield message


def placeholders(message: Any) -> set[str]:
    return {name for text in texts(message) for name in re.findall(r"\{(\w+)\}", text)}


def test_both_languages_have_the_same_keys() -> None:
    english, french = (dict(leaves(catalogue(language))) for language in ("en", "fr"))
    assert english.keys() ^ french.keys() == set()


def test_both_languages_have_the_same_placeholders() -> None:
    english, french = (dict(leaves(catalogue(language))) for language in ("en", "fr"))
    different = [
        key for key in english.keys() & french.keys() if placeholders(english[key]) != placeholders(french[key])
    ]
    assert different == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_message_is_a_text_or_a_complete_set_of_forms(language: str) -> None:
    def faulty(message: Any) -> bool:
        if isinstance(message, str):
            return not message.strip()
        if not isinstance(message, dict):
            return True
        keys = set(message)
        if keys & REGISTERS:
            return language == "en" or keys != REGISTERS or any(faulty(form) for form in message.values())
        return keys not in ({"one", "other"}, PLURALS[language]) or any(faulty(form) for form in message.values())

    assert [key for key, message in leaves(catalogue(language)) if faulty(message)] == []


def test_french_is_typeset_as_french() -> None:
    """A no-break space stands before : ; ! ? and inside guillemets; apostrophes are curled."""
    plain = re.compile(r"\w'\w|[ ][:;!?»]|«[ ]")
    assert [key for key, message in leaves(catalogue("fr")) if any(plain.search(text) for text in texts(message))] == []
