"""Blobs in a bucket: what is acknowledged is there, what is deleted is not, and a bucket that is away loses nothing."""

import os
import signal
from pathlib import Path

import pytest
from flask import Flask

from server import backups
from server.blobs.bucket import Bucket
from server.config import Config
from tests.bucket import Storage
from tests.phone import Phone, read
from tests.reference import blob

pytestmark = pytest.mark.s3


@pytest.fixture
def bucket(instance_settings: dict[str, str]) -> Bucket:
    """The bucket as the server of this test sees it."""
    return Bucket(Config.from_env(instance_settings))


@pytest.fixture
def picture() -> blob.Blob:
    return blob.seal(os.urandom(16), os.urandom(32), os.urandom(2_500_000))


def test_a_deleted_picture_is_out_of_the_bucket(dana: Phone, picture: blob.Blob, bucket: Bucket) -> None:
    dana.upload(dana.new_case(), picture)
    name = picture.blob_id.hex()
    assert bucket.present(name) == set(range(len(picture.chunks)))
    assert bucket.octets(name, 1) == picture.chunks[1]
    assert dana.delete(f"/v1/blobs/{name}", b"").status_code == 204
    assert bucket.present(name) == frozenset()


def test_a_chunk_that_the_bucket_lost_is_asked_for_again(dana: Phone, picture: blob.Blob, bucket: Bucket) -> None:
    case_id = dana.new_case()
    dana.upload(case_id, picture)
    bucket.remove([picture.blob_id.hex()])
    listed = f"/v1/cases/{case_id.hex()}/blobs"
    assert read(dana.get(listed))["blob_ids"] == []
    assert dana.get(f"/v1/blobs/{picture.blob_id.hex()}/chunks/0").status_code == 404
    assert read(dana.announce(case_id, picture))["present"] == []
    for i, chunk in enumerate(picture.chunks):
        assert dana.put(f"/v1/blobs/{picture.blob_id.hex()}/chunks/{i}", chunk).status_code == 204
    assert read(dana.get(listed))["blob_ids"] == [picture.blob_id.hex()]


def test_a_bucket_that_does_not_answer_is_said_to_be_away_and_takes_what_comes_later(
    app: Flask, dana: Phone, picture: blob.Blob, storage: Storage
) -> None:
    case_id = dana.new_case()
    dana.announce(case_id, picture)
    place = f"/v1/blobs/{picture.blob_id.hex()}/chunks/0"
    os.kill(storage.process.pid, signal.SIGSTOP)
    try:
        assert app.test_client().get("/readyz").status_code == 503
        answer = dana.put(place, picture.chunks[0])
        assert (answer.status_code, read(answer)["code"]) == (503, "unavailable")
    finally:
        os.kill(storage.process.pid, signal.SIGCONT)
    assert dana.put(place, picture.chunks[0]).status_code == 204
    assert dana.get(place).data == picture.chunks[0]


def test_a_backup_of_a_bucket_goes_into_a_folder(
    dana: Phone, picture: blob.Blob, instance_settings: dict[str, str], tmp_path: Path
) -> None:
    dana.upload(dana.new_case(), picture)
    taken = backups.back_up(Config.from_env(instance_settings), tmp_path / "backup")
    assert (taken.chunks, taken.missing, taken.damaged) == (len(picture.chunks), 0, 0)
    name = picture.blob_id.hex()
    assert (tmp_path / "backup" / "blobs" / "b" / name[:2] / name / "0").read_bytes() == picture.chunks[0]
