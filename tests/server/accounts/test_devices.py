"""A lost phone is revoked: it is out at once, what it wrote before stays, and the keys move on without it."""

import os
import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from server import clock, db
from tests.phone import Phone, Writing, admitted, another_phone, read
from tests.reference import box, identity, op, slots
from tests.reference.account import Device, b64, unb64
from tests.reference.box import h
from tests.reference.keyring import Keyring
from tests.server.accounts.test_changing_keys import SLOTS, keyring, recover, refusal, second_phone


def revoking(phone: Phone, *lost: Phone, seen: dict[bytes, tuple[int, bytes]] | None = None) -> dict[str, Any]:
    """The request that revokes phones."""
    before = keyring(phone)
    return before.request(before.rotated({other.device.device_id: seen or {} for other in lost}))


def entries(phone: Phone) -> list[bytes]:
    return [unb64(entry) for entry in read(phone.get("/v1/identity"))["entries"]]


def seen_devices(phone: Phone) -> list[tuple[str, int, bool]]:
    found = read(phone.get("/v1/devices"))["devices"]
    return [(each["device_id"], each["letter"], each["revoked"]) for each in found]


def test_a_revoked_phone_is_out_at_once(app: Flask, dana: Phone) -> None:
    lost = second_phone(app, dana)
    answer = dana.put(SLOTS, revoking(dana, lost))
    assert (answer.status_code, read(answer)) == (200, {"gen": 2})
    assert lost.get("/v1/feed").status_code == 401
    assert lost.login(lost.device).status_code == 200
    assert refusal(lost.get("/v1/feed")) == (403, "device_required")
    assert lost.hello().get("device_id") is None
    assert seen_devices(dana) == [
        (dana.device.device_id.hex(), 1, False),
        (lost.device.device_id.hex(), 2, True),
    ]


def test_a_revoked_phone_does_not_come_back_by_its_old_entry(app: Flask, dana: Phone) -> None:
    lost = second_phone(app, dana)
    old = entries(dana)[2]
    dana.put(SLOTS, revoking(dana, lost))
    lost.login()
    assert refusal(lost.post("/v1/identity", {"entry": b64(old)})) == (409, "identity_conflict")
    again = dana.account.admit(entries(dana)[-1], 6, lost.device, 3)
    assert refusal(lost.post("/v1/identity", {"entry": b64(again)})) == (409, "identity_conflict")
    assert lost.get("/v1/feed").status_code == 403


def test_what_a_revoked_phone_wrote_stays_and_no_more_is_taken(app: Flask, dana: Phone) -> None:
    lost = second_phone(app, dana)
    case_id = dana.new_case()
    before, after = lost.seal(case_id), lost.seal(case_id)
    assert lost.push(case_id, [before]).status_code == 200
    assert dana.put(SLOTS, revoking(dana, lost)).status_code == 200
    assert refusal(dana.push(case_id, [after])) == (422, "revoked_device")
    assert dana.push(case_id, [dana.seal(case_id)]).status_code == 200
    assert next(sealed for _, sealed in dana.pull(case_id)) == before


def test_a_push_that_races_with_the_revoke_comes_before_it_or_not_at_all(app: Flask, dana: Phone) -> None:
    lost, case_id = second_phone(app, dana), dana.new_case()
    ops, body, ready = [lost.seal(case_id) for _ in range(20)], revoking(dana, lost), threading.Barrier(2)
    lost.hello()
    statuses: list[int] = []

    def push() -> None:
        ready.wait()
        statuses.extend(lost.push(case_id, [sealed]).status_code for sealed in ops)

    thread = threading.Thread(target=push)
    thread.start()
    ready.wait()
    assert dana.put(SLOTS, body).status_code == 200
    length = len(dana.pull(case_id))
    thread.join()
    assert statuses == [200] * length + statuses[length:]
    assert set(statuses[length:]) <= {401, 422}
    assert len(dana.pull(case_id)) == length


def test_the_next_generation_opens_with_the_same_secrets(app: Flask, dana: Phone) -> None:
    lost = second_phone(app, dana)
    before = keyring(dana)
    after = before.rotated({lost.device.device_id: {}})
    assert dana.put(SLOTS, before.request(after)).status_code == 200
    keys = read(recover(another_phone(app, dana), dana.account.rk))
    slot = slots.parse(Keyring.read(dana.account, keys).slot(slots.REC))
    amk = slots.open_amk(
        slot, dana.account.account_id, dana.account.ik_pub, slots.rec_keys(dana.account.rk, dana.account.account_id)[1]
    )
    assert (keys["gen"], amk) == (2, after.account.amk)
    aad = dana.account.account_id + (2).to_bytes(4)
    assert box.open_box(amk, "bundle", aad, unb64(keys["bundle"]))
    assert another_phone(app, dana).login().status_code == 200


