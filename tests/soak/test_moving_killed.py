"""`holdfast migrate-storage` killed with kill -9 again and again, at any moment: run once more, all of it is there."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from server import migrate
from server.blobs.bucket import Bucket
from server.config import Config
from tests import bucket, postgres
from tests.phone import Phone
from tests.reference import blob

ROUNDS = int(os.environ.get("KILL_ROUNDS", "10"))
PICTURES, PATIENCE_S = 6, 60
COMMAND = [sys.executable, "-m", "server.cli", "migrate-storage"]


@pytest.fixture(scope="module")
def postgres_at() -> Iterator[postgres.Postgres]:
    with postgres.running() as server:
        yield server


@pytest.fixture(scope="module")
def storage_at() -> Iterator[bucket.Storage]:
    with bucket.running() as running:
        yield running


def killed_half_way(settings: dict[str, str], store: Bucket) -> bool:
    """Killed once it has begun, unless it was quicker."""
    with subprocess.Popen(COMMAND, env=settings, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None and store.mark() is None:
            time.sleep(0.02)
        time.sleep(random.uniform(0, 0.5))
        running.kill()
    return running.returncode == -signal.SIGKILL


def killed_at(settings: dict[str, str], seconds: float) -> int:
    """How the command ended: by the kill, or before it."""
    with subprocess.Popen(COMMAND, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        try:
            out, _ = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            return running.wait()
    assert running.returncode == 0, out.decode()
    return 0


def test_whenever_it_is_killed_the_next_run_ends_it(
    dana: Phone, tmp_path: Path, postgres_at: postgres.Postgres, storage_at: bucket.Storage
) -> None:
    pictures = [blob.seal(os.urandom(16), os.urandom(32), os.urandom(2_500_000)) for _ in range(PICTURES)]
    for each in pictures:
        dana.upload(dana.new_case(), each)
    kills = half_way = 0
    for done in range(ROUNDS):
        name = f"moved_{done}"
        postgres_at.run(f"CREATE DATABASE {name}")
        settings = {"PATH": os.environ["PATH"], "INSTANCE": str(tmp_path / "instance")} | storage_at.settings()
        config = Config.from_env(settings | {"DATABASE_URL": postgres_at.url(name)})
        settings["DATABASE_URL"] = config.database_url
        migrate.upgrade(config)
        store = Bucket(config)
        half_way += killed_half_way(settings, store)
        kills += sum(killed_at(settings, random.uniform(1.5, 5)) == -signal.SIGKILL for _ in range(2))
        assert killed_at(settings, PATIENCE_S) == 0
        engine = create_engine(config.database_url)
        with engine.connect() as new:
            assert new.exec_driver_sql("SELECT count(*) FROM blobs").scalar_one() == PICTURES
        engine.dispose()
        assert store.mark() is None
        for each in pictures:
            assert [store.octets(each.blob_id.hex(), i) for i in range(len(each.chunks))] == list(each.chunks)
    print(f"{ROUNDS} moves: {half_way} killed once begun, {kills} more kills at any moment")
    assert half_way
