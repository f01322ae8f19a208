"""A deleted blob is gone from the disk for good; an upload nobody finishes gives its room back."""

import os
import threading
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from server import clock
from server.blobs import erasing, service
from server.blobs.erasing import UNFINISHED_MS
from server.sweeping import sweep
from tests.phone import Phone, another_phone, read
from tests.reference import blob
from tests.reference.account import b64
from tests.server.accounts.test_changing_keys import refusal


@pytest.fixture
def picture() -> blob.Blob:
    return blob.seal(os.urandom(16), os.urandom(32), os.urandom(2_500_000))


def path_of(made: blob.Blob) -> str:
    return f"/v1/blobs/{made.blob_id.hex()}"


def free(phone: Phone, made: blob.Blob) -> TestResponse:
    return phone.send("DELETE", path_of(made), b"")


def used(phone: Phone) -> int:
    return int(read(phone.get("/v1/quota"))["used_bytes"])


def on_disk(tmp_path: Path) -> list[str]:
    return [str(path) for path in (tmp_path / "instance" / "blobs").rglob("*") if path.is_file()]


@pytest.mark.folder
def test_a_deleted_blob_is_off_the_disk_and_its_room_free(dana: Phone, picture: blob.Blob, tmp_path: Path) -> None:
    other = blob.seal(os.urandom(16), os.urandom(32), b"kept")
    dana.upload(case_id := dana.new_case(), other)
    before = used(dana)
    dana.upload(case_id, picture)
    assert len(on_disk(tmp_path)) == 4
    assert [free(dana, picture).status_code for _ in range(2)] == [204, 204]
    assert len(on_disk(tmp_path)) == 1
    assert used(dana) == before
    assert dana.get(f"{path_of(other)}/chunks/0").data == other.chunks[0]


def test_a_deleted_blob_never_comes_back(dana: Phone, picture: blob.Blob) -> None:
    dana.upload(case_id := dana.new_case(), picture)
    free(dana, picture)
    answers = [
        dana.announce(case_id, picture),
        dana.put(f"{path_of(picture)}/chunks/0", picture.chunks[0]),
        dana.get(path_of(picture)),
        dana.get(f"{path_of(picture)}/chunks/0"),
        dana.post(f"{path_of(picture)}/commit", {"chunks_hash": b64(picture.chunks_hash)}),
    ]
    assert [refusal(answer) for answer in answers] == [(410, "freed")] * 5


def test_an_upload_half_way_can_be_deleted(dana: Phone, picture: blob.Blob, tmp_path: Path) -> None:
    dana.announce(dana.new_case(), picture)
    dana.put(f"{path_of(picture)}/chunks/1", picture.chunks[1])
    assert free(dana, picture).status_code == 204
    assert (on_disk(tmp_path), used(dana)) == ([], 0)


def test_a_stranger_deletes_nothing_and_learns_nothing(app: Flask, dana: Phone, sam: Phone, picture: blob.Blob) -> None:
    dana.upload(dana.new_case(), picture)
    missing = sam.send("DELETE", f"/v1/blobs/{'0' * 32}", b"")
    assert free(sam, picture).data == missing.data
    assert missing.status_code == 404
    assert dana.get(f"{path_of(picture)}/chunks/0").status_code == 200
    free(dana, picture)
    answers = [free(sam, picture), sam.get(path_of(picture)), sam.announce(sam.new_case(), picture)]
    assert {answer.data for answer in answers} == {missing.data}
    half = another_phone(app, dana)
    half.login()
    assert refusal(free(half, picture)) == (403, "device_required")


def test_a_chunk_that_races_with_the_deletion_leaves_nothing(dana: Phone, app: Flask, tmp_path: Path) -> None:
    second = another_phone(app, dana)
    second.login(dana.device)
    for phone in (dana, second):
        phone.hello()
    case_id = dana.new_case()
    for _ in range(5):
        made = blob.seal(os.urandom(16), os.urandom(32), os.urandom(2_500_000))
        dana.announce(case_id, made)
        ready = threading.Barrier(2)
        statuses: list[int] = []

        def put(made: blob.Blob = made, ready: threading.Barrier = ready, statuses: list[int] = statuses) -> None:
            ready.wait()
            for i, chunk in enumerate(made.chunks):
                statuses.append(second.put(f"{path_of(made)}/chunks/{i}", chunk).status_code)

        thread = threading.Thread(target=put)
        thread.start()
        ready.wait()
        assert free(dana, made).status_code == 204
        thread.join()
        assert set(statuses) <= {204, 410}
    assert (on_disk(tmp_path), used(dana)) == ([], 0)


@pytest.mark.folder
def test_an_upload_nobody_finishes_is_dropped_after_seven_days(
    app: Flask, dana: Phone, picture: blob.Blob, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = blob.seal(os.urandom(16), os.urandom(32), b"done")
    dana.upload(case_id := dana.new_case(), done)
    before, started = used(dana), clock.now_ms()
    dana.announce(case_id, picture)
    dana.put(f"{path_of(picture)}/chunks/0", picture.chunks[0])

    def swept_after(ms: int) -> int:
        monkeypatch.setattr(clock, "now_ms", lambda: started + ms)
        with app.app_context():
            sweep()
        return len(on_disk(tmp_path))

    assert swept_after(UNFINISHED_MS - 1000) == 2
    assert swept_after(UNFINISHED_MS + 60_000) == 1
    assert used(dana) == before
    assert dana.get(path_of(picture)).status_code == 404
    dana.upload(case_id, picture)
    assert read(dana.get(path_of(picture)))["committed"] is True


@pytest.mark.folder
def test_a_chunk_missing_from_the_disk_is_said_to_be_missing_and_taken_again(
    dana: Phone, picture: blob.Blob, tmp_path: Path
) -> None:
    dana.upload(dana.new_case(), picture)
    Path(next(path for path in on_disk(tmp_path) if path.endswith("/1"))).unlink()
    state = read(dana.get(path_of(picture)))
    assert (state["present"], state["committed"]) == ([0, 2], False)
    assert dana.get(f"{path_of(picture)}/chunks/1").status_code == 404
    assert dana.put(f"{path_of(picture)}/chunks/1", picture.chunks[1]).status_code == 204
    assert dana.get(f"{path_of(picture)}/chunks/1").data == picture.chunks[1]
    assert read(dana.get(path_of(picture)))["committed"] is True


@pytest.mark.folder
def test_a_commit_that_races_with_the_sweep_keeps_what_it_confirms(
    app: Flask, dana: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = blob.seal(os.urandom(16), os.urandom(32), b"done at the last moment")
    dana.announce(dana.new_case(), made)
    dana.put(f"{path_of(made)}/chunks/0", made.chunks[0])
    later, checks = clock.now_ms() + UNFINISHED_MS + 60_000, 0

    def swept() -> None:
        with app.app_context():
            erasing.drop_unfinished()

    sweeping = threading.Thread(target=swept)

    def complete(account_id: str, blob_id: str) -> service.Announced:
        nonlocal checks
        checks += 1
        found = whole(account_id, blob_id)
        if checks == 2:  # inside the transaction that commits
            sweeping.start()
            sweeping.join(1)
        return found

    whole = service._complete
    monkeypatch.setattr(service, "_complete", complete)
    monkeypatch.setattr(clock, "now_ms", lambda: later)
    answer = dana.post(f"{path_of(made)}/commit", {"chunks_hash": b64(made.chunks_hash)})
    sweeping.join()
    assert (answer.status_code, checks) == (204, 2)
    assert read(dana.get(path_of(made)))["committed"] is True
    assert len(on_disk(tmp_path)) == 1
