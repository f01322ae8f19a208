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
