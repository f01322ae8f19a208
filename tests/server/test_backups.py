"""A backup of a server in use, put in an empty one: what it held is there, what came later a phone gives back."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask

from server import backups, create_app, db, keys, migrate
from server.backups import databases, sums, taking
from server.config import Config
from tests.conftest import ReadingClient
from tests.e2e.running_server import running_server
from tests.phone import Phone, another_phone, read
from tests.postgres import Postgres
from tests.reference import blob
from tests.reference.account import b64
from tests.server.sync.test_healing import heads


@dataclass
class Places:
    """The server that is copied, where copies go, and an empty server."""

    config: Config
    folder: Path
    empty: Config


@pytest.fixture
def places(instance_settings: dict[str, str], tmp_path: Path, postgres_server: Postgres | None) -> Places:
    other = {"INSTANCE": str(tmp_path / "restored")}
    if postgres_server:
        name = "restored_" + os.urandom(4).hex()
        postgres_server.run(f"CREATE DATABASE {name}")
        other["DATABASE_URL"] = postgres_server.url(name)
    config = Config.from_env(instance_settings)
    (config.instance / "keys").mkdir(mode=0o700)
    (config.instance / "keys" / "pepper").write_bytes(b"only for the look of it")
    return Places(config, tmp_path / "backups", Config.from_env(other))


def picture() -> blob.Blob:
    return blob.seal(os.urandom(16), os.urandom(32), os.urandom(2_500_000))


def moved(phone: Phone, config: Config, server_keys: keys.Keys) -> tuple[Flask, Phone]:
    """The same phone, signed in to the server that was restored."""
    migrate.upgrade(config)
    app = create_app(config, server_keys)
    app.test_client_class = ReadingClient
    after = another_phone(app, phone)
    after.device, after.writing = phone.device, phone.writing
    assert after.login(phone.device).status_code == 200
    return app, after


def test_all_that_a_backup_holds_is_there_again_and_a_phone_gives_back_the_rest(
    dana: Phone, places: Places, server_keys: keys.Keys
) -> None:
    case_id = dana.new_case()
    kept, later, lost_picture = dana.seal(case_id), dana.seal(case_id), picture()
    first_picture = picture()
    dana.upload(case_id, first_picture)
    assert dana.push(case_id, [kept]).status_code == 200
    taken = backups.back_up(places.config, places.folder / "1")
    assert dana.push(case_id, [later]).status_code == 200
    dana.upload(case_id, lost_picture)

    chunks = len(first_picture.chunks)
    assert taken == backups.Taken(chunks, linked=0, gone=0, missing=0, damaged=0)
    assert backups.restore(places.empty, places.folder / "1") == chunks
    app, after = moved(dana, places.empty, server_keys)
    assert [sealed for _, sealed in after.pull(case_id)] == [kept]
    for i, chunk in enumerate(first_picture.chunks):
        assert after.get(f"/v1/blobs/{first_picture.blob_id.hex()}/chunks/{i}").data == chunk
    assert after.heal(case_id, 1, heads(case_id, [kept])[1], [later]).status_code == 200
    assert [sealed for _, sealed in after.pull(case_id)] == [kept, later]
    assert read(after.get(f"/v1/cases/{case_id.hex()}/blobs"))["blob_ids"] == [first_picture.blob_id.hex()]
    after.upload(case_id, lost_picture)
    with app.app_context():
        db.db.engine.dispose()


def test_any_tool_can_check_a_backup_and_its_files_are_their_owners_alone(dana: Phone, places: Places) -> None:
    dana.upload(dana.new_case(), picture())
    backups.back_up(places.config, places.folder / "1")
    checked = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    subprocess.run(checked, cwd=places.folder / "1", check=True)
    inside = {
        path.relative_to(places.folder / "1").as_posix() for path in (places.folder / "1").rglob("*") if path.is_file()
    }
    assert inside == set(sums.read(places.folder / "1")) | {"SHA256SUMS"}
    assert (places.folder / "1").stat().st_mode & 0o077 == 0


def test_the_next_backup_links_what_the_one_before_has(dana: Phone, places: Places) -> None:
    dana.upload(case_id := dana.new_case(), first := picture())
    backups.back_up(places.config, places.folder / "1")
    dana.upload(case_id, picture())
    taken = backups.back_up(places.config, places.folder / "2", places.folder / "1")
    assert (taken.chunks, taken.linked) == (2 * len(first.chunks), len(first.chunks))
    place = f"blobs/b/{first.blob_id.hex()[:2]}/{first.blob_id.hex()}/0"
    assert (places.folder / "1" / place).samefile(places.folder / "2" / place)
    assert backups.restore(places.empty, places.folder / "2") == taken.chunks


def home(config: Config, made: blob.Blob) -> Path:
    return config.instance / "blobs" / "b" / made.blob_id.hex()[:2] / made.blob_id.hex()


@pytest.mark.folder
def test_a_chunk_that_is_missing_or_damaged_is_left_out_counted_and_asked_for_again(
    dana: Phone, places: Places, server_keys: keys.Keys
) -> None:
    case_id, whole, made = dana.new_case(), picture(), picture()
    dana.upload(case_id, whole)
    dana.upload(case_id, made)
    folder = home(places.config, made)
    (folder / "0").unlink()
    chunk = (folder / "1").read_bytes()
    (folder / "1").write_bytes(bytes([chunk[0] ^ 1]) + chunk[1:])
    taken = backups.back_up(places.config, places.folder / "1")
    kept = len(whole.chunks) + len(made.chunks) - 2
    assert taken == backups.Taken(kept, linked=0, gone=0, missing=1, damaged=1)
    assert backups.restore(places.empty, places.folder / "1") == kept
    app, after = moved(dana, places.empty, server_keys)
    listed = f"/v1/cases/{case_id.hex()}/blobs"
    assert read(after.get(listed))["blob_ids"] == [whole.blob_id.hex()]
    announced = after.announce(case_id, made)
    assert read(announced)["present"] == list(range(2, len(made.chunks)))
    for i in (0, 1):
        assert after.put(f"/v1/blobs/{made.blob_id.hex()}/chunks/{i}", made.chunks[i]).status_code == 204
    answer = after.post(f"/v1/blobs/{made.blob_id.hex()}/commit", {"chunks_hash": b64(made.chunks_hash)})
    assert answer.status_code == 204
    assert set(read(after.get(listed))["blob_ids"]) == {whole.blob_id.hex(), made.blob_id.hex()}
    with app.app_context():
        db.db.engine.dispose()


@pytest.mark.folder
def test_what_is_deleted_while_a_backup_is_made_is_no_alarm(
    dana: Phone, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = picture()
    dana.upload(dana.new_case(), made)
    copy_out = databases.copy_out

    def then_deleted(url: str, target: Path) -> None:
        copy_out(url, target)
        # Its rows are read before its files are looked for, and gone when somebody looks whether they should be there.
        monkeypatch.setattr(taking, "_still_there", deleting)

    still_there = taking._still_there

    def deleting(config: Config, blob_ids: list[str]) -> set[str]:
        assert dana.delete(f"/v1/blobs/{made.blob_id.hex()}", b"").status_code == 204
        return still_there(config, blob_ids)

    monkeypatch.setattr(databases, "copy_out", then_deleted)
    shutil.rmtree(home(places.config, made))
    taken = backups.back_up(places.config, places.folder / "1")
    assert taken == backups.Taken(0, linked=0, gone=len(made.chunks), missing=0, damaged=0)


@pytest.mark.sqlite
def test_a_log_that_a_killed_server_left_is_not_replayed_onto_a_backup(dana: Phone, places: Places) -> None:
    backups.back_up(places.config, places.folder / "1")
    places.empty.instance.mkdir()
    left = places.empty.instance / "holdfast.db-wal"
    left.write_bytes(b"of another database")
    with pytest.raises(backups.BackupError, match="-wal"):
        backups.restore(places.empty, places.folder / "1")
    left.unlink()
    backups.restore(places.empty, places.folder / "1")


@pytest.mark.parametrize("harm", ["flipped", "missing", "no list", "cut list", "outside"])
def test_a_damaged_backup_changes_nothing(dana: Phone, places: Places, harm: str) -> None:
    dana.upload(dana.new_case(), picture())
    folder = places.folder / "1"
    backups.back_up(places.config, folder)
    chunk = next(path for path in folder.glob("blobs/b/*/*/0"))
    listed = folder / "SHA256SUMS"
    if harm == "flipped":
        chunk.write_bytes(b"\0" + chunk.read_bytes()[1:])
    elif harm == "missing":
        chunk.unlink()
    elif harm == "no list":
        listed.unlink()
    elif harm == "cut list":
        listed.write_text(listed.read_text()[:-30])
    else:
        listed.write_text(listed.read_text() + f"{'0' * 64}  blobs/../../../etc/passwd\n")
    with pytest.raises(backups.BackupError):
        backups.restore(places.empty, folder)
    assert not places.empty.instance.exists()


def test_nothing_that_is_there_is_overwritten(dana: Phone, places: Places) -> None:
    backups.back_up(places.config, places.folder / "1")
    with pytest.raises(backups.BackupError, match="already"):
        backups.back_up(places.config, places.folder / "1")
    with pytest.raises(backups.BackupError, match="database already"):
        backups.restore(places.config, places.folder / "1")
    (places.empty.instance / "keys").mkdir(parents=True)
    (places.empty.instance / "keys" / "pepper").write_bytes(b"another")
    with pytest.raises(backups.BackupError, match="keys/pepper"):
        backups.restore(places.empty, places.folder / "1")
    other = (
        "postgresql+psycopg://nobody@/none" if places.config.database_url.startswith("sqlite") else "sqlite:////none"
    )
    with pytest.raises(backups.BackupError, match="another kind"):
        backups.restore(replace(places.empty, database_url=other), places.folder / "1")


def test_what_was_interrupted_is_done_again_whole(
    dana: Phone, places: Places, server_keys: keys.Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = picture()
    dana.upload(dana.new_case(), made)

    def cut(*_args: object) -> None:
        raise OSError("no power")

    for name in ("back_up", "restore"):
        act: Callable[[], object] = {
            "back_up": lambda: backups.back_up(places.config, places.folder / "1"),
            "restore": lambda: backups.restore(places.empty, places.folder / "1"),
        }[name]
        with monkeypatch.context() as patched:
            patched.setattr(sums if name == "back_up" else databases, "write" if name == "back_up" else "copy_in", cut)
            with pytest.raises(OSError, match="no power"):
                act()
        assert name == "restore" or not (places.folder / "1").exists()
        act()
    app, after = moved(dana, places.empty, server_keys)
    assert after.get(f"/v1/blobs/{made.blob_id.hex()}/chunks/0").data == made.chunks[0]
    with app.app_context():
        db.db.engine.dispose()


def test_a_backup_amid_writes_is_one_moment_of_them(
    app: Flask, dana: Phone, places: Places, server_keys: keys.Keys
) -> None:
    case_id = dana.new_case()
    sealed = [dana.seal(case_id) for _ in range(120)]
    started = threading.Event()

    def push() -> None:
        for each in sealed:
            assert dana.push(case_id, [each]).status_code == 200
            started.set()

    pushing = threading.Thread(target=push)
    pushing.start()
    assert started.wait(30)
    backups.back_up(places.config, places.folder / "1")
    pushing.join()
    backups.restore(places.empty, places.folder / "1")
    restored, after = moved(dana, places.empty, server_keys)
    found = [each for _, each in after.pull(case_id)]
    assert found == sealed[: len(found)]
    assert found
    with restored.app_context():
        db.db.engine.dispose()


@pytest.mark.sqlite
def test_the_two_commands_on_a_running_server(tmp_path: Path) -> None:
    def holdfast(instance: Path, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "INSTANCE": str(instance)}
        command = [sys.executable, "-m", "server.cli", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    with running_server(tmp_path / "server") as server:
        live = server.folder / "instance"
        assert holdfast(live, "backup", str(tmp_path / "kept")).returncode == 0
        again = holdfast(live, "backup", str(tmp_path / "kept"))
        assert (again.returncode, again.stderr.count("\n")) == (1, 1)
    shutil.rmtree(live)
    assert holdfast(live, "restore", str(tmp_path / "kept")).returncode == 0
    with sqlite3.connect(live / "holdfast.db") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    with running_server(tmp_path / "server"):
        pass
