"""Guessing is slowed down by address, then by name."""

from collections.abc import Callable

from flask import Flask

from tests.phone import Phone, read
from tests.reference.account import b64

Person = Callable[[Flask, str], Phone]


def guess(phone: Phone, login: str) -> int:
    body = {"login": login, "auth": b64(bytes(32)), "device_id": None}
    return phone.post("/v1/auth/login", body).status_code


def test_an_address_may_try_so_often_then_waits(new_app: Callable[..., Flask], new_person: Person) -> None:
    sam = new_person(new_app(auth_limit_per_address="3/minute"), "sam")
    assert [guess(sam, f"name {i}") for i in range(4)] == [401, 401, 401, 429]
    answer = sam.post("/v1/recovery/start", {"rec_id": "a" * 32})
    assert read(answer)["code"] == "rate_limited"


def test_a_name_may_be_tried_so_often_then_waits(new_app: Callable[..., Flask], new_person: Person) -> None:
    sam = new_person(new_app(auth_limit_per_name="2/minute"), "sam")
    assert [guess(sam, "dana") for _ in range(3)] == [401, 401, 429]
    assert guess(sam, "noor") == 401


def guess_from(app: Flask, address: str, cookies: Phone | None = None) -> int:
    client = cookies.client if cookies else app.test_client()
    from_there = {"REMOTE_ADDR": address}
    token = read(client.get("/v1/hello", environ_base=from_there))["csrf"]
    body = {"login": "dana", "auth": b64(bytes(32)), "device_id": None}
    headers = {"X-CSRFToken": token}
    return client.post("/v1/auth/login", json=body, headers=headers, environ_base=from_there).status_code


def test_a_stranger_elsewhere_does_not_lock_a_name(new_app: Callable[..., Flask], new_person: Person) -> None:
    app = new_app(auth_limit_per_name="2/minute")
    assert [guess_from(app, "203.0.113.5") for _ in range(3)] == [401, 401, 429]
    assert guess_from(app, "198.51.100.7") == 401


def test_many_strangers_lock_a_name_for_newcomers_but_not_for_its_own_devices(
    new_app: Callable[..., Flask], new_person: Person
) -> None:
    app = new_app(auth_limit_per_name="2/minute", auth_limit_per_name_in_all="3/minute")
    dana, sam = new_person(app, "dana"), new_person(app, "sam")
    assert [dana.register().status_code, sam.register().status_code] == [201, 201]
    assert [guess_from(app, f"203.0.113.{i}") for i in range(4)] == [401, 401, 401, 429]
    assert guess_from(app, "198.51.100.7", sam) == 429
    assert [guess_from(app, "198.51.100.8", dana) for _ in range(3)] == [401, 401, 429]
