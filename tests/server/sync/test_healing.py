"""A server restored from an older backup gets back, from a phone, exactly what it lost."""

import os
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from server import db
from tests.phone import Phone, Writing, another_phone, read
from tests.postgres import Postgres
from tests.reference import blob, op
from tests.reference.account import Device, b64
from tests.reference.box import h
from tests.server.accounts.test_changing_keys import SLOTS, keyring, refusal, second_phone
from tests.server.accounts.test_devices import revoking

Backup = Callable[[], Callable[[], None]]


@pytest.fixture
def back_up(app: Flask, tmp_path: Path, postgres_server: Postgres | None) -> Backup:
    """Copies the database; what it gives back puts that copy in the running server's place."""
    if postgres_server:
        return partial(copied_in, postgres_server, app)
    database = tmp_path / "instance" / "holdfast.db"

    def make() -> Callable[[], None]:
        copy = tmp_path / f"backup-{os.urandom(4).hex()}.db"
        source, target = sqlite3.connect(database), sqlite3.connect(copy)
        with source, target:
            source.backup(target)
        source.close()
        target.close()

        def restore() -> None:
            with app.app_context():
                db.db.engine.dispose()
            for path in database.parent.glob("holdfast.db*"):
                path.unlink()
            database.write_bytes(copy.read_bytes())

        return restore

    return make


def copied_in(server: Postgres, app: Flask) -> Callable[[], None]:
    """A copy of the app's database within the same server."""
    with app.app_context():
        name, dispose = str(db.db.engine.url.database), db.db.engine.dispose
    dispose()
    server.run(f"CREATE DATABASE {name}_copy TEMPLATE {name}")

    def restore() -> None:
        dispose()
        server.run(f"DROP DATABASE {name}")
        server.run(f"ALTER DATABASE {name}_copy RENAME TO {name}")

    return restore


def heads(case_id: bytes, ops: list[bytes]) -> list[bytes]:
    """H_0, H_1 … of a chain."""
    found = [op.log_start(case_id)]
    for sealed in ops:
        found.append(op.log_next(found[-1], h(sealed)))
    return found


def chain(phone: Phone, case_id: bytes) -> list[bytes]:
    return [sealed for _, sealed in phone.pull(case_id)]


def shown_head(phone: Phone, case_id: bytes) -> tuple[int, str]:
    cases = {case["case_id"]: case for case in read(phone.get("/v1/feed?cursor="))["cases"]}
    return cases[case_id.hex()]["seq"], cases[case_id.hex()]["head"]


def written(phones: list[Phone], case_id: bytes, times: int) -> None:
    for _ in range(times):
        for phone in phones:
            assert phone.push(case_id, [phone.seal(case_id)]).status_code == 200


def test_a_restored_server_gets_back_what_it_lost_of_every_phone(app: Flask, dana: Phone, back_up: Backup) -> None:
    phones, case_id = [dana, second_phone(app, dana)], dana.new_case()
    written(phones, case_id, 2)
    restore = back_up()
    written(phones, case_id, 3)
    mine = chain(dana, case_id)
    cursor = read(dana.get("/v1/feed?cursor="))["cursor"]
    restore()
    assert shown_head(dana, case_id) == (4, b64(heads(case_id, mine)[4]))
    news = read(dana.get(f"/v1/feed?cursor={cursor}"))
    assert case_id.hex() in [case["case_id"] for case in news["cases"]]
    early = dana.push(case_id, [dana.seal(case_id)])
    assert (refusal(early), read(early)["expected"]) == ((409, "counter"), 3)
    answer = dana.heal(case_id, 4, heads(case_id, mine)[4], mine[4:])
    assert read(answer) == {"seqs": [5, 6, 7, 8, 9, 10], "seq": 10, "head": b64(heads(case_id, mine)[10])}
    assert chain(phones[1], case_id) == mine
    written(phones[1:], case_id, 1)


def test_a_case_started_after_the_backup_comes_back_with_its_picture(app: Flask, dana: Phone, back_up: Backup) -> None:
    restore = back_up()
    case_id = dana.new_case()
    written([dana], case_id, 3)
    made = blob.seal(os.urandom(16), os.urandom(32), os.urandom(1_200_000))
    dana.upload(case_id, made)
    mine = chain(dana, case_id)
    restore()
    assert dana.heal(case_id, 0, heads(case_id, mine)[0], mine).status_code == 404
    assert dana.post("/v1/cases", {"case_id": case_id.hex()}).status_code == 201
    assert dana.heal(case_id, 0, heads(case_id, mine)[0], mine).status_code == 200
    assert chain(dana, case_id) == mine
    dana.upload(case_id, made)
    assert dana.get(f"/v1/blobs/{made.blob_id.hex()}/chunks/1").data == made.chunks[1]


def test_a_phone_added_after_the_backup_comes_back_by_its_old_entry(app: Flask, dana: Phone, back_up: Backup) -> None:
    case_id, restore = dana.new_case(), back_up()
    second = second_phone(app, dana)
    written([second, dana], case_id, 2)
    mine, entry = chain(dana, case_id), keyring(dana).log[-1]
    restore()
    assert second.get("/v1/feed").status_code == 401
    assert refusal(dana.heal(case_id, 0, heads(case_id, mine)[0], mine)) == (422, "unknown_device")
    assert read(dana.post("/v1/identity", {"entry": b64(entry)})) == {"n": 3}
    assert dana.heal(case_id, 0, heads(case_id, mine)[0], mine).status_code == 200
    second.login(second.device)
    written([second], case_id, 1)


