"""What a PDF is, seen with two independent libraries: qpdf's objects, and pdfium's pages as a reader sees them."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

RECORDS = Path(__file__).resolve().parents[2] / "vectors" / "packet" / "records"
MARK = re.compile(rb"holdfast-plate/1 ([A-Z]+-\d+) (\d+)x(\d+)")


def record(name: str) -> bytes:
    return (RECORDS / f"{name}.json").read_bytes()


def opened(made: bytes) -> Any:
    return pikepdf.open(io.BytesIO(made))


def attached_record(made: bytes) -> bytes:
    document = opened(made)  # held: what qpdf hands out lives no longer than its document
    octets: bytes = document.attachments["record.json"].get_file().read_bytes()
    return octets


def objects(document: Any) -> Iterator[Any]:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each


def pages(made: bytes) -> list[str]:
    """Each page's text."""
    document = pypdfium2.PdfDocument(made)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def text(made: bytes) -> str:
    """All text in one line, however it was broken over lines."""
    return re.sub(r"\s+", " ", " ".join(pages(made)))


def plates(document: Any) -> dict[str, tuple[int, int]]:
    """The stand-ins: whose place each keeps, and its size on the page in px."""
    found = {}
    for each in objects(document):
        if each.get("/Subtype") == "/Image" and (match := MARK.search(each.read_raw_bytes())):
            found[match[1].decode()] = (int(match[2]), int(match[3]))
    return found


def drawn_without_glyph(document: Any) -> int:
    """How often a page draws glyph 0: the box for a character that its typeface does not have."""
    count = 0
    for page in document.pages:
        for each in pikepdf.parse_content_stream(page):
            if str(each.operator) in ("TJ", "Tj"):
                pieces: Any = each.operands[0] if str(each.operator) == "TJ" else each.operands
                for piece in pieces:
                    if isinstance(piece, pikepdf.String):
                        octets = bytes(piece)
                        count += sum(octets[at : at + 2] == b"\0\0" for at in range(0, len(octets), 2))
    return count
