"""Worksheets: the guides' own words on paper to fill in by hand, the same for everyone who asks."""

import json
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.guides import printing
from server.guides.fact import facts
from server.guides.guide import every_block, guides
from server.guides.page import INDEX
from server.guides.sheet import SIZES, Sheet, composed, sheets
from server.i18n import LANGUAGES, Catalogue, Language
from server.typesetting.process import Failed
from tests.house.reading import reading
from tests.phone import read as answer_of
from tests.server.typesetting.reading import drawn_without_glyph, objects, opened, text

WORDS = Catalogue.load().languages
POINTS = {"letter": (612, 792), "a4": (595, 842)}
BOTH = [*product(sheets().values(), LANGUAGES)]
each_sheet = pytest.mark.parametrize(
    ("sheet", "language"), BOTH, ids=lambda one: one.id if isinstance(one, Sheet) else one
)


@pytest.fixture(autouse=True)
def _none_made_yet() -> None:
    printing._made.clear()


def said(node: Any) -> Iterator[str]:
    """Every text of a composed sheet."""
    if isinstance(node, str):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from said(each)


def words_of(sheet: Sheet, language: Language) -> list[str]:
    made = composed(sheet, WORDS[language])
    kinds = {part.pop("kind") for part in made["parts"]}
    assert kinds
    del made["language"]
    return [*said(made)]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # WeasyPrint leaves its profile open
@each_sheet
def test_it_is_typeset_with_all_its_words_and_embedded_typefaces(sheet: Sheet, language: Language) -> None:
    from server.typesetting.printing import pdf
    from server.typesetting.sheet.paper import paper

    size = "letter" if language == "en" else "a4"
    made = pdf(paper(json.dumps(composed(sheet, WORDS[language])).encode(), size))
    whole = text(made).replace("\u00a0", " ")
    assert [words for words in words_of(sheet, language) if words.replace("\u00a0", " ") not in whole] == []
    document = opened(made)
    assert drawn_without_glyph(document) == 0
    width, height = (float(side) for side in document.pages[0].MediaBox[2:])
    assert (round(min(width, height)), round(max(width, height))) == POINTS[size]
    assert (width > height) is sheet.landscape
    described = [each for each in objects(document) if each.get("/Type") == "/FontDescriptor"]
    assert described
    assert all("/FontFile2" in each or "/FontFile3" in each for each in described)


@each_sheet
def test_it_reads_easily(sheet: Sheet, language: Language) -> None:
    assert reading(sheet.id, language, words_of(sheet, language)).ok


def test_the_ladder_and_the_visit_are_the_guides_own_words() -> None:
    for language in LANGUAGES:
        call, visit = (words_of(sheets()[name], language) for name in ("call", "visit"))
        rungs = [rung for block in guides()["police_words"].blocks for rung in block.rungs or []]
        assert len(rungs) == 4
        assert {rung.say.said(language) for rung in rungs} <= set(call)
        blocks = [*every_block(guides()["visit"].blocks)]
        asked = {block.say.said(language) for block in blocks if block.say}
        leaving = {step.said(language) for block in blocks for step in block.steps or []}
        assert len(asked) == 3
        assert len(leaving) == 4
        assert asked | leaving <= set(visit)


@each_sheet
def test_every_fact_on_it_carries_its_source_its_month_and_its_mark(sheet: Sheet, language: Language) -> None:
    t = WORDS[language]
    shown = [part for part in composed(sheet, t)["parts"] if part["kind"] in ("fact", "question")]
    keys = [key for part in sheet.parts for key in (part.facts or part.questions or [])]
    assert len(shown) == len(keys) > 0
    for key, part in zip(keys, shown, strict=True):
        fact, mark = facts()[key], facts()[key].confirm(language)
        assert part["text"] == fact.said(language)
        assert t.month(fact.month) in part["source"]
        assert fact.source_url == "none" or fact.source_title in part["source"]
        assert part["confirm"] == (mark and t("guides.confirm", where=mark))


def test_the_child_typesets_one_once_and_nothing_of_the_asker_is_in_it(visitor: FlaskClient) -> None:
    path = sheets()["visit"].path("fr", "a4")
    first = visitor.get(path)
    assert (first.status_code, first.content_type) == (200, "application/pdf")
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    assert not first.headers.getlist("Set-Cookie")
    again = visitor.get(f"{path}?name=Noor", headers={"Cookie": "name=Noor"})
    assert again.data == first.data
    assert "Fiche pour la visite de la police" in text(first.data)
    assert not opened(first.data).attachments
    assert b"Noor" not in first.data


def test_only_those_to_be_made_are_counted(new_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = new_app(typesetting_limit_per_address="1/minute").test_client()
    monkeypatch.setattr(printing, "typeset", lambda body, *_: b"%PDF-" + body)
    call, visit = (sheets()[name].path("en", "letter") for name in ("call", "visit"))
    assert [visitor.get(path).status_code for path in (call, call, visit, call)] == [200, 200, 429, 200]


def test_one_that_cannot_be_made_is_said_and_tried_again(visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise Failed(1)

    path = sheets()["call"].path("en", "letter")
    with monkeypatch.context() as broken:
        broken.setattr(printing, "typeset", fail)
        answer = visitor.get(path)
        assert (answer.status_code, answer_of(answer)["code"]) == (503, "sheet_failed")
    monkeypatch.setattr(printing, "typeset", lambda *_: b"%PDF-")
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize(
    "name", ["call-sheet-a5.pdf", "call-sheet.pdf", "fiche-d-appel-a4.pdf", "..%2Fcall-sheet-a4.pdf", "x"]
)
def test_there_are_no_others(visitor: FlaskClient, name: str) -> None:
    assert visitor.get(f"/en/guides/sheets/{name}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_pages_link_to_each(visitor: FlaskClient, language: Language) -> None:
    linking = {block for one in guides().values() for part in one.blocks for block in part.sheets or []}
    assert linking == sheets().keys()
    for page in (INDEX.path(language), guides()["waiting"].path(language)):
        html = visitor.get(page).text
        listed = [*sheets()] if page == INDEX.path(language) else ["visit", "incidents"]
        for sheet, size in product(listed, SIZES):
            assert f'<a href="{sheets()[sheet].path(language, size)}" type="application/pdf">' in html
