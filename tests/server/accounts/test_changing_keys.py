"""The ways into an account may change, one set for another, and what nobody changed keeps working."""

import os
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.authenticator import Passkey, proven
from tests.phone import Phone, admitted, another_phone, read
from tests.reference import slots
from tests.reference.account import b64, unb64
from tests.reference.keyring import Keyring

NEW = "eleven lamps by the pier"
SLOTS = "/v1/account/slots"


def keyring(phone: Phone) -> Keyring:
    return Keyring.read(phone.account, read(phone.get("/v1/account/keys")))


def enter(phone: Phone, passphrase: str) -> TestResponse:
    asked = read(phone.post("/v1/auth/prelogin", {"login": phone.name}))
    auth, _ = slots.pw_keys(passphrase, bytes.fromhex(asked["account_id"]), unb64(asked["kdf_params"]))
    return phone.post("/v1/auth/login", {"login": phone.name, "auth": b64(auth), "device_id": None})


def recover(phone: Phone, rk: bytes) -> TestResponse:
    rec_id = slots.rec_id(rk).hex()
    account_id = read(phone.post("/v1/recovery/start", {"rec_id": rec_id}))["account_id"]
    auth, _ = slots.rec_keys(rk, bytes.fromhex(account_id))
    return phone.post("/v1/recovery/finish", {"rec_id": rec_id, "auth": b64(auth), "device_id": None})


def second_phone(app: Flask, phone: Phone) -> Phone:
    made = another_phone(app, phone)
    assert made.login().status_code == 200
    assert admitted(made).status_code == 201
    return made


def refusal(answer: TestResponse) -> tuple[int, Any]:
    return answer.status_code, read(answer)["code"]


def test_a_new_passphrase_opens_the_account_and_the_old_one_no_longer(app: Flask, dana: Phone) -> None:
    answer = dana.put(SLOTS, keyring(dana).with_passphrase(NEW))
    assert (answer.status_code, read(answer)) == (200, {"gen": 1})
    phone = another_phone(app, dana)
    assert refusal(enter(phone, dana.passphrase)) == (401, "auth_failed")
    keys = read(enter(phone, NEW))
    slot = slots.parse(Keyring.read(dana.account, keys).slot(slots.PW))
    _, kek = slots.pw_keys(NEW, dana.account.account_id, slot.kdf_params)
    assert slots.open_amk(slot, dana.account.account_id, dana.account.ik_pub, kek) == dana.account.amk
    assert recover(phone, dana.account.rk).status_code == 200


def test_a_new_recovery_code_opens_the_account_and_the_old_one_no_longer(app: Flask, dana: Phone) -> None:
    rk = os.urandom(16)
    assert dana.put(SLOTS, keyring(dana).with_recovery(rk)).status_code == 200
    phone = another_phone(app, dana)
    assert refusal(recover(phone, dana.account.rk)) == (401, "auth_failed")
    assert recover(phone, rk).status_code == 200
    assert enter(phone, dana.passphrase).status_code == 200


@pytest.mark.parametrize(("others", "status"), [(False, 200), (True, 401)])
def test_other_phones_stay_signed_in_unless_asked(app: Flask, dana: Phone, others: bool, status: int) -> None:
    second = second_phone(app, dana)
    assert dana.put(SLOTS, keyring(dana).with_passphrase(NEW, others)).status_code == 200
    assert second.get("/v1/feed").status_code == status
    assert dana.get("/v1/feed").status_code == 200


def test_a_repeat_answers_as_the_first_time(app: Flask, dana: Phone) -> None:
    body = keyring(dana).with_passphrase(NEW)
    assert [dana.put(SLOTS, body).status_code for _ in range(2)] == [200, 200]
    assert enter(another_phone(app, dana), NEW).status_code == 200


def test_the_same_set_with_another_secret_is_no_repeat(dana: Phone) -> None:
    body = keyring(dana).with_passphrase(NEW)
    assert dana.put(SLOTS, body).status_code == 200
    body["pw"]["auth"] = b64(bytes(32))
    assert refusal(dana.put(SLOTS, body)) == (409, "slots_conflict")


