"""An account is kept only if everything the server can check holds."""

import struct
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.phone import Phone, read
from tests.reference import slots
from tests.reference.account import Account, b64, unb64

Person = Callable[[Flask, str], Phone]


@pytest.fixture
def person(app: Flask, new_person: Person) -> Phone:
    return new_person(app, "dana")


def refused(person: Phone) -> str:
    answer = person.register()
    assert answer.status_code == 422
    assert person.hello()["signed_in"] is False
    return str(read(answer)["code"])


def test_registering_signs_the_device_in(person: Phone) -> None:
    assert person.register().status_code == 201
    greeting = person.hello()
    assert greeting["account_id"] == person.account.account_id.hex()
    assert greeting["device_id"] == person.device.device_id.hex()


def test_a_login_name_is_taken_whatever_its_case_or_width(app: Flask, dana: Phone, new_person: Person) -> None:
    sam = new_person(app, "sam")
    sam.registration["login"] = " ＤＡＮＡ "
    answer = sam.register()
    assert (answer.status_code, read(answer)["code"]) == (409, "login_taken")


def test_an_account_registers_once(dana: Phone) -> None:
    dana.registration["login"] = "dana again"
    answer = dana.register()
    assert (answer.status_code, read(answer)["code"]) == (409, "account_exists")


@pytest.mark.parametrize("login", ["ab", "x" * 65, "da\u0000na", "da\u202ena", "   "])
def test_a_login_name_has_3_to_64_visible_characters(person: Phone, login: str) -> None:
    person.registration["login"] = login
    assert refused(person) == "login_name"


def test_a_slot_set_signed_by_another_key_is_refused(person: Phone) -> None:
    octets = [unb64(slot) for slot in person.registration["slots"]]
    forged = slots.sign_slots(bytes(range(32)), person.account.account_id, 1, octets)
    person.registration["slots_sig"] = b64(forged)
    assert refused(person) == "slots"


def with_slots(person: Phone, change: Callable[[bytearray], None], which: int = 0) -> None:
    octets = [unb64(slot) for slot in person.registration["slots"]]
    changed = bytearray(octets[which])
    change(changed)
    octets[which] = bytes(changed)
    person.registration["slots"] = [b64(slot) for slot in octets]
    person.registration["slots_sig"] = b64(slots.sign_slots(person.account.ik, person.account.account_id, 1, octets))


def put(at: int, octets: bytes) -> Callable[[bytearray], None]:
    def change(slot: bytearray) -> None:
        slot[at : at + len(octets)] = octets

    return change


@pytest.mark.parametrize(
    "change",
    [
        put(0, b"E2SL"),
        put(4, b"\x02"),
        put(5, b"\x03"),
        put(5, b"\x02"),
        put(6, b"\0\x01"),
        put(24, struct.pack(">I", 2)),
        put(70, b"\x02"),
        put(71, struct.pack(">I", 31 * 1024)),
        put(71, struct.pack(">I", 2**31)),
        put(75, struct.pack(">I", 2)),
        put(75, struct.pack(">I", 17)),
        put(79, b"\0"),
        put(68, b"\xff\xff"),
        lambda slot: slot.append(0),
        lambda slot: slot.pop(),
    ],
)
def test_a_slot_the_protocol_does_not_name_is_refused(person: Phone, change: Callable[[bytearray], None]) -> None:
    with_slots(person, change)
    assert refused(person) == "slots"


def test_the_named_parameters_are_those_of_the_slot(person: Phone) -> None:
    person.registration["pw"]["kdf_params"] = b64(slots.pw_params(bytes(16)))
    assert refused(person) == "slots"


@pytest.mark.parametrize("entry", [0, 1])
@pytest.mark.parametrize("at", [0, 4, 5, 8, 24, 28, 60, 68, 100, -1])
def test_every_byte_of_the_identity_log_is_vouched_for(person: Phone, entry: int, at: int) -> None:
    octets = bytearray(unb64(person.registration["identity"][entry]))
    octets[at] ^= 1
    person.registration["identity"][entry] = b64(bytes(octets))
    assert refused(person) == "identity"


@pytest.mark.parametrize(("n", "letter", "follows"), [(3, 1, True), (2, 2, True), (2, 0, True), (2, 1, False)])
def test_a_well_signed_entry_out_of_the_chain_is_refused(person: Phone, n: int, letter: int, follows: bool) -> None:
    first = unb64(person.registration["identity"][0])
    entry = person.account.admit(first if follows else b"another", n, person.device, letter)
    person.registration["identity"][1] = b64(entry)
    assert refused(person) == "identity"


def test_an_identity_log_starts_with_its_genesis(person: Phone) -> None:
    first, second = person.registration["identity"]
    for order in ([second, first], [first, first]):
        person.registration["identity"] = order
        assert refused(person) == "identity"


def test_another_accounts_identity_log_is_refused(person: Phone) -> None:
    person.registration["identity"] = [b64(entry) for entry in Account().identity_log()]
    assert refused(person) == "identity"


@pytest.mark.parametrize(
    "change",
    [
        {"login": 7},
        {"gen": 2},
        {"gen": True},
        {"account_id": "00"},
        {"account_id": "A" * 32},
        {"slots": []},
        {"extra": 1},
        {"bundle": "=="},
        {"bundle": "A"},
        {"slots_sig": b64(bytes(63))},
        {"rec": None},
    ],
)
def test_a_body_of_another_shape_is_refused(person: Phone, change: dict[str, Any]) -> None:
    person.registration |= change
    assert refused(person) == "invalid"
