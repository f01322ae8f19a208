"""A record on paper: whole, right in every glyph, built as PDF/A-3 asks, and nothing that was not handed in."""

import json
import re
import subprocess
import sys
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest
from weasyprint.urls import FatalURLFetchingError

from server.typesetting.outcome import Refusal, Refused
from server.typesetting.packet import words as wordings
from server.typesetting.packet.paper import paper
from server.typesetting.packet.plates import stand_in
from server.typesetting.packet.statement_text import parts
from server.typesetting.printing import Paper, pdf
from server.typesetting.process import typeset
from tests.house.tree import ROOT
from tests.server.typesetting.reading import drawn_without_glyph, objects, opened, pages, plates, record, text
from tests.vectors.reading import vectors

LATIN = (
    "Zoë Škvorecký, Nguyễn Thị Hằng, Ōta Jūrō, Łukasz Żądło, Gödel, İpek Çağlar, Ţîrlea, Ðorđe, ẞ, Ĩĵ, "
    "ᐃᓄᒃᑎᑐᑦ, Дана, Δάνα"
)
# WeasyPrint leaves its colour profile to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@cache
def made(name: str, size: str = "letter") -> bytes:
    return typeset(record(name), size)


def changed(name: str, **fields: Any) -> bytes:
    return json.dumps(json.loads(record(name)) | fields, ensure_ascii=True).encode()


@pytest.mark.parametrize(("name", "size"), [("rich-en", "letter"), ("rich-fr", "a4")])
def test_it_is_built_to_pdf_a_3_tagged_and_bookmarked(name: str, size: str) -> None:
    document = opened(made(name, size))
    assert document.check_pdf_syntax() == []
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == name[-2:]
    assert document.Root.StructTreeRoot
    with document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
    assert len(document.trailer.ID) == 2
    assert document.Root.OutputIntents
    with document.open_outline() as outline:
        assert len(outline.root) >= 1
    for each in objects(document):
        kind = each.get("/Type")
        assert "/FFilter" not in each
        assert not each.get("/Interpolate", False)
        if kind == "/FontDescriptor":
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()), each.get("/FontName")
        if kind == "/Font" and each.get("/Subtype") == "/Type0":
            assert "/ToUnicode" in each
        assert each.get("/S") not in ("/JavaScript", "/Launch")
    figures = [each for each in objects(document) if each.get("/S") == "/Figure"]
    assert all("/Alt" in each for each in figures)
    assert len(figures) >= len(plates(document))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "rich-en",
            ("They said no", "Call back", "How police decided", "A verbal warning", "The file was opened again"),
        ),
        ("rich-fr", ("On a dit non", "Rappel", "Ce que la police a décidé", "Un avertissement verbal", "rouvert")),
    ],
)
def test_what_was_decided_stands_in_words_and_never_as_a_code(name: str, said: tuple[str, ...]) -> None:
    shown = text(made(name))
    assert [each for each in said if each not in shown] == []
    assert not re.search(r"\b(call_back|refused|no_change|reopened|file_number)\b", shown)


@pytest.mark.parametrize(("size", "inches"), [("letter", (8.5, 11)), ("a4", (8.27, 11.69))])
def test_it_fits_the_paper(size: str, inches: tuple[float, float]) -> None:
    for page in opened(made("small-en", size)).pages:
        _, _, width, height = (float(each) for each in page.mediabox)
        assert (width / 72, height / 72) == pytest.approx(inches, abs=0.01)


def test_each_page_says_which_it_is_and_of_which_record() -> None:
    import hashlib

    fingerprint = hashlib.sha256(record("rich-fr")).hexdigest()
    grouped = re.findall("....", fingerprint)
    found = pages(made("rich-fr", "a4"))
    for at, page in enumerate(found, 1):
        assert f"Page {at} de {len(found)}" in page
        assert " ".join(grouped[:4]) in page
    assert " ".join(grouped) in re.sub(r"\s+", " ", found[-1])
    assert "26-104233" in found[0]


