"""Files as they come on a bad night, or from someone who means harm: damaged, pretended, made to fill the memory."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
ORIENTATION = 0x0112
GPS = 0x8825
EXIF, TAKEN = 0x8769, 0x9003
HUGE_SIDE = 20_000
BOMB_BYTES = 300 * 1024 * 1024
SPOOFED = "chat\u202egnp.exe"
"""Reads as "chatexe.png" where nothing takes the turning mark out."""


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, *chunks: bytes) -> bytes:
    """One bit a pixel, grey; the chunks stand between header and end as they are."""
    return (
        SIGNATURE
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + b"".join(chunks)
        + chunk(b"IEND", b"")
    )


def zeros(count: int) -> bytes:
    """That many zero bytes, deflated without ever being in memory at once."""
    squeezer = zlib.compressobj(9)
    block = bytes(1 << 20)
    parts = [squeezer.compress(block) for _ in range(count >> 20)]
    return b"".join([*parts, squeezer.compress(bytes(count & ((1 << 20) - 1))), squeezer.flush()])


def huge_picture() -> bytes:
    """A real picture of 20,000 by 20,000: 50 kB here, 1.6 GB once it is drawn."""
    return png_of(HUGE_SIDE, HUGE_SIDE, chunk(b"IDAT", zeros(HUGE_SIDE * (1 + HUGE_SIDE // 8))))


def bomb() -> bytes:
    """A small picture with a text and pixel data that unfold to 300 MB each."""
    text = chunk(b"zTXt", b"Comment\0\0" + zeros(BOMB_BYTES))
    return png_of(64, 64, text, chunk(b"IDAT", zeros(BOMB_BYTES)))


def small_png(shade: int) -> bytes:
    """A whole picture of 40 by 70, like no other shade's."""
    out = io.BytesIO()
    Image.new("RGB", (40, 70), (shade % 256, shade // 256, 90)).save(out, "PNG")
    return out.getvalue()


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (60, 60), (shade, 20, 200)) for shade in (0, 120, 240)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=80, loop=0)
    return out.getvalue()


def located() -> bytes:
    """A photograph held sideways whose EXIF says where and when it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(EXIF)[TAKEN] = "2026:11:20 23:04:05"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (49.0, 16.0, 57.0)
    out = io.BytesIO()
    Image.effect_noise((300, 200), 60).convert("RGB").save(out, "JPEG", exif=exif, comment=b"from a camera")
    return out.getvalue()


def heic() -> bytes:
    """As an iPhone sends it: a kind that this browser cannot draw, with its size in it."""
    brand = b"ftypheic\0\0\0\0mif1heic"
    size = b"ispe" + struct.pack(">III", 0, 4032, 3024)
    return struct.pack(">I", len(brand) + 4) + brand + struct.pack(">I", len(size) + 4) + size + bytes(4000)


def truncated() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 400), 90).save(out, "PNG")
    return out.getvalue()[:30_000]


def write_all(folder: Path) -> dict[str, Path]:
    """The files by what is wrong with them, in the order of their labels; `twin` and `empty` get none."""
    made = {
        "huge": ("huge.png", huge_picture()),
        "bomb": ("bomb.png", bomb()),
        "gif": ("moves.gif", animated("GIF")),
        "apng": ("moves.png", animated("PNG")),
        "truncated": ("half.png", truncated()),
        "renamed": ("really-a-video.mp4", small_png(1)),
        "spoofed": (SPOOFED, small_png(2)),
        "path": ("..\\..\\Windows\\notes.png", small_png(3)),
        "twin": ("the same again.png", small_png(3)),
        "empty": ("empty.png", b""),
        "vanishes": ("vanishes.png", small_png(4)),
        "located": ("IMG_20261121.jpg", located()),
        "heic": ("IMG_0007.HEIC", heic()),
    }
    for name, data in made.values():
        (folder / name).write_bytes(data)
    return {what: folder / name for what, (name, _) in made.items()}
