"""Pictures of every kind that a plate is made from, each of one colour; and one that no browser here can draw."""

import base64
import io
import struct
import zlib
from typing import Any

from PIL import Image

from tests.e2e.odd_files import SIGNATURE, chunk

SIZE = (96, 128)
CORNER = 24
COLOURS = {
    "webp": (200, 40, 40),
    "rgba": (30, 150, 70),
    "16-bit": (40, 70, 200),
    "cmyk": (0, 128, 128),
    "progressive": (150, 60, 160),
    "animated": (220, 170, 30),
}
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAA"
    "EAAQAAAAABegABAAAAAAAAAB4AAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHho"
    "dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoDCAgWW6kkprm4"
    "CGgwIAAAMAMgAAAwACEGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABgAAAAgAAAABBwaXhpAAAAAAMICAgAAAAXaXBt"
    "YQAAAAAAAAABAAEEgQIDBAAAACZtZGF0AAAAGigBrxmA93yFN7S8rf+xnL/IgV4rQpjQz/te"
)
"""A real HEVC picture of 96 by 128, as libheif writes it."""


def _written(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def _plain(kind: str) -> Image.Image:
    return Image.new("RGB", SIZE, COLOURS[kind])


def _see_through() -> bytes:
    """One corner lets the paper through."""
    picture = _plain("rgba").convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, CORNER, CORNER))
    return _written(picture, "PNG")


def _sixteen_bit() -> bytes:
    row = b"\0" + struct.pack(">3H", *(value * 257 for value in COLOURS["16-bit"])) * SIZE[0]
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *SIZE, 16, 2, 0, 0, 0))
    return SIGNATURE + head + chunk(b"IDAT", zlib.compress(row * SIZE[1])) + chunk(b"IEND", b"")


def _animated() -> bytes:
    later = [Image.new("RGB", SIZE, (shade, 0, 0)) for shade in (0, 90)]
    return _written(_plain("animated"), "GIF", save_all=True, append_images=later, duration=80, loop=0)


def all_kinds() -> dict[str, tuple[str, bytes]]:
    """File name and bytes, by kind."""
    return {
        "webp": ("a.webp", _written(_plain("webp"), "WEBP", quality=90)),
        "rgba": ("b.png", _see_through()),
        "16-bit": ("c.png", _sixteen_bit()),
        "cmyk": ("d.jpg", _written(_plain("cmyk").convert("CMYK"), "JPEG", quality=95)),
        "progressive": ("e.jpg", _written(_plain("progressive"), "JPEG", progressive=True, quality=95)),
        "animated": ("f.gif", _animated()),
        "heic": ("g.heic", HEIC),
    }