def test_the_record_is_attached_byte_for_byte_and_listed_once() -> None:
    document = opened(made("rich-en"))
    assert list(document.attachments) == ["record.json"]
    assert document.attachments["record.json"].get_file().read_bytes() == record("rich-en")
    assert [str(each.AFRelationship) for each in document.Root.AF] == ["/Source"]


def test_a_plate_stands_for_each_picture_in_its_shape_and_for_nothing_else() -> None:
    found = plates(opened(made("rich-en")))
    assert set(found) == {"A-001", "A-002", "B-001"}
    assert found["A-001"] == (27, 57)
    assert "Exhibit A-003" in text(made("rich-en"))


def test_everything_that_people_wrote_is_there_in_their_own_words() -> None:
    whole = text(made("rich-fr", "a4"))
    for words in (
        "send 500 by midnite or everyone see it",
        "Je l’ai rencontré en ligne en octobre.",
        "Il avait l’air d’avoir mon âge.",
        "</script><script>alert(1)</script>",
        "Jay <b>[U+1F30A water wave]</b>",
        "Leur profil — é, ő, ł, ’",
        "« Je l’ai vu. »",
        "5512",
        "l’horloge de ce téléphone avançait de 95 secondes",
        "22 h 40",
        "Pièce A-002 : Leur profil",
        "Note : He said Friday at eight.",
    ):
        assert words in whole, words


@pytest.mark.parametrize("name", ["rich-en", "rich-fr", "empty-fr"])
def test_no_character_is_drawn_as_an_empty_box(name: str) -> None:
    assert drawn_without_glyph(opened(made(name, "a4" if name.endswith("fr") else "letter"))) == 0


def test_names_are_drawn_right_and_what_cannot_be_is_written_by_its_code() -> None:
    note = json.loads(record("rich-en"))["notes"][0] | {"text": LATIN + " 😭\u202eevil\u202c \ud800 a\u0000b 漢 \ue000"}
    found = typeset(changed("rich-en", notes=[note]), "letter")
    assert drawn_without_glyph(opened(found)) == 0
    whole = text(found)
    assert LATIN in whole
    assert "[U+202E right-to-left override]evil" in whole
    assert "[U+D800]" in whole
    assert "a[U+0000]b" in whole
    assert "[U+E000]" in whole
    assert "😭" in whole or "[U+1F62D" in whole


@pytest.mark.parametrize("letter", ["é", "ő", "ł", "œ", "Ç", "ÿ", "Ÿ", "À", "«"])
def test_a_merged_typeface_draws_the_letter_itself(letter: str) -> None:
    """By its picture: subsets that were not merged draw a `²` for an `ő`, while the text behind it stays right."""
    import pypdfium2

    def ink(words: str) -> bytes:
        style = '@page { size: 100px 60px; margin: 0 } p { font: 30px "Atkinson Hyperlegible Next"; margin: 5px }'
        made = pdf(Paper(f"<html lang=en><title>x</title><p>{words}</p></html>", style))
        shown: bytes = pypdfium2.PdfDocument(made)[0].render(scale=2, grayscale=True).to_pil().tobytes()
        return shown

    others = {ink(each) for each in "²³?□eolCyYA"}
    assert ink(letter) not in others
    assert ink(letter) != ink("&nbsp;")


@pytest.mark.parametrize("profile", ["police", "cybertip", "fraud", "lawyer", "school"])
def test_each_reader_is_told_what_was_left_out(profile: str) -> None:
    body = record("rich-en" if profile == "police" else f"rich-{profile}")
    said, html = wordings.Words("en"), paper(body, "letter").html
    omitted = json.loads(body)["omitted"]
    assert said(f"profile.{profile}.title") in html
    assert omitted
    for each in omitted:
        assert said(f"omitted.{each['kind']}", n=each["count"]) in html, each


def test_long_notes_are_whole() -> None:
    lines = [f"{at:05d} " + "mot " * 23 for at in range(1000)]
    note = json.loads(record("small-fr"))["notes"] or json.loads(record("rich-fr"))["notes"]
    found = typeset(changed("rich-fr", notes=[note[0] | {"text": "\n".join(lines)[:100_000]}]), "a4")
    whole = text(found)
    assert all(f"{at:05d} mot" in whole for at in range(0, 1000, 50))