@pytest.mark.parametrize("secret", ["pw", "rec"])
def test_a_stolen_session_with_the_set_that_stands_locks_nobody_out(app: Flask, dana: Phone, secret: str) -> None:
    shown = keyring(dana)
    pw, rec = (slots.parse(shown.slot(kind)) for kind in (slots.PW, slots.REC))
    forged = {
        "pw": {"slot_id": pw.slot_id.hex(), "auth": b64(bytes(32)), "kdf_params": b64(pw.kdf_params)},
        "rec": {"slot_id": rec.slot_id.hex(), "rec_id": "ab" * 16, "auth": b64(bytes(32))},
    }
    assert refusal(dana.put(SLOTS, shown.request(shown) | {secret: forged[secret]})) == (422, "slots")
    phone = another_phone(app, dana)
    assert enter(phone, dana.passphrase).status_code == 200
    assert recover(phone, dana.account.rk).status_code == 200


def test_a_stolen_session_with_a_set_of_before_brings_back_no_old_secret(app: Flask, dana: Phone) -> None:
    first = keyring(dana)
    changed = first.with_passphrase(NEW)
    assert dana.put(SLOTS, changed).status_code == 200
    old = slots.parse(first.slot(slots.PW))
    forged = {"slot_id": old.slot_id.hex(), "auth": b64(bytes(32)), "kdf_params": b64(old.kdf_params)}
    assert refusal(dana.put(SLOTS, keyring(dana).request(first, pw=forged))) == (422, "slots")
    assert enter(another_phone(app, dana), NEW).status_code == 200


