"""Puts a backup in the place of an empty server; phones then give back what it lacks (docs/protocol.md, Heal)."""

import json
import shutil
from pathlib import Path

from server.backups import databases, sums
from server.backups.errors import BackupError
from server.backups.taking import ABOUT, FORMAT
from server.blobs.opening import open_store
from server.config import Config
from server.disk import flush


def restore(config: Config, folder: Path) -> int:
    """Reads all of the backup first, then puts it in place, the database last; the number of chunks.

    BackupError, with nothing changed, when a file is damaged, when there is a database already, or when other keys are.
    Interrupted, it is simply run again.
    """
    found = sums.check(folder)
    _check_format(folder)
    database = databases.file_name(config.database_url)
    if database not in found:
        raise BackupError("this backup is of another kind of database: restore it with its own DATABASE_URL")
    if not databases.is_empty(config.database_url):
        raise BackupError(
            "there is a database already, or its -wal file: a backup goes only in the place of an empty one"
        )
    _put_keys(config, folder, [name for name in found if name.startswith("keys/")])
    count = _put_chunks(config, folder, found)
    databases.copy_in(folder / database, config.database_url)
    return count


def _check_format(folder: Path) -> None:
    try:
        about = json.loads((folder / ABOUT).read_text("ascii"))
    except (OSError, ValueError):
        raise BackupError("this folder is no backup") from None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise BackupError("this backup was made by another version of Holdfast")


def _put_keys(config: Config, folder: Path, names: list[str]) -> None:
    keys = config.instance / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    different = [name for name in names if _differs(config.instance / name, folder / name)]
    if different:
        raise BackupError(f"{different[0]} is here already and is another: move it away first")
    for name in names:
        target = config.instance / name
        shutil.copyfile(folder / name, target)
        target.chmod(0o600)
        flush(target)
    flush(keys)


def _differs(place: Path, kept: Path) -> bool:
    return place.exists() and place.read_bytes() != kept.read_bytes()


def _put_chunks(config: Config, folder: Path, found: dict[str, str]) -> int:
    store = open_store(config)
    names = [name for name in found if name.startswith("blobs/")]
    for name in names:
        *_, blob_id, i = name.split("/")
        if f"blobs/{store.name(blob_id, int(i))}" != name:
            raise BackupError("SHA256SUMS of this backup is damaged")
        with store.staged((folder / name).read_bytes()) as staged:
            store.place(staged, blob_id, int(i))
        store.settle(blob_id)
    return len(names)