def test_what_no_pdf_can_hold_is_refused_with_the_reason() -> None:
    exhibit = json.loads(record("rich-en"))["exhibits"][0]
    case = json.loads(record("rich-en"))["case"] | {"title": "x" * 400_000}
    many = [exhibit | {"label": f"A-{at:04d}"} for at in range(1, 1002)]
    for body, reason in (
        (changed("rich-en", exhibits=many), Refusal.TOO_MANY_EXHIBITS),
        (
            changed("rich-en", case=case) + b" " * 2_000_000,
            Refusal.TOO_LONG,
        ),
        (changed("rich-en", schema="holdfast-record/2"), Refusal.NO_RECORD),
        (changed("rich-en", extra=1), Refusal.NO_RECORD),
        (changed("rich-en", made_at="2026-13-45T99:00:00.000-05:00"), Refusal.NO_RECORD),
        (record("rich-en").replace(b'"language"', b'"language": "fr", "language"', 1), Refusal.NO_RECORD),
        (b'{"schema": "holdfast-record/1"' + b"[" * 100_000, Refusal.NO_RECORD),
        (b"\xff", Refusal.NO_RECORD),
    ):
        with pytest.raises(Refused) as refused:
            typeset(body, "letter")
        assert refused.value.refusal == reason


def test_impossible_sizes_get_an_ordinary_place() -> None:
    exhibits = json.loads(record("rich-en"))["exhibits"][:3]
    sides = [(9007199254740991, 1), (0, 0), (None, 5)]
    odd = [each | {"width": w, "height": h} for each, (w, h) in zip(exhibits, sides, strict=True)]
    found = plates(opened(typeset(changed("rich-en", exhibits=odd), "letter")))
    assert set(found.values()) == {(657, 493)}


ADDRESSES = [
    "http://127.0.0.1:9/x.jpg",
    "https://example.org/x.jpg",
    "file:///etc/passwd",
    "/etc/passwd",
    "x.jpg",
    "data:image/png;base64,AAAA",
    "plate:A-001",
    "plate:../x/1x1",
    "unknown:x",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("place", ['<img src="{}" alt=x>', '<link rel=stylesheet href="{}">', "<p class=b>x</p>"])
def test_a_resource_that_was_not_handed_in_stops_the_paper(address: str, place: str) -> None:
    from server.typesetting.sealed import Sealed

    style = f'.b {{ background: url("{address}") }}'
    html = f'<html lang=en><base href="https://base.example/"><title>x</title>{place.format(address)}</html>'
    with pytest.raises(FatalURLFetchingError):
        pdf(Paper(html, style, Sealed(stand_in)))


def test_statements_are_read_as_the_phone_writes_them() -> None:
    published = vectors("statement")
    for case in published["cases"]:
        found = parts(case["text"])
        assert found is not None, case["note"]
        written = [
            part | {"words": part["words"].replace("\r\n", "\n").replace("\r", "\n")}
            for part in case["account"]["parts"]
        ]
        assert [asdict(part) | {"exhibits": [*part.exhibits]} for part in found] == written
    assert [case["note"] for case in published["refused"] if parts(case["text"]) is not None] == []


def test_both_languages_say_the_same_things() -> None:
    folder = ROOT / "templates" / "packets"
    trees = [json.loads((folder / f"words.{each}.json").read_text("utf-8")) for each in ("en", "fr")]

    def shape(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: shape(value) for key, value in sorted(node.items())}
        return sorted(set(re.findall(r"\{\w+\}", node)))

    english, french = (shape(tree) for tree in trees)
    for tree in (english, french):
        del tree["day"], tree["minute"]
    assert english == french
    assert wordings.Words("fr").local("2026-11-01T09:05") == "1er novembre 2026, 09\u00a0h\u00a005"


def test_the_typefaces_are_what_the_script_makes() -> None:
    command = [sys.executable, "scripts/merge_fonts.py", "--check"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