def test_letters_go_on_after_revokes_and_rotations(app: Flask, dana: Phone) -> None:
    dana.put(SLOTS, revoking(dana, second_phone(app, dana)))
    third = second_phone(app, dana)
    assert [letter for _, letter, _ in seen_devices(third)] == [1, 2, 3]
    fourth = another_phone(app, dana)
    fourth.login()
    reused = dana.account.admit(entries(dana)[-1], len(entries(dana)) + 1, fourth.device, 2)
    assert refusal(fourth.post("/v1/identity", {"entry": b64(reused)})) == (422, "identity")


def test_all_other_phones_go_in_one_request(app: Flask, dana: Phone) -> None:
    others = [second_phone(app, dana) for _ in range(3)]
    seen = {os.urandom(16): (i, bytes(32)) for i in range(400)}
    body = revoking(dana, *others, seen=seen)
    assert len(str(body)) > 64 * 1024
    assert dana.put(SLOTS, body).status_code == 200
    assert [phone.get("/v1/feed").status_code for phone in others] == [401] * 3
    assert len(entries(dana)) == 2 + 3 + 3 + 1


def test_a_repeated_rotation_answers_as_the_first_time(app: Flask, dana: Phone) -> None:
    body = revoking(dana, second_phone(app, dana))
    assert [read(dana.put(SLOTS, body)) for _ in range(2)] == [{"gen": 2}] * 2
    assert len(entries(dana)) == 5


def test_several_generations_come_back_at_once(app: Flask, dana: Phone) -> None:
    """As a phone gives them to a server that was restored to before them, with the phone that joined between them."""
    lost, before = second_phone(app, dana), keyring(dana)
    once, joined = before.rotated({lost.device.device_id: {}}), Device()
    add = dana.account.admit(once.log[-1], len(once.log) + 1, joined, 3)
    twice = replace(once, log=(*once.log, add)).rotated({joined.device_id: {}})
    body = before.request(twice)
    other = replace(once, bundle=os.urandom(len(once.bundle)))
    assert refusal(dana.put(SLOTS, before.request(other))) == (422, "identity")
    assert read(dana.put(SLOTS, body)) == {"gen": 3}
    assert entries(dana) == list(twice.log)
    assert [revoked for _, _, revoked in seen_devices(dana)] == [False, True, True]
    assert keyring(dana).bundle == twice.bundle
    assert lost.get("/v1/feed").status_code == 401


def test_a_generation_left_out_is_refused(app: Flask, dana: Phone) -> None:
    before = keyring(dana)
    skipped = before.rotated({}).rotated({})
    body = before.request(skipped)
    assert refusal(dana.put(SLOTS, body | {"entries": body["entries"][1:]})) == (422, "identity")
    assert keyring(dana) == before


def test_home_ops_carry_the_generation_whose_key_sealed_them(app: Flask, dana: Phone) -> None:
    home, before = dana.account.account_id, keyring(dana)
    sealed_before = dana.seal(home)
    after = before.rotated({})
    assert dana.put(SLOTS, before.request(after)).status_code == 200
    assert dana.push(home, [sealed_before]).status_code == 200
    dana.account = after.account
    dana.case_keys[home] = after.account.home
    sealed = dana.seal(home, [{"v": 1, "k": "e", "n": 7}])
    assert dana.push(home, [sealed]).status_code == 200
    assert sealed[24:28] == b"\0\0\0\x02"
    place = op.Place(home, dana.device.device_id, 3, h(sealed), epoch=3)
    assert refusal(dana.push(home, [op.seal(bytes(32), dana.device.seed, place, [])])) == (422, "op_format")
    place = op.Place(case_id := dana.new_case(), dana.device.device_id, 1, epoch=2)
    assert refusal(dana.push(case_id, [op.seal(bytes(32), dana.device.seed, place, [])])) == (422, "op_format")


def forged(phone: Phone, lost: Phone, kind: str) -> dict[str, Any]:
    before, account, device = keyring(phone), phone.account, lost.device.device_id
    good = before.rotated({device: {}})
    *log, revoke, rotate = good.log
    make: dict[str, Any] = {
        "a revoke without a rotation": lambda: [revoke],
        "a rotation before its revoke": lambda: [rotate, revoke],
        "two rotations": lambda: [revoke, rotate, rotate],
        "no device of the account": lambda: list(before.rotated({os.urandom(16): {}}).log[len(log) :]),
        "its own phone": lambda: list(before.rotated({phone.device.device_id: {}}).log[len(log) :]),
        "a device add in between": lambda: [revoke, account.admit(revoke, len(log) + 2, Device(), 3), rotate],
        "a genesis in between": lambda: [log[0], revoke, rotate],
        "another bundle": lambda: [
            revoke,
            identity.rotate(account.ik, account.account_id, revoke, len(log) + 2, 0, 2, bytes(90)),
        ],
        "a generation too far": lambda: [
            revoke,
            identity.rotate(account.ik, account.account_id, revoke, len(log) + 2, 0, 3, good.bundle),
        ],
        "another identity key": lambda: [
            identity.rotate(bytes(32), account.account_id, log[-1], len(log) + 1, 0, 2, good.bundle)
        ],
        "logs cut short": lambda: [_resigned(account.ik, revoke[:-64] + b"\0"), rotate],
    }
    return before.request(good) | {"entries": [b64(entry) for entry in make[kind]()]}


