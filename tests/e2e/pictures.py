"""Screenshots as phones make them: real PNG and JPEG files, full size, each different."""

import io
import random

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

PHONE_SCREEN = (1080, 2400)
PHOTO_BAND_HEIGHT = 420


def chat_screenshot(seed: int, lines: tuple[str, ...]) -> Image.Image:
    """A chat with speech bubbles and one photograph-like band, which keeps the file from compressing to nothing."""
    chance = random.Random(seed)
    screen = Image.new("RGB", PHONE_SCREEN, (246, 244, 240))
    band = Image.frombytes(
        "RGB", (PHONE_SCREEN[0], PHOTO_BAND_HEIGHT), chance.randbytes(PHONE_SCREEN[0] * PHOTO_BAND_HEIGHT * 3)
    )
    screen.paste(band, (0, PHONE_SCREEN[1] - PHOTO_BAND_HEIGHT))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, PHONE_SCREEN[0], 160), fill=(30, 90, 85))
    for row, line in enumerate(lines):
        top = 240 + row * 200
        draw.rounded_rectangle((60, top, 860, top + 140), radius=40, fill=(255, 255, 255))
        draw.text((100, top + 40), line, fill=(20, 20, 20), font_size=48)
    return screen


def png(seed: int, *lines: str, comment: str | None = None) -> bytes:
    """A PNG of about 1.4 MB; the comment goes into a tEXt chunk, as bytes that any reader of the file can find."""
    notes = PngInfo()
    if comment:
        notes.add_text("Comment", comment)
    out = io.BytesIO()
    chat_screenshot(seed, lines).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def jpeg(seed: int, *lines: str) -> bytes:
    out = io.BytesIO()
    chat_screenshot(seed, lines).save(out, "JPEG", quality=88)
    return out.getvalue()
