"""Stand-ins: a small JPEG in the place of each picture, which says in its bytes whose place it keeps.

The phone finds them in the PDF and puts its own pictures there; no picture ever comes here.
"""

import io
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image

SCHEME = "plate:"
MARK = b"holdfast-plate/1 "
_BOX_PX = (657, 640)
"""174 × 169 mm at 96 dpi: what A4 and Letter both leave beside the caption."""
_UNKNOWN = (4, 3)
_MOST_PX = 100_000
_MOST_NARROW = 40
_ENLARGED = 3.0
_ADDRESS = re.compile(rf"{SCHEME}([A-Z]{{1,4}}-[0-9]{{3,9}})/([0-9]{{1,6}})x([0-9]{{1,6}})", re.ASCII)


@dataclass(frozen=True)
class Plate:
    """Where a picture will stand: its address, and its size on the page in CSS px."""

    address: str
    width: int
    height: int


def plate(exhibit: dict[str, Any]) -> Plate | None:
    """The place for an exhibit's picture; None where there is none that could be drawn."""
    if exhibit["file"] is None or not (exhibit["mime"] or "").startswith("image/"):
        return None
    width, height = _sides(exhibit["width"], exhibit["height"])
    scale = min(_BOX_PX[0] / width, _BOX_PX[1] / height, _ENLARGED)
    shown = (max(1, round(width * scale)), max(1, round(height * scale)))
    return Plate(f"{SCHEME}{exhibit['label']}/{shown[0]}x{shown[1]}", *shown)


def _sides(width: int | None, height: int | None) -> tuple[int, int]:
    if not width or not height or max(width, height) > _MOST_PX:
        return _UNKNOWN[0] * 1000, _UNKNOWN[1] * 1000
    if max(width, height) > _MOST_NARROW * min(width, height):
        return _UNKNOWN[0] * 1000, _UNKNOWN[1] * 1000
    return width, height


@cache
def _grey() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (226, 226, 226)).save(out, "JPEG", quality=30)
    return out.getvalue()


def stand_in(address: str) -> bytes | None:
    """The JPEG for a plate's address, with a comment `holdfast-plate/1 A-001 657x400`; None for any other address."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    comment = MARK + f"{match[1]} {match[2]}x{match[3]}".encode()
    return _grey()[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2) + comment + _grey()[2:]
