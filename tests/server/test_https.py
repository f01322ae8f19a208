"""Over HTTPS the cookies are locked to the host, and a state change must come from our own pages."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.phone import Phone, read
from tests.reference.account import b64

ORIGIN = "https://holdfast.example"


@pytest.fixture
def app(new_app: Callable[..., Flask]) -> Flask:
    return new_app(public_origin=ORIGIN)


def test_cookies_are_locked_to_the_host(app: Flask, new_person: Callable[[Flask, str], Phone]) -> None:
    client = app.test_client()
    greeting = client.get("/v1/hello", base_url=ORIGIN)
    token = read(greeting)["csrf"]
    headers = {"X-CSRFToken": token, "Referer": f"{ORIGIN}/"}
    registration = new_person(app, "dana").registration
    answer = client.post("/v1/auth/register", json=registration, headers=headers, base_url=ORIGIN)
    assert answer.status_code == 201
    cookies = [*greeting.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")]
    assert {re.split("[=]", cookie)[0] for cookie in cookies} == {"__Host-holdfast", "__Host-holdfast-csrf"}
    for cookie in cookies:
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=strict"} <= attributes
        assert not any(attribute.startswith("domain") for attribute in attributes)
    assert client.get("/v1/feed", base_url=ORIGIN).status_code == 200


@pytest.mark.parametrize("referer", [None, "https://evil.example/", "http://holdfast.example/"])
def test_another_sites_page_changes_nothing(app: Flask, referer: str | None) -> None:
    client = app.test_client()
    token = read(client.get("/v1/hello", base_url=ORIGIN))["csrf"]
    headers = {"X-CSRFToken": token} | ({"Referer": referer} if referer else {})
    body = {"login": "dana", "auth": b64(bytes(32)), "device_id": None}
    answer = client.post("/v1/auth/login", json=body, headers=headers, base_url=ORIGIN)
    assert (answer.status_code, read(answer)["code"]) == (400, "csrf")


def test_a_proxy_that_rewrites_host_changes_nothing(app: Flask) -> None:
    client, inside = app.test_client(use_cookies=False), "http://127.0.0.1:8000"
    token = client.get("/v1/hello", base_url=ORIGIN)
    body = {"login": "dana", "auth": b64(bytes(32)), "device_id": None}

    def login(referer: str) -> int:
        headers = {"X-CSRFToken": read(token)["csrf"], "Referer": referer}
        cookie = token.headers["Set-Cookie"].split(";")[0]
        return client.post(
            "/v1/auth/login", json=body, headers=headers | {"Cookie": cookie}, base_url=inside
        ).status_code

    assert login(f"{ORIGIN}/") == 401
    assert [login(referer) for referer in ("http://127.0.0.1:8000/", "https://evil.example/", "")] == [400] * 3


def test_browsers_are_told_to_stay_on_https(app: Flask, new_app: Callable[..., Flask]) -> None:
    secure = app.test_client().get("/healthz", base_url=ORIGIN)
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    plain = new_app().test_client().get("/healthz")
    assert "Strict-Transport-Security" not in plain.headers


def test_a_trusted_proxy_tells_the_address_and_nobody_else(new_app: Callable[..., Flask]) -> None:
    app = new_app(trusted_proxies=1, auth_limit_per_address="1/minute")
    client = app.test_client()
    token = read(client.get("/v1/hello"))["csrf"]

    def ask(forwarded: str) -> int:
        headers = {"X-CSRFToken": token, "X-Forwarded-For": forwarded}
        return client.post("/v1/auth/prelogin", json={"login": "dana"}, headers=headers).status_code

    assert [ask("1.2.3.4"), ask("9.9.9.9, 1.2.3.4"), ask("1.2.3.5")] == [200, 429, 200]
