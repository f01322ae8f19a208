"""Writes the typefaces of the PDFs: the phone's two subset files of each weight as one TrueType file.

Subsets in one family draw wrong glyphs in a PDF (a `ő` as `²`), though the text behind them is right.
"""

import io
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FILES = ROOT / "pwa" / "node_modules" / "@fontsource" / "atkinson-hyperlegible-next" / "files"
FONTS = ROOT / "server" / "typesetting" / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
WEIGHTS = {400: "Regular", 700: "Bold"}


def merged(weight: int) -> bytes:
    """One weight's typeface."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for subset in ("latin", "latin-ext"):
            font = TTFont(FILES / f"atkinson-hyperlegible-next-{subset}-{weight}-normal.woff2")
            font.flavor = None
            parts.append(str(Path(folder) / f"{subset}.ttf"))
            font.save(parts[-1])
        font = Merger().merge(parts)
    style = WEIGHTS[weight]
    names = {
        1: FAMILY,
        2: style,
        3: f"Holdfast {FAMILY} {style}",
        4: f"{FAMILY} {style}",
        6: f"AtkinsonHyperlegibleNext-{style}",
    }
    for number in range(1, 26):
        font["name"].removeNames(nameID=number)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = int(style == "Bold")
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


if __name__ == "__main__":
    for weight, style in WEIGHTS.items():
        path, octets = FONTS / f"atkinson-hyperlegible-next-{style.lower()}.ttf", merged(weight)
        if "--check" not in sys.argv:
            path.write_bytes(octets)
        elif path.read_bytes() != octets:
            sys.exit(f"{path.name} is not what scripts/merge_fonts.py writes")
