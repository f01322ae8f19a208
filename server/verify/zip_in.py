"""Reads a bag's zip front to back, and no other zip than our own writer makes (docs/export-format.md, Zip).

Byte for byte: nothing unfolds, hides or overlaps, and nothing is unpacked.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

_FULL, _MOST_ENTRIES = 0xFFFFFFFF, 0xFFFF
_STORED, _WITH_ZIP64, _UTF8, _UNIX = 20, 45, 0x0800, 3
_LOCAL, _CENTRAL, _END64, _LOCATOR64, _END = 0x04034B50, 0x02014B50, 0x06064B50, 0x07064B50, 0x06054B50
_PLAIN_FILE = 0o100644 << 16
_PIECE = 1024 * 1024
_EARLIEST, _LATEST = 315532800, 4291747200
"""The seconds from 1980 to 2106 that a zip can say."""


class Foreign(Exception):
    """No zip, or one that another program wrote."""


class Truncated(Exception):
    """It ends too early."""


@dataclass(frozen=True)
class Entry:
    """As its local header says."""

    name: str
    size: int
    crc: int
    modified: int


def _dos_time(modified: int) -> int:
    date = datetime.fromtimestamp(modified, UTC)
    day = (date.year - 1980) << 9 | date.month << 5 | date.day
    return day << 16 | date.hour << 11 | date.minute << 5 | date.second >> 1


def _extra(values: list[int], modified: int) -> bytes:
    long = struct.pack(f"<HH{len(values)}Q", 1, 8 * len(values), *values) if values else b""
    return long + struct.pack("<HHBI", 0x5455, 5, 1, modified)


def local_header(entry: Entry) -> bytes:
    """The one that our writer puts before such an entry."""
    long, name = entry.size >= _FULL, entry.name.encode()
    extra = _extra([entry.size] * 2 if long else [], entry.modified)
    said = min(entry.size, _FULL)
    needed = _WITH_ZIP64 if long else _STORED
    fields = (_LOCAL, needed, _UTF8, 0, _dos_time(entry.modified), entry.crc, said, said, len(name), len(extra))
    return struct.pack("<IHHHIIIIHH", *fields) + name + extra


def _central_header(entry: Entry, offset: int) -> bytes:
    name, said = entry.name.encode(), min(entry.size, _FULL)
    long = ([entry.size] * 2 if entry.size >= _FULL else []) + ([offset] if offset >= _FULL else [])
    extra, needed = _extra(long, entry.modified), _WITH_ZIP64 if long else _STORED
    head = (_CENTRAL, _UNIX << 8 | needed, needed, _UTF8, 0, _dos_time(entry.modified), entry.crc, said, said)
    rest = (len(name), len(extra), 0, 0, 0, _PLAIN_FILE, min(offset, _FULL))
    return struct.pack("<IHHHHIIII", *head) + struct.pack("<HHHHHII", *rest) + name + extra


def directory(entries: list[Entry]) -> bytes:
    """Everything after the last entry's bytes."""
    offset, central = 0, bytearray()
    for entry in entries:
        central += _central_header(entry, offset)
        offset += len(local_header(entry)) + entry.size
    size, count = len(central), min(len(entries), _MOST_ENTRIES)
    if len(entries) >= _MOST_ENTRIES or offset >= _FULL or size >= _FULL:
        version = (_UNIX << 8 | _WITH_ZIP64, _WITH_ZIP64)
        central += struct.pack("<IQHHIIQQQQ", _END64, 44, *version, 0, 0, len(entries), len(entries), size, offset)
        central += struct.pack("<IIQI", _LOCATOR64, 0, offset + size, 1)
    ends = (_END, 0, 0, count, count, min(size, _FULL), min(offset, _FULL), 0)
    return bytes(central) + struct.pack("<IHHHHIIH", *ends)


def _take(source: BinaryIO, count: int) -> bytes:
    octets = source.read(count)
    if len(octets) != count:
        raise Truncated()
    return octets


def _entry(source: BinaryIO, first: bytes) -> Entry:
    head = first + _take(source, 26)
    crc, said, _, name_length, extra_length = struct.unpack("<IIIHH", head[14:])
    if extra_length != (29 if said == _FULL else 9):
        raise Foreign()
    name, extra = _take(source, name_length), _take(source, extra_length)
    size = struct.unpack("<Q", extra[4:12])[0] if said == _FULL else said
    (modified,) = struct.unpack("<I", extra[-4:])
    try:
        entry = Entry(name.decode(), size, crc, modified)
    except UnicodeDecodeError:
        raise Foreign() from None
    if not _EARLIEST <= modified <= _LATEST or local_header(entry) != head + name + extra:
        raise Foreign()
    return entry


def _body(source: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        piece = source.read(min(size, _PIECE))
        if not piece:
            raise Truncated()
        size -= len(piece)
        yield piece


def entries_of(source: BinaryIO) -> Iterator[tuple[Entry, Iterator[bytes]]]:
    """Each entry with its body, to be read before the next; ends only when the whole file was right."""
    buffered = io.BufferedReader(source, _PIECE) if isinstance(source, io.RawIOBase) else source
    found: list[Entry] = []
    while True:
        first = _take(buffered, 4)
        (magic,) = struct.unpack("<I", first)
        if magic != _LOCAL:
            break
        entry = _entry(buffered, first)
        found.append(entry)
        yield entry, _body(buffered, entry.size)
    rest = directory(found)
    if magic != _CENTRAL or rest != first + _take(buffered, len(rest) - 4) or buffered.read(1):
        raise Foreign()
