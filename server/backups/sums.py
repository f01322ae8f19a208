"""SHA256SUMS: every file of a backup, as coreutils writes and checks it (`sha256sum --check SHA256SUMS`)."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from server.backups.errors import BackupError
from server.disk import flush

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)")


def of(path: Path) -> str:
    """A file's SHA-256 in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path, sums: Mapping[str, str]) -> None:
    """The list, on the disk when this returns."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / NAME).write_text(lines, "ascii")
    flush(folder / NAME)


def read(folder: Path) -> dict[str, str]:
    """The list; BackupError when the folder has none, or one that names something outside it."""
    try:
        lines = (folder / NAME).read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BackupError("this folder is no whole backup: its SHA256SUMS cannot be read") from None
    found = [_LINE.fullmatch(line) for line in lines]
    names = [match[2] for match in found if match]
    if len(names) < len(lines) or any(".." in PurePosixPath(name).parts or name.startswith("/") for name in names):
        raise BackupError("SHA256SUMS of this backup is damaged")
    return {match[2]: match[1] for match in found if match}


def check(folder: Path) -> dict[str, str]:
    """The list, once every file has been read and is what it says; BackupError names the first that is not."""
    sums = read(folder)
    for name, digest in sums.items():
        path = folder / name
        if not path.is_file():
            raise BackupError(f"{name} is missing from this backup")
        if of(path) != digest:
            raise BackupError(f"{name} of this backup is damaged")
    return sums
