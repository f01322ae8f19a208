"""Committed blobs and new keys outlive a power cut: what was flushed before the answer is enough to give them back."""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, event

from server import db, keys
from server.config import Config
from tests.phone import Phone, read
from tests.reference import blob
from tests.reference.account import b64

real_fsync = os.fsync


@dataclass
class Disk:
    """What would be left: the bytes of each flushed file, the names in each flushed folder, by inode."""

    files: dict[int, bytes] = field(default_factory=dict)
    folders: dict[int, dict[str, int]] = field(default_factory=dict)

    def flush(self, descriptor: int) -> None:
        real_fsync(descriptor)
        path, found = Path(os.readlink(f"/proc/self/fd/{descriptor}")), os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            self.folders[found.st_ino] = {entry.name: entry.inode() for entry in os.scandir(path)}
        else:
            self.files[found.st_ino] = path.read_bytes()

    def after_the_cut(self, folder: Path) -> dict[str, bytes]:
        """By path, whatever can still be reached from a folder that existed before."""
        return dict(self._below(folder.stat().st_ino, ""))

    def _below(self, inode: int, path: str) -> list[tuple[str, bytes]]:
        if inode in self.files:
            return [(path, self.files[inode])]
        names = self.folders.get(inode, {})
        return [found for name, inner in names.items() for found in self._below(inner, f"{path}/{name}")]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    made = Disk()
    monkeypatch.setattr(os, "fsync", made.flush)
    return made


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "instance" / "blobs"


def picture() -> blob.Blob:
    return blob.seal(os.urandom(16), os.urandom(32), os.urandom(2_500_000))


@pytest.mark.folder
def test_every_chunk_of_a_committed_blob_is_on_the_disk_before_the_answer(dana: Phone, disk: Disk, store: Path) -> None:
    case_id = dana.new_case()
    for _ in range(3):
        made = picture()
        dana.upload(case_id, made)
        left, name = disk.after_the_cut(store), made.blob_id.hex()
        assert [left.get(f"/b/{name[:2]}/{name}/{i}") for i in range(3)] == list(made.chunks)


@pytest.mark.folder
def test_chunks_that_a_power_cut_took_back_are_said_to_be_missing(dana: Phone, disk: Disk, store: Path) -> None:
    made = picture()
    path = f"/v1/blobs/{made.blob_id.hex()}"
    dana.announce(dana.new_case(), made)
    for i, chunk in enumerate(made.chunks):
        assert dana.put(f"{path}/chunks/{i}", chunk).status_code == 204
    left = disk.after_the_cut(store)
    for found in [found for found in store.rglob("*") if found.is_file()]:
        if f"/{found.relative_to(store)}" not in left:
            found.unlink()
    assert read(dana.get(path))["present"] == []
    answer = dana.post(f"{path}/commit", {"chunks_hash": b64(made.chunks_hash)})
    assert (answer.status_code, read(answer)["missing"]) == (409, [0, 1, 2])
    for i, chunk in enumerate(made.chunks):
        assert dana.put(f"{path}/chunks/{i}", chunk).status_code == 204
    assert dana.post(f"{path}/commit", {"chunks_hash": b64(made.chunks_hash)}).status_code == 204


@pytest.mark.sqlite
def test_the_commit_waits_for_the_disk_and_what_can_be_sent_again_does_not(app: Flask, dana: Phone) -> None:
    synchronous: list[int] = []

    def note(connection: Connection) -> None:
        if connection.get_execution_options().get("holdfast_write"):
            synchronous.append(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())

    case_id, made = dana.new_case(), blob.seal(os.urandom(16), os.urandom(32), b"one chunk")
    with app.app_context():
        engine = db.db.engine
    event.listen(engine, "commit", note)
    try:
        dana.upload(case_id, made)
        dana.new_case()
    finally:
        event.remove(engine, "commit", note)
    normal, full = 1, 2
    assert synchronous == [normal, normal, full, full]


def test_new_keys_are_on_the_disk_before_anything_is_signed_with_them(tmp_path: Path, disk: Disk) -> None:
    found = keys.load(Config.from_env({"INSTANCE": str(tmp_path)}))
    left = disk.after_the_cut(tmp_path)
    assert left["/keys/pepper"] == found.pepper
    assert {"/keys/secret_key", "/keys/vapid_private_key.pem"} <= left.keys()
