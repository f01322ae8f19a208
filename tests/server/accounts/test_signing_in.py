"""Getting in takes the right secret; a wrong one learns nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.phone import Phone, another_phone, read
from tests.reference import slots
from tests.reference.account import Device, b64, unb64

Person = Callable[[Flask, str], Phone]
WRONG = b64(bytes(32))


def test_the_passphrase_opens_the_account_on_a_new_phone(app: Flask, dana: Phone) -> None:
    phone = another_phone(app, dana)
    asked = read(phone.post("/v1/auth/prelogin", {"login": "Dana"}))
    account_id = bytes.fromhex(asked["account_id"])
    auth, kek = slots.pw_keys(dana.passphrase, account_id, unb64(asked["kdf_params"]))
    keys = read(phone.post("/v1/auth/login", {"login": "DANA ", "auth": b64(auth), "device_id": None}))
    slot = next(s for s in map(slots.parse, map(unb64, keys["slots"])) if s.kind == slots.PW)
    assert slots.open_amk(slot, account_id, dana.account.ik_pub, kek) == dana.account.amk
    assert keys["login"] == "dana"


def test_the_recovery_code_alone_opens_the_account(app: Flask, dana: Phone) -> None:
    phone = another_phone(app, dana)
    rec_id = slots.rec_id(dana.account.rk).hex()
    account_id = bytes.fromhex(read(phone.post("/v1/recovery/start", {"rec_id": rec_id}))["account_id"])
    auth, kek = slots.rec_keys(dana.account.rk, account_id)
    keys = read(phone.post("/v1/recovery/finish", {"rec_id": rec_id, "auth": b64(auth), "device_id": None}))
    slot = next(s for s in map(slots.parse, map(unb64, keys["slots"])) if s.kind == slots.REC)
    assert slots.open_amk(slot, account_id, dana.account.ik_pub, kek) == dana.account.amk


def test_a_wrong_passphrase_and_an_unknown_name_get_the_same_answer(visitor_phone: Phone, dana: Phone) -> None:
    known = visitor_phone.post("/v1/auth/login", {"login": "dana", "auth": WRONG, "device_id": None})
    unknown = visitor_phone.post("/v1/auth/login", {"login": "nobody", "auth": WRONG, "device_id": None})
    assert known.status_code == unknown.status_code == 401
    assert known.data == unknown.data
    assert sorted(known.headers.keys()) == sorted(unknown.headers.keys())
    assert read(known)["code"] == "auth_failed"


def test_a_wrong_and_an_unknown_recovery_code_get_the_same_answer(visitor_phone: Phone, dana: Phone) -> None:
    codes = [slots.rec_id(dana.account.rk).hex(), os.urandom(16).hex()]
    answers = [
        visitor_phone.post("/v1/recovery/finish", {"rec_id": c, "auth": WRONG, "device_id": None}) for c in codes
    ]
    assert answers[0].data == answers[1].data
    assert [answer.status_code for answer in answers] == [401, 401]


def test_prelogin_answers_unknown_names_like_known_ones_and_always_the_same(visitor_phone: Phone, dana: Phone) -> None:
    def ask(login: str) -> dict[str, str]:
        return read(visitor_phone.post("/v1/auth/prelogin", {"login": login}))

    known, unknown = ask("dana"), ask("nobody")
    assert {k: len(v) for k, v in known.items()} == {k: len(v) for k, v in unknown.items()}
    assert unknown == ask("Nobody") != ask("nobody else")
    assert unb64(unknown["kdf_params"])[:10] == slots.pw_params(b"")


def test_an_unknown_recovery_id_answers_a_stable_fake(visitor_phone: Phone) -> None:
    asked = [read(visitor_phone.post("/v1/recovery/start", {"rec_id": c * 32})) for c in "aab"]
    assert asked[0] == asked[1] != asked[2]
    assert len(asked[0]["account_id"]) == 32


@pytest.fixture
def visitor_phone(app: Flask, new_person: Person) -> Phone:
    """Sam, without an account."""
    return new_person(app, "sam")


def test_a_known_device_is_tied_at_once_and_an_unknown_one_is_not(app: Flask, dana: Phone) -> None:
    again = another_phone(app, dana)
    assert again.login(dana.device).status_code == 200
    assert again.get("/v1/feed").status_code == 200
    new = another_phone(app, dana)
    assert new.login(Device()).status_code == 200
    answer = new.get("/v1/feed")
    assert (answer.status_code, read(answer)["code"]) == (403, "device_required")
    assert new.get("/v1/account/keys").status_code == 200


def test_another_accounts_device_ties_nothing(app: Flask, dana: Phone, sam: Phone) -> None:
    again = another_phone(app, sam)
    assert again.login(dana.device).status_code == 200
    assert again.get("/v1/feed").status_code == 403


def test_signing_out_ends_the_session_on_the_server(dana: Phone) -> None:
    cookie = dana.client.get_cookie("holdfast")
    assert cookie is not None
    assert dana.post("/v1/auth/logout", {}).status_code == 204
    assert dana.client.get_cookie("holdfast") is None
    dana.client.set_cookie("holdfast", cookie.value)
    assert dana.get("/v1/feed").status_code == 401


@pytest.mark.sqlite
def test_the_database_holds_no_session_token_and_no_auth_key(app: Flask, dana: Phone) -> None:
    cookie = dana.client.get_cookie("holdfast")
    assert cookie is not None
    stored = b"".join(path.read_bytes() for path in _database_files(app))
    for secret in (cookie.value, dana.registration["pw"]["auth"], dana.registration["rec"]["auth"]):
        assert secret.encode() not in stored
        assert unb64(secret) not in stored
    assert dana.account.account_id.hex().encode() in stored


def _database_files(app: Flask) -> list[Path]:
    folder = Path(app.config["SQLALCHEMY_DATABASE_URI"].database).parent
    return [path for path in folder.glob("holdfast.db*") if path.is_file()]


@pytest.mark.parametrize("token", [None, "", "rubbish"])
def test_without_the_csrf_token_nothing_changes(dana: Phone, token: str | None) -> None:
    headers = {} if token is None else {"X-CSRFToken": token}
    answer = dana.client.post("/v1/auth/logout", json={}, headers=headers)
    assert (answer.status_code, read(answer)["code"]) == (400, "csrf")
    assert dana.get("/v1/feed").status_code == 200
