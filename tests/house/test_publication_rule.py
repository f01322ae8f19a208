"""What people may read as fact: verified as it stands, unverified only with its mark, always with source and month."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from pydantic import ValidationError

from server.guides import review
from server.guides.fact import FOLDER, Fact, facts
from server.guides.guide import Text, every_block, facts_of, guides
from server.guides.page import pages
from server.guides.police_service import PoliceService, police_services
from server.guides.policy import policies
from server.i18n import LANGUAGES, Catalogue, Language

CATALOGUE = Catalogue.load()
PHONE = re.compile(r"\d{3}[ -]?\d{4}|\b\d[ -]\d{3}[ -]\d{3}\b|https?://")
PROMISES = re.compile(r"court[- ]admissib|admissible en cour|recevable en preuve|certified|certifié", re.IGNORECASE)
BLAME = re.compile(r"\byou should(n’t)? have|\bvous auriez dû|\btu aurais dû", re.IGNORECASE)
UNTYPESET = re.compile(r"\w'\w|[ ][:;!?»]|«[ ]|\s\s")
SAID_EN = re.compile(r"\b(go|pass\w*|sent) (on )?to police\b|\bcalls? emergency services\b")
SAID_FR = re.compile(r"transmis à la police|appelle pas les secours")
TOLD = [f"guides.tells.{code}" for code in CATALOGUE.languages["en"].keys("guides.tells")]
CLAIM = {
    "id": "x",
    "kind": "claim",
    "en": "It is so.",
    "fr": "C’est ainsi.",
    "confidence": "verified",
    "source_title": "A page",
    "source_url": "https://example.org/page",
    "checked": "2026-11",
}


def texts(node: Any) -> Iterator[Text]:
    """Every text of a guide."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, list | tuple):
        for each in node:
            yield from texts(each)
    elif hasattr(node, "model_fields_set"):
        for name in type(node).model_fields:
            yield from texts(getattr(node, name))


def said() -> Iterator[tuple[str, str, str]]:
    """Guide, language and words of everything that is ours."""
    for one in guides().values():
        for text in texts(one):
            yield from ((one.id, "en", text.en), (one.id, "fr", text.fr))
            if text.tu is not None:
                yield one.id, "fr", text.tu


@pytest.mark.parametrize(
    "change",
    [
        {"confidence": "recalled"},
        {"confidence": "conflicting", "confirm_en": "the site"},
        {"fr": "Le mot-clé est PARLER."},
        {"source_url": "none"},
        {"note": "for editors"},
        {"audience": "editors"},
        {"kind": "procedure", "confidence": "recalled", "confirm_en": "a", "confirm_fr": "b"},
        {"checked": "2026"},
    ],
    ids=str,
)
def test_what_must_not_be_published_does_not_load(change: dict[str, str]) -> None:
    Fact.model_validate(CLAIM)
    with pytest.raises(ValidationError):
        Fact.model_validate(CLAIM | change)


def test_no_note_to_the_editors_is_among_the_data() -> None:
    rows = [row for file in FOLDER.glob("*.yaml") for row in yaml.safe_load(file.read_text("utf-8"))]
    assert len(rows) == len(facts()) > 100
    assert [row["id"] for row in rows if row.keys() & {"note", "notes", "audience"}] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shown_fact_carries_its_source_its_month_and_its_mark(visitor: FlaskClient, language: Language) -> None:
    words = CATALOGUE.languages[language]
    for page in pages():
        if page.guide is None:
            continue
        html = visitor.get(page.path(language)).text
        shown = [unescape(re.sub(r"<[^>]+>", " ", part)) for part in html.split('<div class="fact">')[1:]]
        keys = list(facts_of(guides()[page.guide]))
        assert len(shown) == len(keys)
        for key, part in zip(keys, shown, strict=True):
            fact, mark = facts()[key], facts()[key].confirm(language)
            assert fact.said(language, guides()[page.guide].register) in part
            assert words.month(fact.month) in part
            assert fact.source_url == "none" or fact.source_title in part
            assert mark is None or words("guides.confirm", where=mark) in part


def test_every_fact_is_shown_somewhere() -> None:
    shown = {key for one in guides().values() for key in facts_of(one)}
    assert facts().keys() ^ shown == set()


def test_each_contact_that_somebody_answers_says_when_they_may_have_to_tell_someone(visitor: FlaskClient) -> None:
    silent = [key for key, fact in facts().items() if key.startswith("contacts.") and (fact.phone or fact.text)]
    assert [key for key in silent if facts()[key].tells is None] == []
    for language in LANGUAGES:
        told = CATALOGUE.languages[language]("guides.tells.danger", register="tu")
        page = guides()["right_now_teen"].path(language)
        assert unescape(visitor.get(page).text).count(told) == len(["contacts.988", "contacts.khp"])


