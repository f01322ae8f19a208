"""Text as it can be drawn: what no typeface here has, or no eye can see, is written by its code instead of wrongly."""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError
from markupsafe import Markup

FONTS = Path(__file__).resolve().parent / "fonts"
_SYSTEM = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_FIRST = "DejaVuSans.ttf"
_MOST_FILES = 400
_DRAWN_AS_SPACE = frozenset("\n\t")
_UNSEEN = frozenset(range(0xFE00, 0xFE10)) | {0x200C, 0x200D, 0x00AD, 0x2060, 0xFEFF}
"""Joiners, selectors, soft hyphens: part of a spelling, drawn as nothing."""
_BIDI = frozenset([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def _cmaps(path: Path) -> Iterable[set[int]]:
    try:
        with (TTCollection if path.suffix == ".ttc" else TTFont)(path, lazy=True) as opened:
            for font in getattr(opened, "fonts", [opened]):
                font.setGlyphOrder([])  # their names would be read from another table, and nobody asks for them
                if not {"CBDT", "COLR", "sbix"} & set(font.keys()):
                    yield set(font.getBestCmap() or ())
    except (TTLibError, OSError):
        return


@cache
def _ours() -> frozenset[int]:
    return frozenset().union(*(found for path in FONTS.glob("*.ttf") for found in _cmaps(path)))


@cache
def _system_files() -> list[Path]:
    files = [path for root in _SYSTEM for path in root.rglob("*") if path.suffix in (".ttf", ".otf", ".ttc")]
    return sorted(files, key=lambda path: (path.name != _FIRST, path))[:_MOST_FILES]


@lru_cache(maxsize=65536)
def _drawable(character: str) -> bool:
    """Few texts leave our own typeface, and most of those find theirs in the first file."""
    code = ord(character)
    return code in _ours() or any(code in found for path in _system_files() for found in _cmap_of(path))


@lru_cache(maxsize=_MOST_FILES)
def _cmap_of(path: Path) -> tuple[set[int], ...]:
    return tuple(_cmaps(path))


@lru_cache(maxsize=65536)
def _shown(character: str) -> str:
    code = ord(character)
    if character in _DRAWN_AS_SPACE or code in _UNSEEN:
        return character
    if unicodedata.category(character) not in ("Cc", "Cs", "Co", "Cn") and code not in _BIDI and _drawable(character):
        return character
    name = unicodedata.name(character, "").lower()
    return f"[U+{code:04X}{' ' if name else ''}{name}]"


def visible(value: object) -> object:
    """For Jinja's `finalize`: each text that a template writes, so that none is drawn wrongly; markup stays."""
    if isinstance(value, Markup) or not isinstance(value, str) or (value.isascii() and value.isprintable()):
        return value
    return "".join(map(_shown, value))
