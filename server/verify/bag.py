"""A bag as it is read: every file's hash and size, and the few small ones whole."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from server.verify.finding import Finding
from server.verify.zip_in import Foreign, Truncated, entries_of

_MOST_HELD = 64 * 1024 * 1024
_MANIFEST_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
_INFO_LINE = re.compile(r"([^:\s][^:]*): (.*)")
_UNSAFE = re.compile(r"[\\\x00-\x1f\x7f]")
BAGIT, BAG_INFO, RECORD = "bagit.txt", "bag-info.txt", "data/record.json"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"


class Unreadable(Exception):
    """What ends the reading."""

    def __init__(self, code: str, subject: str | None = None) -> None:
        self.finding = Finding(code, subject)
        super().__init__(code)


@dataclass(frozen=True)
class BagFile:
    """One file; `octets` of tag files, the record and the chains."""

    sha256: str
    size: int
    octets: bytes | None


@dataclass(frozen=True)
class Bag:
    """By path below the folder."""

    folder: str
    files: Mapping[str, BagFile]


def _place(name: str, folder: str | None) -> tuple[str, str] | None:
    first, _, path = name.partition("/")
    plain = all(part not in ("", ".", "..") for part in name.split("/")) and path
    if not plain or _UNSAFE.search(name) or re.match(r"[A-Za-z]:", name) or folder not in (None, first):
        return None
    return first, path


def _held(path: str) -> bool:
    return not path.startswith("data/") or path == RECORD or path.startswith("data/custody/")


def read(source: BinaryIO) -> Bag:
    """The bag in a zip; Unreadable with the finding that ends it."""
    files: dict[str, BagFile] = {}
    folder, held = None, 0
    try:
        for entry, body in entries_of(source):
            place = _place(entry.name, folder)
            if place is None or place[1] in files:
                raise Unreadable("unsafe_name", entry.name)
            folder, path = place
            keep = _held(path)
            held += entry.size if keep else 0
            if held > _MOST_HELD:
                raise Unreadable("not_a_bag", path)
            sha256, kept = hashlib.sha256(), bytearray()
            for piece in body:
                sha256.update(piece)
                if keep:
                    kept += piece
            files[path] = BagFile(sha256.hexdigest(), entry.size, bytes(kept) if keep else None)
    except Truncated:
        raise Unreadable("zip_truncated") from None
    except Foreign:
        raise Unreadable("zip_foreign") from None
    return Bag(folder or "", files)


def text_of(file: BagFile | None) -> str | None:
    """None for no file, or for one that is no UTF-8."""
    try:
        return None if file is None or file.octets is None else file.octets.decode("utf-8")
    except UnicodeDecodeError:
        return None


def manifest(file: BagFile | None) -> dict[str, str] | None:
    """Hashes by path; None where a line is none or a path comes twice."""
    text = text_of(file)
    if text is None or (text and not text.endswith("\n")):
        return None
    found: dict[str, str] = {}
    for line in text.split("\n")[:-1]:
        match = _MANIFEST_LINE.fullmatch(line)
        if match is None or match[2] in found:
            return None
        found[match[2]] = match[1]
    return found


def info(file: BagFile | None) -> dict[str, str] | None:
    """The first value of each field."""
    text = text_of(file)
    if text is None:
        return None
    fields: dict[str, str] = {}
    for line in text.split("\n"):
        if match := _INFO_LINE.fullmatch(line):
            fields.setdefault(match[1], match[2])
    return fields