def _resigned(seed: bytes, unsigned: bytes) -> bytes:
    from tests.reference.signing import sign

    return unsigned + sign(seed, b"e1/identity" + h(unsigned))


@pytest.mark.parametrize(
    "kind",
    [
        "a revoke without a rotation",
        "a rotation before its revoke",
        "two rotations",
        "no device of the account",
        "its own phone",
        "a device add in between",
        "a genesis in between",
        "another bundle",
        "a generation too far",
        "another identity key",
        "logs cut short",
    ],
)
def test_a_rotation_the_protocol_does_not_allow_is_refused(app: Flask, dana: Phone, kind: str) -> None:
    lost = second_phone(app, dana)
    before = keyring(dana)
    answer = dana.put(SLOTS, forged(dana, lost, kind))
    assert refusal(answer) == (422, "identity")
    assert keyring(dana) == before
    assert lost.get("/v1/feed").status_code == 200


def test_every_byte_of_a_revoke_is_vouched_for(app: Flask, dana: Phone) -> None:
    lost = second_phone(app, dana)
    body = revoking(dana, lost, seen={os.urandom(16): (1, bytes(32))})
    octets = bytearray(unb64(body["entries"][0]))
    for at in range(len(octets)):
        octets[at] ^= 1
        answer = dana.put(SLOTS, body | {"entries": [b64(bytes(octets)), body["entries"][1]]})
        assert refusal(answer) == (422, "identity"), at
        octets[at] ^= 1
    assert lost.get("/v1/feed").status_code == 200


def test_a_rotation_that_did_not_see_the_newest_entry_is_told(app: Flask, dana: Phone) -> None:
    lost = second_phone(app, dana)
    stale = revoking(dana, lost)
    second_phone(app, dana)
    assert refusal(dana.put(SLOTS, stale)) == (409, "identity_conflict")
    assert lost.get("/v1/feed").status_code == 200


def test_adding_another_phone_leaves_this_one_tied_to_itself(app: Flask, dana: Phone) -> None:
    other = Device()
    entry = dana.account.admit(entries(dana)[-1], 3, other, 2)
    assert dana.post("/v1/identity", {"entry": b64(entry)}).status_code == 201
    assert dana.hello()["device_id"] == dana.device.device_id.hex()


def test_only_the_day_of_a_call_is_kept(app: Flask, dana: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def day() -> str:
        return str(read(dana.get("/v1/devices"))["devices"][0]["last_seen_day"])

    noon = datetime(2027, 5, 6, 12, tzinfo=UTC)
    for moment, shown in (
        (noon, "2027-05-06"),
        (noon.replace(hour=23), "2027-05-06"),
        (noon.replace(day=7), "2027-05-07"),
    ):
        monkeypatch.setattr(clock, "now_ms", lambda moment=moment: round(moment.timestamp() * 1000))
        dana.get("/v1/feed")
        assert day() == shown


@pytest.mark.sqlite
def test_a_disk_that_takes_no_day_keeps_nobody_from_reading(
    app: Flask, dana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = dana.new_case()
    dana.push(case_id, [dana.seal(case_id)])
    monkeypatch.setattr(clock, "today", lambda: "2027-05-06")
    with app.app_context(), db.db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert len(dana.pull(case_id)) == 1
    assert refusal(dana.push(case_id, [dana.seal(case_id)])) == (503, "unavailable")


def test_a_stranger_sees_and_revokes_only_their_own(app: Flask, dana: Phone, sam: Phone) -> None:
    assert seen_devices(sam) == [(sam.device.device_id.hex(), 1, False)]
    assert refusal(sam.put(SLOTS, revoking(sam, dana))) == (422, "identity")
    assert dana.get("/v1/feed").status_code == 200


def test_a_lost_phone_that_starts_anew_is_another_phone(app: Flask, dana: Phone) -> None:
    lost = second_phone(app, dana)
    dana.put(SLOTS, revoking(dana, lost))
    lost.device, lost.writing = Device(), {}
    assert lost.login().status_code == 200
    assert admitted(lost).status_code == 201
    case_id = lost.new_case()
    lost.writing[case_id] = Writing()
    assert lost.push(case_id, [lost.seal(case_id)]).status_code == 200
