"""The zip vectors, read by Python's own zipfile and by Info-ZIP's unzip."""

import io
import struct
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.vectors.reading import vectors

VECTORS = vectors("zip")
EARLIEST, LATEST = 315_532_800, 4_291_747_200
"""The years 1980 and 2106 begin: the two clocks of a zip reach no further."""


def exact(extra: bytes) -> int:
    """The extended timestamp at the end of an entry's extra field."""
    return int(struct.unpack("<I", extra[-4:])[0])


@pytest.mark.parametrize("case", VECTORS["files"], ids=lambda case: case["note"])
def test_a_small_file_is_what_zipfile_reads(case: dict[str, Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(case["zip"]))) as read:
        assert read.testzip() is None
        texts = {info.filename: read.read(info).decode() for info in read.infolist()}
        assert texts == {entry["name"]: entry["text"] for entry in case["entries"]}
        for info, entry in zip(read.infolist(), case["entries"], strict=True):
            seconds = min(max(entry["modified"] // 1000, EARLIEST), LATEST)
            assert exact(info.extra) == seconds
            assert datetime(*info.date_time, tzinfo=UTC).timestamp() == seconds - seconds % 2
            assert (info.compress_type, info.external_attr >> 16) == (zipfile.ZIP_STORED, 0o100644)


@pytest.mark.parametrize("case", VECTORS["files"], ids=lambda case: case["note"])
def test_a_small_file_is_what_unzip_unpacks(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "made.zip").write_bytes(bytes.fromhex(case["zip"]))
    environment = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run(["unzip", "-q", "made.zip", "-d", "out"], cwd=tmp_path, env=environment, check=True, timeout=20)
    assert {
        path.relative_to(tmp_path / "out").as_posix(): path.read_text("utf-8")
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    } == {entry["name"]: entry["text"] for entry in case["entries"]}


class Sparse(io.RawIOBase):
    """A file of which only some places were ever written; the rest are zeros."""

    def __init__(self, parts: dict[int, bytes], size: int) -> None:
        self.parts, self.size, self.at = parts, size, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + (0, self.at, self.size)[whence]
        return self.at

    def tell(self) -> int:
        return self.at

    def read(self, size: int = -1) -> bytes:
        end = self.size if size < 0 else min(self.size, self.at + size)
        out = bytearray(max(0, end - self.at))
        for start, part in self.parts.items():
            lower, upper = max(start, self.at), min(start + len(part), end)
            if lower < upper:
                out[lower - self.at : upper - self.at] = part[lower - start : upper - start]
        self.at = end
        return bytes(out)


@pytest.mark.parametrize("case", VECTORS["large"], ids=lambda case: case["note"])
def test_entries_beyond_32_bits_are_found_where_they_are(case: dict[str, Any]) -> None:
    parts, at = {}, 0
    for header, entry in zip(case["headers"], case["entries"], strict=True):
        parts[at] = bytes.fromhex(header)
        at += len(parts[at]) + entry["size"]
    parts[at] = bytes.fromhex(case["directory"])
    with zipfile.ZipFile(Sparse(parts, at + len(parts[at]))) as read:
        found = [
            (info.filename, info.file_size, info.compress_size, info.CRC, info.header_offset)
            for info in read.infolist()
        ]
        starts = list(parts)[:-1]
        assert found == [
            (e["name"], e["size"], e["size"], e["crc"], start) for e, start in zip(case["entries"], starts, strict=True)
        ]
        for info in read.infolist():
            read.open(info).close()
