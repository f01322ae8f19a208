"""A passkey opens an account for whoever holds it, and for nobody else."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from server import clock, db
from server.accounts.passkey_models import Passkey as Row
from tests.authenticator import (
    USER_PRESENT,
    WEBAUTHN,
    Passkey,
    create_challenge,
    login_challenge,
    passkey_registration,
    proven,
)
from tests.phone import Phone, another_phone, read
from tests.reference import slots
from tests.reference.account import b64
from tests.reference.keyring import Keyring

SLOTS = "/v1/account/slots"
Person = Callable[[Flask, str], Phone]


def keyring(phone: Phone) -> Keyring:
    return Keyring.read(phone.account, read(phone.get("/v1/account/keys")))


def refusal(answer: TestResponse) -> tuple[int, Any]:
    return answer.status_code, read(answer)["code"]


def added(phone: Phone, passkey: Passkey) -> TestResponse:
    before = keyring(phone)
    return phone.put(SLOTS, before.request(before.with_slots(*before.slots, passkey.slot(phone.account))))


def enrolled(phone: Phone) -> Passkey:
    passkey = proven(phone, Passkey())
    assert added(phone, passkey).status_code == 200
    return passkey


def verify(phone: Phone, passkey: Passkey, **change: Any) -> TestResponse:
    return phone.post(f"{WEBAUTHN}/login/verify", passkey.signed(login_challenge(phone)) | change)


def rows(app: Flask) -> int:
    with app.app_context():
        return db.session().query(Row).count()


def test_a_passkey_signs_in_without_a_name_and_opens_the_account(app: Flask, dana: Phone) -> None:
    passkey = enrolled(dana)
    phone = another_phone(app, dana)
    answer = verify(phone, passkey)
    assert answer.status_code == 200
    slot = slots.parse(Keyring.read(dana.account, read(answer)).slot(slots.PRF))
    kek = slots.prf_kek(passkey.prf(passkey.salt), slot.slot_id)
    assert slots.open_amk(slot, dana.account.account_id, dana.account.ik_pub, kek) == dana.account.amk
    assert refusal(phone.get("/v1/feed")) == (403, "device_required")


def test_a_known_device_is_tied_at_once(app: Flask, dana: Phone) -> None:
    passkey = enrolled(dana)
    phone = another_phone(app, dana)
    assert verify(phone, passkey, device_id=dana.device.device_id.hex()).status_code == 200
    assert phone.get("/v1/feed").status_code == 200


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://holdfast.example"},
        {"rp_id": "holdfast.example"},
        {"flags": USER_PRESENT},
        {"flags": 0},
        {"extensions": {"hmac-secret": os.urandom(48)}},
    ],
    ids=["another origin", "another site", "a person not recognised", "nobody there", "a sealed PRF result"],
)
def test_a_false_proof_signs_nobody_in(app: Flask, dana: Phone, lie: dict[str, Any]) -> None:
    passkey = enrolled(dana)
    vars(passkey).update(lie)
    assert refusal(verify(another_phone(app, dana), passkey)) == (401, "auth_failed")


def test_somebody_elses_passkey_and_an_unknown_one_get_the_same_answer(app: Flask, dana: Phone, sam: Phone) -> None:
    passkey, stranger = enrolled(dana), enrolled(sam)
    forged = Passkey(credential_id=passkey.credential_id, key=stranger.key)
    answers = [verify(another_phone(app, dana), one) for one in (forged, Passkey())]
    assert [refusal(answer) for answer in answers] == [(401, "auth_failed")] * 2
    assert answers[0].data == answers[1].data


def test_a_challenge_is_good_once_in_its_own_browser_for_its_own_purpose(app: Flask, dana: Phone, sam: Phone) -> None:
    passkey, phone = enrolled(dana), another_phone(app, dana)
    body = passkey.signed(login_challenge(phone))
    assert refusal(sam.post(f"{WEBAUTHN}/login/verify", body)) == (409, "challenge")
    assert phone.post(f"{WEBAUTHN}/login/verify", body).status_code == 200
    assert refusal(phone.post(f"{WEBAUTHN}/login/verify", body)) == (409, "challenge")
    wrong = passkey.signed(create_challenge(phone))
    assert refusal(phone.post(f"{WEBAUTHN}/login/verify", wrong)) == (409, "challenge")
    made_up = passkey.signed(os.urandom(32))
    assert refusal(phone.post(f"{WEBAUTHN}/login/verify", made_up)) == (409, "challenge")


def test_a_challenge_is_over_after_five_minutes(app: Flask, dana: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    passkey, phone = enrolled(dana), another_phone(app, dana)
    body = passkey.signed(login_challenge(phone))
    later = clock.now_ms() + 5 * 60 * 1000 + 1
    monkeypatch.setattr(clock, "now_ms", lambda: later)
    assert refusal(phone.post(f"{WEBAUTHN}/login/verify", body)) == (409, "challenge")


def test_a_counter_that_does_not_go_up_is_refused(app: Flask, dana: Phone) -> None:
    passkey, phone = enrolled(dana), another_phone(app, dana)
    passkey.count = 6
    assert verify(phone, passkey).status_code == 200
    for behind in (6, 2):
        passkey.count = behind
        assert refusal(verify(phone, passkey)) == (401, "passkey_counter")
    passkey.count = 7
    assert verify(phone, passkey).status_code == 200


def test_a_passkey_that_never_counts_is_welcome(app: Flask, dana: Phone) -> None:
    passkey, phone = enrolled(dana), another_phone(app, dana)
    for _ in range(2):
        passkey.count = -1
        assert verify(phone, passkey).status_code == 200


RESULTS = {"clientExtensionResults": {"prf": {"results": {"first": b64(bytes(32))}}}}


@pytest.mark.parametrize("more", [RESULTS, {"prf": RESULTS}, {"toString": "x"}])
def test_a_body_with_prf_results_is_refused(app: Flask, dana: Phone, more: dict[str, Any]) -> None:
    passkey, phone = enrolled(dana), another_phone(app, dana)
    assert refusal(verify(phone, passkey, **more)) == (422, "invalid")
    made = Passkey().made(dana.account.account_id, create_challenge(dana))
    assert refusal(dana.post(f"{WEBAUTHN}/register/verify", made | more)) == (422, "invalid")


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://holdfast.example"},
        {"rp_id": "holdfast.example"},
        {"flags": USER_PRESENT},
        {"flags": 0},
        {"extensions": {"hmac-secret-mc": os.urandom(48)}},
    ],
    ids=["another origin", "another site", "a person not recognised", "nobody there", "a sealed PRF result"],
)
def test_a_passkey_made_wrongly_is_refused(dana: Phone, lie: dict[str, Any]) -> None:
    passkey = Passkey(**lie)
    body = passkey.made(dana.account.account_id, create_challenge(dana))
    assert refusal(dana.post(f"{WEBAUTHN}/register/verify", body)) == (422, "passkey")
    assert refusal(added(dana, passkey)) == (409, "challenge")


@pytest.mark.parametrize("field", ["client_data", "attestation"])
def test_any_bytes_at_all_get_a_plain_refusal(dana: Phone, field: str) -> None:
    body = Passkey().made(dana.account.account_id, create_challenge(dana))
    for octets in (b"{}", b"null", b"\xa1\x63fmt\x64none", os.urandom(200), b"\xbf" * 300):
        answer = dana.post(f"{WEBAUTHN}/register/verify", body | {field: b64(octets)})
        assert answer.status_code in (409, 422), octets


def test_a_passkey_of_another_account_or_browser_cannot_be_put_into_a_set(dana: Phone, sam: Phone) -> None:
    passkey = Passkey()
    body = passkey.made(dana.account.account_id, create_challenge(sam, dana.account.account_id))
    assert sam.post(f"{WEBAUTHN}/register/verify", body).status_code == 201
    assert refusal(added(dana, passkey)) == (409, "challenge")
    assert refusal(added(sam, passkey)) == (409, "challenge")
    for_sam = passkey.made(sam.account.account_id, create_challenge(dana))
    assert refusal(dana.post(f"{WEBAUTHN}/register/verify", for_sam)) == (409, "challenge")


def test_a_credential_id_that_somebody_has_is_refused(dana: Phone, sam: Phone) -> None:
    taken = enrolled(dana)
    copy = proven(sam, Passkey(credential_id=taken.credential_id))
    assert refusal(added(sam, copy)) == (422, "passkey")


def test_one_passkey_has_one_slot(dana: Phone) -> None:
    passkey, before = proven(dana, Passkey()), keyring(dana)
    twice = before.with_slots(*before.slots, passkey.slot(dana.account), passkey.slot(dana.account))
    assert refusal(dana.put(SLOTS, before.request(twice))) == (422, "slots")


def test_a_slot_without_its_passkey_is_refused_and_a_passkey_without_its_slot_is_gone(app: Flask, dana: Phone) -> None:
    assert refusal(added(dana, Passkey())) == (409, "challenge")
    passkey = enrolled(dana)
    before = keyring(dana)
    kept = [octets for octets in before.slots if slots.parse(octets).kind not in (slots.PRF, slots.REC)]
    redated = slots.redate(before.slot(slots.REC), slots.parse(before.slot(slots.PRF)).created_ms + 1)
    assert dana.put(SLOTS, before.request(before.with_slots(*kept, redated))).status_code == 200
    assert rows(app) == 0
    assert refusal(verify(another_phone(app, dana), passkey)) == (401, "auth_failed")
    assert refusal(added(dana, passkey)) == (409, "challenge")


def test_a_slot_keeps_its_passkey(dana: Phone) -> None:
    enrolled(dana)
    before = keyring(dana)
    kept = [octets for octets in before.slots if slots.parse(octets).kind != slots.PRF]
    old = before.slot(slots.PRF)
    other = bytearray(proven(dana, Passkey()).slot(dana.account))
    other[8:24] = old[8:24]
    assert refusal(dana.put(SLOTS, before.request(before.with_slots(*kept, bytes(other))))) == (422, "slots")


def test_an_account_may_begin_with_a_passkey_and_a_recovery_code(app: Flask, new_person: Person) -> None:
    person = new_person(app, "noor")
    passkey = proven(person, Passkey())
    person.registration = passkey_registration(person.account, person.registration, passkey)
    assert person.register().status_code == 201
    phone = another_phone(app, person)
    assert verify(phone, passkey).status_code == 200
    asked = read(phone.post("/v1/auth/prelogin", {"login": "noor"}))
    assert asked["account_id"] != person.account.account_id.hex()


def test_an_account_does_not_begin_with_a_passkey_that_was_not_proven(app: Flask, new_person: Person) -> None:
    person = new_person(app, "noor")
    person.registration = passkey_registration(person.account, person.registration, Passkey())
    assert refusal(person.register()) == (409, "challenge")
    assert refusal(person.get("/v1/account/keys")) == (401, "signed_out")


def test_a_passkey_of_an_account_that_has_ended_opens_nothing(app: Flask, dana: Phone) -> None:
    passkey = enrolled(dana)
    auth = dana.registration["pw"]["auth"]
    assert dana.post("/v1/account/erase", {"auth": auth}).status_code == 202
    assert refusal(verify(another_phone(app, dana), passkey)) == (401, "auth_failed")


@pytest.mark.parametrize("call", ["login/options", "register/options"])
def test_challenges_are_limited_by_address(new_app: Callable[..., Flask], new_person: Person, call: str) -> None:
    app = new_app(auth_limit_per_address="3/minute")
    phone = new_person(app, "dana")
    body = {} if call.startswith("login") else {"account_id": phone.account.account_id.hex()}
    answers = [phone.post(f"{WEBAUTHN}/{call}", body).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
