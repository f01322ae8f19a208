"""The public pages work without scripts, in both languages, and each knows its counterpart."""

import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.guides.fact import facts
from server.guides.guide import STAGES, guides
from server.guides.page import INDEX, Page, pages
from server.i18n import LANGUAGES, Catalogue, MissingText, Words

ORIGIN = "https://holdfast.example.org"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def app(new_app: Callable[..., Flask], tmp_path: Path) -> Flask:
    return new_app(static_dir=tmp_path / "not-built", public_origin=ORIGIN)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.en)
def test_each_page_is_there_in_both_languages_and_links_to_the_other(visitor: FlaskClient, page: Page) -> None:
    for language, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
        answer = visitor.get(page.path(language))
        assert (answer.status_code, answer.mimetype) == (200, "text/html")
        assert f'<html lang="{language}-CA">' in answer.text
        assert f'<a href="{page.path(other)}"' in answer.text
        assert f'<link rel="canonical" href="{ORIGIN}{page.path(language)}">' in answer.text
        for each in LANGUAGES:
            assert f'<link rel="alternate" hreflang="{each}-CA" href="{ORIGIN}{page.path(each)}">' in answer.text
        assert "<script" not in answer.text
        assert answer.text.count("<h1>") == 1
        assert (
            f'<a href="{Catalogue.load().languages[language]("safety.neutral_url")}" rel="noreferrer">' in answer.text
        )
        assert not re.search(r"\{\w+\}", answer.text)


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.en)
def test_headings_go_down_one_step_at_a_time(visitor: FlaskClient, page: Page) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])\b", visitor.get(page.en).text)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("path", "language"), [("/en/help", "en"), ("/fr/aide", "fr")])
def test_the_help_page_shows_each_number_with_its_source_and_month(
    visitor: FlaskClient, path: str, language: str
) -> None:
    text = unescape(visitor.get(path).text)
    for name in ("911", "988", "khp", "cybertip"):
        fact = facts()[f"contacts.{name}"]
        assert fact.said("en" if language == "en" else "fr") in text
        assert fact.source_title in text
    assert text.count({"en": "November 2026", "fr": "novembre 2026"}[language]) == 5


def test_the_french_keyword_nobody_has_confirmed_carries_its_mark(visitor: FlaskClient) -> None:
    for page in pages():
        text = unescape(visitor.get(page.fr).text)
        assert text.count("serait PARLER") == text.count("le mot-clé PARLER, sur jeunessejecoute.ca")


def test_the_index_leads_to_every_guide_along_the_path(visitor: FlaskClient) -> None:
    for language in LANGUAGES:
        text = visitor.get(INDEX.path(language)).text
        places = [text.index(f'<h2 id="{stage}">') for stage in STAGES]
        assert places == sorted(places)
        for one in guides().values():
            assert f'<a href="{one.path(language)}">' in text


def test_the_ladder_is_climbed_in_its_order(visitor: FlaskClient) -> None:
    rungs = [block.rungs for block in guides()["police_words"].blocks if block.rungs]
    assert [[step.rung for step in steps] for steps in rungs] == [
        ["complaint_taker", "supervisor", "watch_commander", "other_door"]
    ]
    text = unescape(visitor.get("/en/guides/what-to-say-to-police").text)
    words = (
        "I’d like an officer and a file number",
        "Are they an officer or a civilian?",
        "the Watch Commander, please",
    )
    assert [text.index(each) for each in words] == sorted(text.index(each) for each in words)


def test_the_sitemap_pairs_the_languages_and_robots_may_read_it(visitor: FlaskClient) -> None:
    urls = ET.fromstring(visitor.get("/sitemap.xml").text).findall(f"{SITEMAP}url")
    assert len(urls) == 2 * len([page for page in pages() if not page.policy])
    for url in urls:
        address = url.findtext(f"{SITEMAP}loc") or ""
        assert visitor.get(address.removeprefix(ORIGIN)).status_code == 200
        pair = {link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")}
        assert pair.keys() == {"en-CA", "fr-CA"}
        assert address in pair.values()
    robots = visitor.get("/robots.txt")
    assert robots.mimetype == "text/plain"
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in robots.text
    assert "Disallow: /v1/" in robots.text


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