def test_a_repeat_and_an_overlap_change_nothing(dana: Phone, back_up: Backup) -> None:
    case_id, restore = dana.new_case(), back_up()
    written([dana], case_id, 6)
    mine = chain(dana, case_id)
    at = heads(case_id, mine)
    restore()
    assert dana.heal(case_id, 0, at[0], mine[:3]).status_code == 200
    answers = [dana.heal(case_id, after, at[after], mine[after:]) for after in (1, 3, 0, 5)]
    assert [read(answer)["seq"] for answer in answers] == [6] * 4
    assert read(dana.heal(case_id, 1, at[1], mine[1:3])) == {"seqs": [2, 3], "seq": 6, "head": b64(at[6])}
    assert chain(dana, case_id) == mine
    assert read(dana.get("/v1/quota"))["used_bytes"] == sum(map(len, mine))


def test_two_phones_that_heal_at_once_make_one_log(app: Flask, dana: Phone, back_up: Backup) -> None:
    phones, case_id = [dana, second_phone(app, dana)], dana.new_case()
    restore = back_up()
    written(phones, case_id, 5)
    mine = chain(dana, case_id)
    restore()
    ready, statuses = threading.Barrier(2), []

    def heal(phone: Phone) -> None:
        ready.wait()
        for after in range(0, 10, 2):
            answer = phone.heal(case_id, after, heads(case_id, mine)[after], mine[after : after + 2])
            statuses.append(answer.status_code)

    threads = [threading.Thread(target=heal, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 10
    assert chain(dana, case_id) == mine


def test_a_log_that_went_another_way_is_a_fork_and_stays_as_it_is(app: Flask, dana: Phone, back_up: Backup) -> None:
    third, case_id = second_phone(app, dana), dana.new_case()
    written([dana], case_id, 2)
    restore = back_up()
    written([dana], case_id, 2)
    mine = chain(dana, case_id)
    at = heads(case_id, mine)
    restore()
    written([third], case_id, 1)
    theirs = chain(dana, case_id)
    for after in (0, 2):
        assert refusal(dana.heal(case_id, after, at[after], mine[after:])) == (409, "fork")
    assert refusal(dana.heal(case_id, 2, at[2], mine[2:3])) == (409, "fork")
    answer = dana.heal(case_id, 4, at[4], [dana.seal(case_id)])
    assert (refusal(answer), read(answer)["expected"]) == ((409, "gap"), 3)
    assert chain(dana, case_id) == theirs


def test_a_revoked_phones_ops_come_back_as_far_as_its_revoke_says(app: Flask, dana: Phone, back_up: Backup) -> None:
    lost, case_id = second_phone(app, dana), dana.new_case()
    restore = back_up()
    written([lost], case_id, 3)
    mine = chain(dana, case_id)
    at, cut = heads(case_id, mine), 2
    restore()
    assert dana.put(SLOTS, revoking(dana, lost, seen={case_id: (cut, at[cut])})).status_code == 200
    answer = dana.heal(case_id, 0, at[0], mine)
    assert (refusal(answer), read(answer)["index"]) == ((422, "revoked_device"), 2)
    assert chain(dana, case_id) == []
    assert dana.heal(case_id, 0, at[0], mine[:cut]).status_code == 200
    other = dana.new_case()
    sealed = lost.seal(other)
    assert refusal(dana.heal(other, 0, op.log_start(other), [sealed])) == (422, "revoked_device")


def test_healing_takes_nothing_that_a_push_would_not(app: Flask, dana: Phone, sam: Phone) -> None:
    case_id = dana.new_case()
    start = op.log_start(case_id)
    ops = [dana.seal(case_id) for _ in range(3)]
    stranger = Device()
    forged = op.seal(bytes(32), stranger.seed, op.Place(case_id, stranger.device_id, 1), [])
    assert refusal(dana.heal(case_id, 0, start, [forged])) == (422, "unknown_device")
    assert refusal(dana.heal(case_id, 0, start, [ops[1]])) == (409, "counter")
    assert refusal(dana.heal(case_id, 0, start, [ops[0], ops[0]])) == (409, "counter")
    assert refusal(dana.heal(case_id, 0, op.log_start(bytes(16)), ops)) == (409, "fork")
    assert sam.heal(case_id, 0, start, ops).status_code == 404
    half = another_phone(app, dana)
    half.login()
    assert refusal(half.heal(case_id, 0, start, ops)) == (403, "device_required")
    assert chain(dana, case_id) == []


def test_every_byte_of_a_heal_is_vouched_for(dana: Phone) -> None:
    case_id = dana.new_case()
    written([dana], case_id, 1)
    dana.writing[case_id] = Writing(1, h(first := chain(dana, case_id)[0]))
    sealed = dana.seal(case_id)
    body = bytearray((1).to_bytes(8) + heads(case_id, [first])[1] + len(sealed).to_bytes(4) + sealed)
    for at in range(len(body)):
        body[at] ^= 1
        answer = dana.post(f"/v1/cases/{case_id.hex()}/heal", bytes(body))
        assert 400 <= answer.status_code < 500, at
        body[at] ^= 1
    assert chain(dana, case_id) == [first]
    assert dana.post(f"/v1/cases/{case_id.hex()}/heal", bytes(body)).status_code == 200