def test_of_two_changes_at_once_one_is_kept_and_the_other_told(app: Flask, dana: Phone) -> None:
    phones, before = [dana, second_phone(app, dana)], keyring(dana)
    secrets = [os.urandom(16) for _ in phones]
    bodies = [before.with_recovery(rk) for rk in secrets]
    for phone in phones:
        phone.hello()
    ready, answers = threading.Barrier(2), {}

    def change(i: int) -> None:
        ready.wait()
        answers[i] = phones[i].put(SLOTS, bodies[i])

    threads = [threading.Thread(target=change, args=(i,)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers.values()) == [200, 409]
    kept = next(i for i, answer in answers.items() if answer.status_code == 200)
    opened = [recover(another_phone(app, dana), rk).status_code for rk in secrets]
    assert opened[kept] == 200
    assert sorted(opened) == [200, 401]


def test_an_old_set_does_not_come_back(dana: Phone) -> None:
    first = keyring(dana)
    assert dana.put(SLOTS, first.with_passphrase(NEW)).status_code == 200
    second = keyring(dana)
    assert refusal(dana.put(SLOTS, first.with_passphrase("another"))) == (409, "slots_conflict")
    assert refusal(dana.put(SLOTS, second.request(first))) == (422, "slots")
    assert keyring(dana) == second


def test_a_passkey_may_join_and_may_stand_in_for_the_passphrase(app: Flask, dana: Phone) -> None:
    made = proven(dana, Passkey())
    output, passkey = made.prf(made.salt), made.slot(dana.account)
    before = keyring(dana)
    joined = before.with_slots(*before.slots, passkey)
    assert dana.put(SLOTS, before.request(joined)).status_code == 200
    alone = joined.with_slots(before.slot(slots.REC), passkey)
    assert dana.put(SLOTS, joined.request(alone)).status_code == 200
    phone = another_phone(app, dana)
    fakes = [read(phone.post("/v1/auth/prelogin", {"login": name})) for name in ("dana", "nobody")]
    assert fakes[0]["account_id"] != dana.account.account_id.hex()
    assert fakes[0].keys() == fakes[1].keys()
    assert refusal(phone.login()) == (401, "auth_failed")
    keys = Keyring.read(dana.account, read(recover(phone, dana.account.rk)))
    slot = slots.parse(keys.slot(slots.PRF))
    assert (
        slots.open_amk(slot, dana.account.account_id, dana.account.ik_pub, slots.prf_kek(output, slot.slot_id))
        == dana.account.amk
    )


def changed_set(phone: Phone, kind: str) -> dict[str, Any]:
    before, account = keyring(phone), phone.account
    pw, rec = before.slot(slots.PW), before.slot(slots.REC)
    other_pw, other_rec = account.pw_slot(NEW, 32 * 1024), account.rec_slot(os.urandom(16))
    passkey = account.prf_slot(os.urandom(32), os.urandom(32), b"credential")
    long_id = account.prf_slot(os.urandom(32), os.urandom(32), bytes(1024))
    sets: dict[str, tuple[tuple[bytes, ...], dict[str, Any]]] = {
        "no recovery slot": ((pw, passkey), {}),
        "recovery alone": ((rec, rec), {}),
        "two passphrases": ((pw, other_pw[0], rec), {}),
        "two recovery slots": ((pw, rec, other_rec[0]), {}),
        "another passphrase slot, its secret not given": ((other_pw[0], rec), {}),
        "another recovery slot, its secret not given": ((pw, other_rec[0]), {}),
        "a secret of a slot that is not there": ((pw, rec), {"pw": other_pw[1]}),
        "a code of a slot that is not there": ((pw, rec), {"rec": other_rec[1]}),
        "a secret without its slot": ((rec, passkey), {"pw": other_pw[1]}),
        "a credential id too long": ((pw, rec, long_id), {}),
    }
    octets, told = sets[kind]
    return before.request(before.with_slots(*octets), **told)


@pytest.mark.parametrize(
    "kind",
    [
        "no recovery slot",
        "recovery alone",
        "two passphrases",
        "two recovery slots",
        "another passphrase slot, its secret not given",
        "another recovery slot, its secret not given",
        "a secret of a slot that is not there",
        "a code of a slot that is not there",
        "a secret without its slot",
        "a credential id too long",
    ],
)
def test_a_set_that_would_lock_somebody_out_is_refused(dana: Phone, kind: str) -> None:
    before = keyring(dana)
    assert refusal(dana.put(SLOTS, changed_set(dana, kind))) == (422, "slots")
    assert keyring(dana) == before


def test_a_set_of_another_identity_key_is_refused(dana: Phone, sam: Phone) -> None:
    before = keyring(dana)
    body = before.with_passphrase(NEW)
    body["slots_sig"] = b64(
        slots.sign_slots(sam.account.ik, dana.account.account_id, 1, list(map(unb64, body["slots"])))
    )
    assert refusal(dana.put(SLOTS, body)) == (422, "slots")
    assert refusal(sam.put(SLOTS, before.with_passphrase(NEW))) == (409, "slots_conflict")
    assert refusal(sam.put(SLOTS, before.with_passphrase(NEW) | {"if_slots_sig": b64(keyring(sam).slots_sig)})) == (
        422,
        "slots",
    )
    assert keyring(dana) == before


@pytest.mark.parametrize("change", [{"gen": 2}, {"bundle": b64(bytes(100))}])
def test_the_generation_and_the_bundle_do_not_change_by_themselves(dana: Phone, change: dict[str, Any]) -> None:
    assert refusal(dana.put(SLOTS, keyring(dana).with_passphrase(NEW) | change)) == (422, "slots")


def test_every_byte_of_a_new_set_is_vouched_for(dana: Phone) -> None:
    before = keyring(dana)
    body = before.with_passphrase(NEW)
    octets = bytearray(unb64(body["slots"][0]))
    for at in range(len(octets)):
        octets[at] ^= 1
        flipped = body | {"slots": [b64(bytes(octets)), *body["slots"][1:]]}
        assert refusal(dana.put(SLOTS, flipped)) == (422, "slots"), at
        octets[at] ^= 1
    assert keyring(dana) == before


def test_somebody_elses_recovery_code_cannot_be_taken(dana: Phone, sam: Phone) -> None:
    assert refusal(sam.put(SLOTS, keyring(sam).with_recovery(dana.account.rk))) == (409, "account_exists")


def test_half_a_session_changes_nothing(app: Flask, dana: Phone) -> None:
    half = another_phone(app, dana)
    half.login()
    body = keyring(dana).with_passphrase(NEW)
    assert refusal(half.put(SLOTS, body)) == (403, "device_required")


Person = Callable[[Flask, str], Phone]


def test_registering_takes_a_passphrase_with_a_recovery_code(app: Flask, new_person: Person) -> None:
    person = new_person(app, "noor")
    before = Keyring.read(person.account, person.registration)
    passkey = person.account.prf_slot(os.urandom(32), os.urandom(32), b"credential")
    after = before.with_slots(before.slot(slots.REC), passkey)
    person.registration |= {"slots": [b64(octets) for octets in after.slots], "slots_sig": b64(after.slots_sig)}
    assert refusal(person.register()) == (422, "slots")
