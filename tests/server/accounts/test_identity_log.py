"""The identity log grows one signed entry at a time, each letter once."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.phone import Phone, admitted, another_phone, read
from tests.reference.account import Device, b64, unb64


def log_of(phone: Phone) -> list[bytes]:
    return [unb64(entry) for entry in read(phone.get("/v1/identity"))["entries"]]


def append(phone: Phone, entry: bytes) -> TestResponse:
    return phone.post("/v1/identity", {"entry": b64(entry)})


def test_a_repeated_entry_answers_its_old_place(app: Flask, dana: Phone) -> None:
    second = another_phone(app, dana)
    second.login()
    entry = dana.account.admit(log_of(second)[-1], 3, second.device, 2)
    assert [read(append(second, entry))["n"] for _ in range(2)] == [3, 3]
    assert len(log_of(second)) == 3


def test_two_phones_that_join_at_once_do_not_share_a_letter(app: Flask, dana: Phone) -> None:
    second, third = another_phone(app, dana), another_phone(app, dana)
    second.login()
    third.login()
    late = dana.account.admit(log_of(third)[-1], 3, third.device, 2)
    assert admitted(second).status_code == 201
    answer = append(third, late)
    assert (answer.status_code, read(answer)["code"]) == (409, "identity_conflict")
    assert third.get("/v1/feed").status_code == 403
    assert read(admitted(third)) == {"n": 4}


@pytest.mark.parametrize("letter", [0, 1, 3, 65535])
def test_letters_are_claimed_in_order(dana: Phone, letter: int) -> None:
    answer = append(dana, dana.account.admit(log_of(dana)[-1], 3, Device(), letter))
    assert (answer.status_code, read(answer)["code"]) == (422, "identity")


def test_an_entry_of_another_identity_key_is_refused(dana: Phone, sam: Phone) -> None:
    forged = bytearray(sam.account.admit(log_of(dana)[-1], 3, Device(), 2))
    forged[8:24] = dana.account.account_id
    assert read(append(dana, bytes(forged)))["code"] == "identity"
    assert len(log_of(dana)) == 2


def test_a_second_genesis_is_refused(dana: Phone) -> None:
    assert read(append(dana, dana.account.identity_log()[0]))["code"] == "identity"


def test_the_log_is_the_accounts_own(dana: Phone, sam: Phone) -> None:
    answer = append(sam, dana.account.admit(log_of(dana)[-1], 3, Device(), 2))
    assert answer.status_code == 422
    assert set(log_of(dana)).isdisjoint(log_of(sam))
