"""The phone's writer puts its pictures into what the server typeset: their very bytes, in a PDF that is whole."""

import io
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from server.typesetting.process import typeset
from tests.house.tree import ROOT
from tests.server.typesetting.reading import attached_record, drawn_without_glyph, objects, opened, plates, record

COLOURS = {"A-001": (200, 30, 30), "A-002": (30, 160, 60), "B-001": (40, 60, 200)}


def jpeg(colour: tuple[int, int, int] | int, size: tuple[int, int] = (270, 570), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("L" if isinstance(colour, int) else "RGB", size, colour).save(out, "JPEG", quality=90, **options)
    return out.getvalue()


@cache
def typeset_once() -> bytes:
    return typeset(record("rich-fr"), "a4")


@pytest.fixture(scope="module")
def writer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("writer") / "put-plates.mjs"
    source = ROOT / "pwa" / "src" / "pdf" / "put-plates.ts"
    esbuild = ROOT / "pwa" / "node_modules" / ".bin" / "esbuild"
    command = [str(esbuild), str(source), "--bundle", "--format=esm", f"--outfile={out}"]
    subprocess.run(command, check=True, capture_output=True)
    return out


def put(writer: Path, folder: Path, made: bytes, pictures: dict[str, bytes]) -> tuple[dict[str, Any], bytes]:
    (folder / "plates").mkdir(exist_ok=True)
    for label, octets in pictures.items():
        (folder / "plates" / f"{label}.jpg").write_bytes(octets)
    (folder / "typeset.pdf").write_bytes(made)
    driver = Path(__file__).with_name("put_plates.mjs")
    files = (driver, writer, folder / "typeset.pdf", folder / "plates", folder / "out.pdf")
    command = ["node", *(str(file) for file in files)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer, (folder / "out.pdf").read_bytes() if answer["ok"] else b""


def test_each_picture_is_in_its_place_byte_for_byte(writer: Path, tmp_path: Path) -> None:
    pictures = {label: jpeg(colour, progressive=label == "A-002") for label, colour in COLOURS.items()}
    answer, whole = put(writer, tmp_path, typeset_once(), pictures)
    assert {place["label"]: (place["w"], place["h"]) for place in answer["places"]} == plates(opened(typeset_once()))
    assert whole.startswith(typeset_once())
    document = opened(whole)
    assert document.check_pdf_syntax() == []
    assert plates(document) == {}
    held = [each.read_raw_bytes() for each in objects(document) if each.get("/Subtype") == "/Image"]
    assert sorted(held) == sorted(pictures.values())
    assert attached_record(whole) == record("rich-fr")
    assert drawn_without_glyph(document) == 0
    with document.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
    assert document.trailer.Root == opened(typeset_once()).trailer.Root or document.Root.MarkInfo.Marked


def test_a_reader_sees_them(writer: Path, tmp_path: Path) -> None:
    _, whole = put(writer, tmp_path, typeset_once(), {label: jpeg(colour) for label, colour in COLOURS.items()})
    seen = set()
    for page in pypdfium2.PdfDocument(whole):
        colours = page.render(scale=0.5).to_pil().convert("RGB").getcolors(1 << 20) or []
        for label, wanted in COLOURS.items():
            if any(
                count > 50 and max(abs(a - b) for a, b in zip(rgb, wanted, strict=True)) < 12 for count, rgb in colours
            ):
                seen.add(label)
    assert seen == set(COLOURS)


GOOD = {label: jpeg(colour) for label, colour in COLOURS.items()}


@pytest.mark.parametrize(
    ("pictures", "labels"),
    [
        ({label: GOOD[label] for label in ("A-001", "B-001")}, ["A-002"]),
        (GOOD | {"A-099": GOOD["A-001"]}, ["A-099"]),
        (GOOD | {"A-001": b"\x89PNG no jpeg"}, ["A-001"]),
        (GOOD | {"A-001": jpeg((1, 2, 3), (570, 270))}, ["A-001"]),
        (GOOD | {"A-001": b"", "B-001": GOOD["B-001"][:100]}, ["A-001", "B-001"]),
    ],
    ids=["none", "no place", "no jpeg", "another shape", "cut off"],
)
def test_a_stand_in_left_over_gives_no_pdf(
    writer: Path, tmp_path: Path, pictures: dict[str, bytes], labels: list[str]
) -> None:
    answer, _ = put(writer, tmp_path, typeset_once(), pictures)
    assert answer == {"ok": False, "error": {"type": "left_over", "labels": labels}}


def rewritten() -> bytes:
    out = io.BytesIO()
    opened(typeset_once()).save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


@pytest.mark.parametrize(
    "pdf",
    [b"", b"%PDF-1.7\n", b"<html>", typeset_once()[:-1], typeset_once()[:-40_000], typeset_once() + b"\n", rewritten()],
    ids=["empty", "head", "html", "a byte short", "cut off", "a byte more", "by another program"],
)
def test_what_our_server_did_not_write_is_not_written_into(writer: Path, tmp_path: Path, pdf: bytes) -> None:
    answer, _ = put(writer, tmp_path, pdf, GOOD)
    assert answer == {"ok": False, "error": {"type": "foreign"}}


def test_a_grey_picture_stays_grey(writer: Path, tmp_path: Path) -> None:
    _, whole = put(writer, tmp_path, typeset_once(), GOOD | {"A-001": jpeg(128)})
    spaces = {str(each.ColorSpace) for each in objects(opened(whole)) if each.get("/Subtype") == "/Image"}
    assert spaces == {"/DeviceGray", "/DeviceRGB"}
