"""The public pages work without scripts, in both languages, with the source of each fact."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient

from server.guides.routes import PAGES, Page
from server.i18n import LANGUAGES, Catalogue, MissingText, Words
from tests.conftest import ROOT

FACTS = {row["id"]: row for row in yaml.safe_load((ROOT / "server" / "guides" / "facts.yaml").read_text("utf-8"))}


@pytest.fixture
def app(new_app: Callable[..., Flask], tmp_path: Path) -> Flask:
    return new_app(static_dir=tmp_path / "not-built")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.en)
def test_each_page_is_there_in_both_languages_and_links_to_the_other(visitor: FlaskClient, page: Page) -> None:
    for language, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
        answer = visitor.get(page.path(language))
        assert (answer.status_code, answer.mimetype) == (200, "text/html")
        assert f'<html lang="{language}-CA">' in answer.text
        assert f'href="{page.path(other)}"' in answer.text
        assert "<script" not in answer.text
        assert answer.text.count("<h1>") == 1
        assert not re.search(r"\{\w+\}", answer.text)


@pytest.mark.parametrize(("path", "language"), [("/en/help", "en"), ("/fr/aide", "fr")])
def test_each_fact_shows_its_source_and_the_month_it_was_checked(
    visitor: FlaskClient, path: str, language: str
) -> None:
    text = unescape(visitor.get(path).text)
    for name in ("911", "988", "khp", "cybertip"):
        assert FACTS[name][language] in text
        assert FACTS[name]["source_title"] in text
    assert text.count({"en": "November 2026", "fr": "novembre 2026"}[language]) == 5


def test_a_note_to_the_editors_is_never_shown(visitor: FlaskClient) -> None:
    pages = [visitor.get(page.path(language)).text for page in PAGES for language in LANGUAGES]
    notes = [row["note"] for row in FACTS.values() if row.get("note")]
    assert not any(note in unescape(page) for note in notes for page in pages)


def test_an_unknown_guide_is_not_there(visitor: FlaskClient) -> None:
    assert visitor.get("/en/guides/nothing").status_code == 404
    assert visitor.get("/en/guides/maintenant").status_code == 404


def test_plurals_and_registers_follow_the_language() -> None:
    forms = {"one": "{n} fois, {who}", "other": "{n} foix, {who}"}
    french = Words("fr", {"a": forms, "b": {"tu": "toi", "vous": "vous"}, "c": {"tu": forms, "vous": forms}})
    assert [french("a", n=n, who="Noor") for n in (0, 1, 2)] == ["0 fois, Noor", "1 fois, Noor", "2 foix, Noor"]
    assert (french("b"), french("b", register="tu")) == ("vous", "toi")
    assert french("c", n=1, register="tu", who="x") == "1 fois, x"
    for key in ("missing", "a.b.c", "a"):
        with pytest.raises(MissingText):
            french(key)


def test_the_catalogue_loads_in_both_languages() -> None:
    catalogue = Catalogue.load()
    assert {catalogue.languages[language]("ui.app_name") for language in LANGUAGES} == {"Holdfast"}