def test_a_fact_that_is_to_say_itself_whom_they_tell_says_it() -> None:
    told = {"en": SAID_EN, "fr": SAID_FR}
    own = {key: fact for key, fact in facts().items() if fact.tells == "said"}
    assert own
    for language in LANGUAGES:
        unsaid = [key for key, fact in own.items() if not told[language].search(fact.said(language))]
        assert unsaid == [], language


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_has_seen_of_whom_they_tell_carries_the_mark_in_words(language: Language) -> None:
    words = CATALOGUE.languages[language]
    mark = words("guides.confirm", where="").rstrip(" .")
    for code in ("danger", "act", "police"):
        for register in ("vous", "tu"):
            assert mark in words(f"guides.tells.{code}", register=register), code


def test_what_is_said_of_whom_they_tell_and_each_policy_await_sign_off() -> None:
    listed = review.text()
    assert [key for key in ("help.cybertip.tells", *TOLD) if f"| {key} |" not in listed] == []
    assert [each for each in policies() if f"| {each} |" not in listed] == []


def test_every_guide_leads_to_guides_that_exist() -> None:
    led = {other for one in guides().values() for block in every_block(one.blocks) for other in block.see or []}
    assert led <= guides().keys()


def test_no_number_and_no_address_is_written_outside_the_facts() -> None:
    assert [(where, text) for where, _, text in said() if PHONE.search(text)] == []


def test_nothing_is_promised_about_courts_and_nobody_is_blamed() -> None:
    claims = [(key, text) for key, fact in facts().items() for text in (fact.en, fact.fr, fact.tu or "")]
    everything = [(where, text) for where, _, text in said()] + claims
    assert [pair for pair in everything if PROMISES.search(pair[1]) or BLAME.search(pair[1])] == []


def test_french_guides_and_facts_are_typeset_as_french() -> None:
    ours = [(where, text) for where, language, text in said() if language == "fr"]
    assert [
        pair for pair in ours + [(k, f.fr + (f.tu or "")) for k, f in facts().items()] if UNTYPESET.search(pair[1])
    ] == []


def test_a_teen_is_addressed_as_tu_and_only_shared_guides_need_both() -> None:
    for one in guides().values():
        if one.reader != "anyone":
            assert [text.fr for text in texts(one) if text.tu is not None] == []


def test_a_guide_for_teens_says_vous_to_nobody() -> None:
    vous = re.compile(r"\b(vous|votre|vos)\b", re.IGNORECASE)
    teen = [one for one in guides().values() if one.reader == "teen"]
    said_to_teens = [facts()[key].said("fr", "tu") for one in teen for key in facts_of(one)]
    said_to_teens += [text.fr for one in teen for text in texts(one)]
    said_to_teens += [text.tu for one in guides().values() for text in texts(one) if text.tu is not None]
    assert [text for text in said_to_teens if vous.search(text.replace("s’il vous plaît", ""))] == []


def test_a_police_number_is_there_only_when_it_was_read() -> None:
    unread = [each.id for each in police_services() if each.confidence != "verified" and each.non_emergency]
    assert (len(police_services()), unread) == (64, [])
    service = next(each for each in police_services() if each.non_emergency).model_dump(exclude_none=True)
    with pytest.raises(ValidationError):
        PoliceService.model_validate(service | {"confidence": "recalled"})


def test_what_awaits_sign_off_is_listed() -> None:
    assert review.FILE.read_text("utf-8") == review.text(), (
        "run: python -m server.guides.review > docs/review-before-release.md"
    )


def flat(node: Any) -> list[str]:
    """Every string in a piece of JSON, sorted."""
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return sorted(text for child in children for text in flat(child))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_app_carries_the_same_words_as_the_public_pages(
    built: Path, built_names: dict[str, str], language: Language
) -> None:
    book, both = (
        json.loads((built / built_names[f"guides-{name}.json"]).read_text("utf-8")) for name in (language, "both")
    )
    assert [each["id"] for each in book["guides"]] == list(guides())
    for each in book["guides"]:
        forms = [(text.said(language), text.tu if language == "fr" else None) for text in texts(guides()[each["id"]])]
        ours = {form for pair in forms for form in pair if form is not None}
        assert ours <= set(flat(each)), each["id"]
    whole = {key: both["facts"][key] | fact for key, fact in book["facts"].items()}
    shown = {key: (flat(fact["said"]), fact.get("confirm"), fact["checked"]) for key, fact in whole.items()}
    said_by_both = {key: {fact.said(language), fact.said(language, "tu")} for key, fact in facts().items()}
    assert {key: set(row[0]) for key, row in shown.items()} == said_by_both
    assert {key: row[1:] for key, row in shown.items()} == {
        key: (fact.confirm(language), fact.checked) for key, fact in facts().items()
    }
