"""From SQLite and a folder to PostgreSQL and S3: all of it arrives, whatever stops it; nothing is overwritten."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import obstore
import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import Connection, Table, create_engine, inspect, select, update

from server import backups, create_app, db, keys, migrate
from server.backups import moving
from server.blobs.bucket import Bucket
from server.blobs.erasing import drop_unfinished
from server.blobs.models import Blob
from server.cli import main
from server.config import Config
from server.principals import Account
from tests.bucket import Storage
from tests.conftest import ReadingClient
from tests.phone import Phone, read
from tests.postgres import Postgres
from tests.reference import blob
from tests.reference.webpush import Subscription
from tests.server.blobs.test_removal import free
from tests.server.test_backups import moved as moved_phone

pytestmark = pytest.mark.s3
DUE = {"due": "2030-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1}
ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/dana"


@dataclass
class Move:
    """The settings after it; the file that is moved."""

    settings: dict[str, str]
    source: Path

    @property
    def config(self) -> Config:
        return Config.from_env(self.settings)

    def run(self) -> backups.Moved:
        backups.check(self.config, self.source)
        migrate.upgrade(self.config)
        return backups.move(self.config, self.source)

    def rows(self) -> int:
        engine = create_engine(self.config.database_url)
        with engine.connect() as new:
            found = sum(len(new.execute(select(table)).all()) for table in db.Base.metadata.sorted_tables)
        engine.dispose()
        return found


@pytest.fixture
def move(tmp_path: Path, empty_instance: Path, postgres_server: Postgres | None, storage: Storage | None) -> Move:
    if postgres_server is None or storage is None:
        pytest.skip("goes to PostgreSQL and S3")
    shutil.copytree(empty_instance, tmp_path / "instance")
    name = "moved_" + os.urandom(4).hex()
    postgres_server.run(f"CREATE DATABASE {name}")
    settings = {"INSTANCE": str(tmp_path / "instance"), "DATABASE_URL": postgres_server.url(name)}
    return Move(settings | storage.settings(), tmp_path / "instance" / "holdfast.db")


@pytest.fixture
def app(move: Move, server_keys: keys.Keys) -> Iterator[Flask]:
    """The small server that has grown."""
    app = create_app(Config.from_env({"INSTANCE": move.settings["INSTANCE"]}), server_keys)
    app.test_client_class = ReadingClient
    yield app
    with app.app_context():
        db.db.engine.dispose()


def picture(size: int = 2_500_000) -> blob.Blob:
    return blob.seal(os.urandom(16), os.urandom(32), os.urandom(size))


def test_the_command_moves_all_of_it_and_a_phone_goes_on_there(
    dana: Phone, noor: Phone, move: Move, server_keys: keys.Keys
) -> None:
    sealed, kept, freed, unfinished = dana.seal(case_id := dana.new_case()), picture(), picture(1000), picture()
    assert dana.push(case_id, [sealed]).status_code == 200
    dana.upload(case_id, kept)
    dana.upload(case_id, freed)
    assert free(dana, freed).status_code == 204
    assert dana.announce(case_id, unfinished).status_code == 201
    assert dana.put(f"/v1/blobs/{unfinished.blob_id.hex()}/chunks/1", unfinished.chunks[1]).status_code == 204
    assert dana.put(f"/v1/reminders/{'1' * 32}", DUE).status_code == 200
    assert dana.post("/v1/push", Subscription(ENDPOINT).body()).status_code == 201
    ran = CliRunner().invoke(main, ["migrate-storage"], env=move.settings)
    assert ran.exit_code == 0, ran.output
    assert f"{len(kept.chunks) + 1} of {len(kept.chunks) + 1} chunks" in ran.output
    assert f"{move.rows()} rows and {len(kept.chunks) + 1} chunks are there" in ran.output
    again = CliRunner().invoke(main, ["migrate-storage"], env=move.settings)
    assert (again.exit_code, again.output.splitlines()[-1]) == (
        0,
        f"already there, the same: {move.rows()} rows; nothing was left to do",
    )
    app, after = moved_phone(dana, move.config, server_keys)
    assert [op for _, op in after.pull(case_id)] == [sealed]
    for i, chunk in enumerate(kept.chunks):
        assert after.get(f"/v1/blobs/{kept.blob_id.hex()}/chunks/{i}").data == chunk
    assert after.get(f"/v1/blobs/{freed.blob_id.hex()}").status_code == 410
    assert read(after.get(f"/v1/blobs/{unfinished.blob_id.hex()}"))["present"] == [1]
    after.upload(case_id, picture())
    assert after.push(case_id, [after.seal(case_id)]).status_code == 200
    assert read(after.get("/v1/push")) == {"subscribed": True}
    with app.app_context():
        assert drop_unfinished() == 0
        db.db.engine.dispose()


def dies() -> int:
    raise KeyboardInterrupt


@pytest.mark.parametrize("moment", ["amid the chunks", "amid the rows"])
def test_what_was_killed_is_run_again_and_what_lies_there_is_compared(
    dana: Phone, app: Flask, move: Move, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    dana.upload(case_id := dana.new_case(), first := picture())
    dana.upload(case_id, second := picture())
    dana.announce(case_id, unfinished := picture())
    assert dana.put(f"/v1/blobs/{unfinished.blob_id.hex()}/chunks/0", unfinished.chunks[0]).status_code == 204
    chunks = len(first.chunks) + len(second.chunks)
    place, rows = Bucket.place, moving._rows

    def some_placed(self: Bucket, staged: bytes, blob_id: str, i: int) -> None:
        place(self, staged, blob_id, i) if i == 0 else dies()

    def some_copied(table: Table, old: Connection, new: Connection) -> int:
        return rows(table, old, new) if table is db.Base.metadata.sorted_tables[0] else dies()

    with monkeypatch.context() as killed:
        killed.setattr(
            *((Bucket, "place", some_placed) if moment == "amid the chunks" else (moving, "_rows", some_copied))
        )
        with pytest.raises(KeyboardInterrupt):
            move.run()
    assert move.rows() == 0
    lying = sum(len(Bucket(move.config).present(each.blob_id.hex())) for each in (first, second))
    assert 0 < lying <= chunks
    # Meanwhile the server went on: one picture is deleted, an upload is given up, another comes.
    with app.app_context():
        with db.write() as session:
            session.execute(update(Blob).where(~Blob.committed).values(created_ms=0))
        assert drop_unfinished() == 1
    assert free(dana, second).status_code == 204
    dana.upload(case_id, third := picture(1000))
    assert move.run().chunks == len(first.chunks) + len(third.chunks)
    assert Bucket(move.config).blob_ids() == {first.blob_id.hex(), third.blob_id.hex()}
    assert move.rows() > 0


def test_chunks_that_the_old_place_has_not_got_or_that_differ_are_told(dana: Phone, move: Move) -> None:
    dana.upload(dana.new_case(), kept := picture())
    folder = next((move.config.instance / "blobs" / "b").glob("*/*"))
    (folder / "0").unlink()
    (folder / "1").write_bytes(b"rotten")
    ran = CliRunner().invoke(main, ["migrate-storage"], env=move.settings)
    assert ran.exit_code == 1
    assert "1 chunks are not on this disk, 1 are not what was uploaded; no row was moved" in ran.output
    assert move.rows() == 0
    ran = CliRunner().invoke(main, ["migrate-storage", "--without-missing"], env=move.settings)
    assert ran.exit_code == 0, ran.output
    assert "1 chunks are not on this disk, 1 are not what was uploaded: left behind" in ran.output
    assert move.rows() > 0
    assert Bucket(move.config).present(kept.blob_id.hex()) == set(range(2, len(kept.chunks)))


def test_the_blobs_are_those_beside_the_database_that_is_named(dana: Phone, move: Move, tmp_path: Path) -> None:
    dana.upload(dana.new_case(), kept := picture())
    elsewhere = move.settings | {"INSTANCE": str(tmp_path / "new")}
    ran = CliRunner().invoke(main, ["migrate-storage", "--from", str(move.source)], env=elsewhere)
    assert ran.exit_code == 0, ran.output
    assert Bucket(move.config).present(kept.blob_id.hex()) == set(range(len(kept.chunks)))


@pytest.mark.parametrize("refusing", ["the connection", "a row"])
def test_what_a_database_refuses_is_a_sentence_without_rows_or_passwords(
    dana: Phone, move: Move, refusing: str
) -> None:
    secret = "Zone-of-nobody's-business" * 4
    assert dana.put(f"/v1/reminders/{'1' * 32}", DUE).status_code == 200
    with sqlite3.connect(move.source) as old:
        old.execute("UPDATE reminders SET zone = ?", (secret,))
    nowhere = {"DATABASE_URL": "postgresql+psycopg://holdfast:hush-hush@127.0.0.1:9/none"}
    ran = CliRunner().invoke(
        main, ["migrate-storage"], env=move.settings | (nowhere if refusing == "the connection" else {})
    )
    assert isinstance(ran.exception, SystemExit), ran.exception
    assert (ran.exit_code, ran.output.count("Error: a database refused (")) == (1, 1)
    assert "hush" not in ran.output
    assert secret not in ran.output


def test_nobody_writes_to_the_old_database_meanwhile(dana: Phone, move: Move) -> None:
    dana.upload(dana.new_case(), picture())
    refused: list[str] = []

    def write(_done: int, _all: int) -> None:
        other = sqlite3.connect(move.source, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError) as locked:
            other.execute("BEGIN IMMEDIATE")
        refused.append(str(locked.value))
        other.close()

    migrate.upgrade(move.config)
    backups.move(move.config, move.source, write)
    assert set(refused) == {"database is locked"}


def in_use(move: Move) -> None:
    move.run()
    engine = create_engine(move.config.database_url)
    with engine.begin() as new:
        new.execute(update(Account).values(leaves_ms=1))
    engine.dispose()


def anothers_database(move: Move) -> None:
    engine = create_engine(move.config.database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (id int)")
    engine.dispose()


def anothers_bucket(move: Move) -> None:
    Bucket(move.config).place(b"theirs", "ab" * 16, 0)


def a_foreign_object(name: str) -> Callable[[Move], None]:
    def put(move: Move) -> None:
        obstore.put(Bucket(move.config)._store, name, b"theirs", use_multipart=False)

    return put


def older(move: Move) -> None:
    with sqlite3.connect(move.source) as old:
        old.execute("UPDATE alembic_version SET version_num = '0001'")


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (in_use, "is in use"),
        (anothers_database, "holds something else"),
        (anothers_bucket, "holds something else"),
        (a_foreign_object("b/x"), "holds something else"),
        (a_foreign_object("letters/2026.txt"), "holds something else"),
        (older, "this version's tables first"),
    ],
)
def test_what_is_there_is_neither_overwritten_nor_mixed(
    dana: Phone, move: Move, found: Callable[[Move], None], why: str
) -> None:
    dana.upload(dana.new_case(), picture(1000))
    found(move)
    before = Bucket(move.config).blob_ids()
    with pytest.raises(backups.BackupError, match=why):
        move.run()
    assert Bucket(move.config).blob_ids() == before


def test_without_a_database_to_go_to_nothing_is_begun(move: Move) -> None:
    with pytest.raises(backups.BackupError, match="DATABASE_URL"):
        backups.check(replace(move.config, database_url=f"sqlite:///{move.source}"), move.source)
    with pytest.raises(backups.BackupError, match="no database to move"):
        backups.check(move.config, move.source.with_name("none.db"))


def test_every_table_is_known(move: Move) -> None:
    engine = create_engine(f"sqlite:///{move.source}")
    there = set(inspect(engine).get_table_names()) - {"alembic_version"}
    engine.dispose()
    # In a process of its own: here the whole server is imported.
    told = (
        "import server.backups; from server import db; print(*(each.name for each in db.Base.metadata.sorted_tables))"
    )
    known = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    assert there == set(known.split())
