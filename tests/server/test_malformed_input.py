"""Whatever comes, the answer is a refusal with a code, never a failure of the server."""

import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from server.auth import declared
from server.bodies import Json, Octets
from tests.phone import Phone
from tests.reference.account import b64
from tests.server.test_routes import each_call, filled

WEIRD = [
    b"",
    b"null",
    b"[]",
    b"{",
    b'"text"',
    b"\0",
    b"\xff\xfe{}",
    b"NaN",
    b'{"login": "\\ud800"}',
    b"[" * 60_000,
    b'{"a":' * 10_000,
    b'{"rev": 1e400, "due": 1, "zone": [], "rule": {}}',
    b'{"rev": ' + b"9" * 5000 + b"}",
]
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = st.integers() | st.floats() | st.just(10**400)
ANYTHING = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def reading(app: Flask, kind: type) -> list[tuple[str, Rule]]:
    return [(m, rule) for m, rule in each_call(app) if isinstance(declared(app, rule.endpoint).body, kind)]


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass")


@pytest.fixture
def app(new_app: Any) -> Any:
    """Limits out of the way: this is about parsing."""
    return new_app(
        auth_limit_per_address="1000000/minute",
        auth_limit_per_name="1000000/minute",
        timestamp_limit_per_address="1000000/minute",
        typesetting_limit_per_address="1000000/minute",
    )


def is_refusal(answer: Any) -> bool:
    return bool(400 <= answer.status_code < 500 and answer.content_type == "application/problem+json")


@pytest.mark.parametrize("body", WEIRD, ids=range(len(WEIRD)))
def test_malformed_json_is_refused_everywhere(app: Flask, dana: Phone, body: bytes) -> None:
    for method, rule in reading(app, Json):
        assert is_refusal(dana.send(method, filled(rule), body, "application/json")), rule.rule


def test_a_zero_in_any_text_is_refused_before_it_reaches_the_database(app: Flask, dana: Phone) -> None:
    """PostgreSQL takes no NUL in a text: every string of every call, in a body that is otherwise well-formed."""
    reminder = {"due": "2030-01-01T00:00:00Z", "rule": "FREQ=DAILY", "zone": "UTC", "rev": 1}
    push = {"endpoint": "https://fcm.googleapis.com/x", "p256dh": b64(b"\4" + bytes(64)), "auth": b64(bytes(16))}
    login = {"login": "dana", "auth": b64(bytes(32)), "device_id": None}
    calls: list[tuple[str, str, dict[str, Any], tuple[str, ...]]] = [
        ("PUT", f"/v1/reminders/{'0' * 32}", reminder, ("due", "rule", "zone")),
        ("POST", "/v1/push", push, ("endpoint",)),
        ("DELETE", "/v1/push", {"endpoint": push["endpoint"]}, ("endpoint",)),
        ("POST", "/v1/auth/login", login, ("login", "device_id")),
        ("POST", "/v1/auth/prelogin", {"login": "dana"}, ("login",)),
        ("POST", "/v1/recovery/start", {"rec_id": "0" * 32}, ("rec_id",)),
        ("POST", "/v1/auth/register", dict(dana.registration), ("login", "account_id")),
        ("POST", "/v1/cases", {"case_id": "0" * 32}, ("case_id",)),
    ]
    for method, path, body, texts in calls:
        for name in texts:
            for text in ("a\0b", f"{body[name]}\0"):
                answer = dana.send(method, path, as_json(body | {name: text}), "application/json")
                assert is_refusal(answer), (path, name, text)
    assert is_refusal(dana.get("/v1/feed?cursor=%00"))


@SLOW
@given(data=st.data())
def test_json_of_any_shape_never_fails_the_server(app: Flask, dana: Phone, data: st.DataObject) -> None:
    method, rule = data.draw(st.sampled_from(reading(app, Json)))
    body = declared(app, rule.endpoint).body
    assert isinstance(body, Json)
    value = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(body.shape.model_fields, ANYTHING)) | ANYTHING)
    answer = dana.send(method, filled(rule), as_json(value), "application/json")
    assert answer.status_code < 500, (rule.rule, value)
    if answer.status_code == 204:
        dana.login(dana.device)


@SLOW
@given(octets=st.binary(max_size=2000))
def test_octets_of_any_kind_never_fail_the_server(app: Flask, dana: Phone, octets: bytes) -> None:
    home = dana.account.account_id.hex()
    for method, rule in reading(app, Octets):
        body = declared(app, rule.endpoint).body
        assert isinstance(body, Octets)
        path = rule.rule.replace("<id:case_id>", home)
        answer = dana.send(method, path if "<" not in path else filled(rule), octets, body.media_type)
        assert is_refusal(answer), rule.rule


@SLOW
@given(at=st.integers(0, 10**6), bit=st.integers(0, 7), data=st.data())
def test_a_registration_with_one_changed_bit_never_fails_the_server(
    app: Flask, dana: Phone, at: int, bit: int, data: st.DataObject
) -> None:
    body = bytearray(as_json(dana.registration))
    body[at % len(body)] ^= 1 << bit
    assert dana.send("POST", "/v1/auth/register", bytes(body), "application/json").status_code < 500


@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "\u00e9", "A" * 5000, "=", "AAAA\0"])
def test_a_cookie_of_ones_own_making_is_no_session(dana: Phone, cookie: str) -> None:
    dana.client.delete_cookie("holdfast")
    header = f"holdfast={cookie}".encode().decode("latin-1")
    assert dana.client.get("/v1/feed", headers={"Cookie": header}).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "/static/app/../../pyproject.toml",
        "/static/app/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/static/app/..%5c..%5cx",
        "/static/icons/%00",
        "/static/app/" + "x" * 3000,
        "/en/guides/..%2f",
        "/v1/cases/" + "5F33A509" * 4 + "/ops",
    ],
)
def test_a_path_of_ones_own_making_leads_nowhere(dana: Phone, path: str) -> None:
    assert dana.get(path).status_code in (400, 404)
