"""Looks for words in bytes, in every form in which they could have leaked."""

import base64
import contextlib
import gzip
import sqlite3
import zlib
from pathlib import Path
from urllib.parse import quote


def forms(word: str) -> dict[str, bytes]:
    """The word as plain text, UTF-16, hexadecimal, percent-encoded and base64 at each of its three alignments."""
    return {
        "utf-8": word.encode(),
        "utf-16-le": word.encode("utf-16-le"),
        "utf-16-be": word.encode("utf-16-be"),
        "percent": quote(word, safe="").encode(),
        "json": word.encode("ascii", "backslashreplace"),
    } | encodings(word.encode())


def encodings(data: bytes) -> dict[str, bytes]:
    """Bytes in hexadecimal, as numbers in a row and in base64 at each of its three alignments."""
    found = {
        "hex": data.hex().encode(),
        "HEX": data.hex().upper().encode(),
        "numbers": ",".join(map(str, data)).encode(),
    }
    for shift in range(3):
        padded = base64.b64encode(b"\0" * shift + data)
        # The first characters depend on what stood before, the last on what followed.
        core = padded[(0, 2, 3)[shift] : -4]
        found[f"base64+{shift}"] = core
        found[f"base64url+{shift}"] = core.replace(b"+", b"-").replace(b"/", b"_")
    return found


def hits(words: list[str], data: bytes) -> list[str]:
    lowered = data.lower()
    return [
        f"{word} as {name}"
        for word in words
        for name, form in forms(word).items()
        if form in data or (name == "utf-8" and form.lower() in lowered)
    ]


def readings(path: Path) -> list[bytes]:
    """The file as it lies on disk and, where it is one of the formats that could hide a word, unpacked."""
    data = path.read_bytes()
    found = [data]
    if data[:2] == b"\x1f\x8b":
        found.append(gzip.decompress(data))
    elif data[:1] == b"\x78":
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(data))
    if data[:16] == b"SQLite format 3\0":
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            found.append("\n".join(database.iterdump()).encode())
    return found


def hits_in_folder(words: list[str], folder: Path) -> dict[str, list[str]]:
    """Every file below the folder that holds one of the words, by path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (inside := [hit for data in readings(path) for hit in hits(words, data)]):
            found[str(path.relative_to(folder))] = inside
    return found
