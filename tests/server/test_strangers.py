"""A stranger tries every route with everything that names another's: always refused, and nothing of it changes.

Every route that wants a session stands in one of the tables below; one that is in none fails the test.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Row, select
from werkzeug.test import TestResponse

from server import db
from server.auth import declared
from server.bodies import Nothing
from tests.phone import Phone, frames, read
from tests.reference import blob
from tests.reference.account import b64
from tests.reference.webpush import Subscription
from tests.server.test_routes import each_call

CASE, BLOB = "/v1/cases/<id:case_id>", "/v1/blobs/<id:blob_id>"
CHUNK = BLOB + "/chunks/<int(max=4294967295):i>"
REMINDER, PUSH = "/v1/reminders/<id:reminder_id>", "/v1/push"
DUE = {"due": "2030-01-01T00:00:00Z", "rule": None, "zone": "UTC"}
Call = tuple[str, str]


@dataclass
class Kept:
    """Everything that names what Dana has."""

    dana: Phone
    case_id: str
    picture: blob.Blob
    reminder_id: str
    subscription: Subscription
    next_op: bytes
    identity: str

    def filled(self, rule: str) -> str:
        """A route's path with Dana's ids in it."""
        ids = {
            "<id:case_id>": self.case_id,
            "<id:blob_id>": self.picture.blob_id.hex(),
            "<id:reminder_id>": self.reminder_id,
        }
        path = rule.replace("<int(max=4294967295):i>", "0")
        for part, value in ids.items():
            path = path.replace(part, value)
        return path


Body = Callable[[Kept], bytes | dict[str, Any]]
NAMED: dict[Call, Body] = {
    ("GET", BLOB): lambda _: b"",
    ("DELETE", BLOB): lambda _: b"",
    ("PUT", CHUNK): lambda kept: kept.picture.chunks[0],
    ("GET", CHUNK): lambda _: b"",
    ("POST", BLOB + "/commit"): lambda kept: {"chunks_hash": b64(kept.picture.chunks_hash)},
    ("POST", "/v1/cases"): lambda kept: {"case_id": kept.case_id},
    ("POST", CASE + "/blobs"): lambda kept: {"blob_id": kept.picture.blob_id.hex(), "hdr": b64(kept.picture.hdr)},
    ("GET", CASE + "/blobs"): lambda _: b"",
    ("POST", CASE + "/heal"): lambda kept: bytes(8) + bytes(32) + frames([kept.next_op]),
    ("POST", CASE + "/ops"): lambda kept: frames([kept.next_op]),
    ("GET", CASE + "/ops"): lambda _: b"",
    ("POST", "/v1/account/erase"): lambda kept: {"auth": kept.dana.registration["pw"]["auth"]},
    ("POST", "/v1/account/leave"): lambda kept: {"auth": kept.dana.registration["pw"]["auth"]},
    ("POST", "/v1/account/stay"): lambda kept: {"auth": kept.dana.registration["pw"]["auth"]},
    ("PUT", "/v1/account/slots"): lambda kept: {
        **{name: kept.dana.registration[name] for name in ("gen", "bundle", "slots", "slots_sig")},
        "if_slots_sig": kept.dana.registration["slots_sig"],
        "pw": None,
        "rec": None,
        "entries": [],
        "sign_out_others": True,
    },
    ("POST", "/v1/identity"): lambda kept: {"entry": kept.identity},
}
"""What a call takes that names Dana's: each answers a refusal."""
NAMED_PER_ACCOUNT: dict[Call, Body] = {
    ("PUT", REMINDER): lambda _: {**DUE, "rev": 9},
    ("DELETE", REMINDER): lambda _: {"rev": 9},
    ("POST", PUSH): lambda kept: Subscription(kept.subscription.endpoint).body(),
    ("DELETE", PUSH): lambda kept: {"endpoint": kept.subscription.endpoint},
}
"""The same name is another thing in each account: answered for Sam's own, as for one that nobody has."""
NAMELESS = {
    *(("GET", path) for path in ("/v1/account/keys", "/v1/devices", "/v1/feed", "/v1/identity", PUSH, "/v1/quota")),
    ("POST", "/v1/push/test"),
    ("POST", "/v1/auth/logout"),
}
"""Nothing can be named: it answers about the caller alone."""


@pytest.fixture
def app(new_app: Callable[..., Flask]) -> Flask:
    return new_app(push_allowed_origins=("https://push.example",), auth_limit_per_address="1000/minute")


@pytest.fixture
def kept(dana: Phone) -> Kept:
    case, picture = dana.new_case(), blob.seal(os.urandom(16), os.urandom(32), os.urandom(40_000))
    assert dana.push(case, [dana.seal(case)]).status_code == 200
    dana.upload(case, picture)
    subscription, reminder_id = Subscription("https://push.example/dana"), "ab" * 16
    assert dana.put(f"/v1/reminders/{reminder_id}", {**DUE, "rev": 1}).status_code == 200
    assert dana.post(PUSH, subscription.body()).status_code == 201
    entry = read(dana.get("/v1/identity"))["entries"][-1]
    return Kept(dana, case.hex(), picture, reminder_id, subscription, dana.seal(case), entry)


def rows_but(account_id: str) -> list[list[Row[Any]]]:
    found = []
    for table in db.Base.metadata.sorted_tables:
        others = [table.c.account_id != account_id] if "account_id" in table.c else []
        found.append(sorted(db.session().execute(select(table).where(*others)).all(), key=repr))
    return found


def told(phone: Phone, app: Flask, kept: Kept, call: Call, body: bytes | dict[str, Any]) -> TestResponse:
    method, path = call
    rule = next(rule for rule in app.url_map.iter_rules() if rule.rule == path and method in (rule.methods or ()))
    if isinstance(declared(app, rule.endpoint).body, Nothing):
        headers = {"X-CSRFToken": phone.csrf}
        return phone.client.open(kept.filled(path), method=method, headers=headers)
    return phone.send(method, kept.filled(path), body)


def test_no_route_is_left_out(app: Flask) -> None:
    shut = {(m, rule.rule) for m, rule in each_call(app) if declared(app, rule.endpoint).who != "anyone"}
    open_with_ids = {rule.rule for m, rule in each_call(app) if "<id:" in rule.rule} - {path for _, path in shut}
    assert open_with_ids == set()
    assert shut == NAMED.keys() | NAMED_PER_ACCOUNT.keys() | NAMELESS


def test_whatever_a_stranger_names_is_refused_and_stays_as_it_was(app: Flask, kept: Kept, sam: Phone) -> None:
    with app.app_context():
        before = rows_but(sam.account.account_id.hex())
    for call, body in NAMED.items():
        answer = told(sam, app, kept, call, body(kept))
        assert answer.status_code in (401, 404, 409, 422), call
        assert "code" in read(answer), call
    for call, body in NAMED_PER_ACCOUNT.items():
        assert told(sam, app, kept, call, body(kept)).status_code in (200, 201, 204), call
    ids = (
        kept.case_id,
        kept.picture.blob_id.hex(),
        kept.dana.account.account_id.hex(),
        kept.dana.device.device_id.hex(),
    )
    for call in sorted(NAMELESS, key=("POST", "/v1/auth/logout").__eq__):
        answer = told(sam, app, kept, call, {})
        assert answer.status_code < 300, call
        assert [one for one in ids if one in answer.text] == [], call
    with app.app_context():
        assert rows_but(sam.account.account_id.hex()) == before


def test_each_of_those_calls_is_answered_to_whom_it_belongs(app: Flask, kept: Kept) -> None:
    """Else a refusal above would say nothing."""
    calls, leave = NAMED | NAMED_PER_ACCOUNT, ("POST", "/v1/account/leave")
    ends = [("DELETE", BLOB), ("DELETE", REMINDER), ("DELETE", PUSH), leave, ("POST", "/v1/account/stay"), leave]
    heals = ("POST", CASE + "/heal")  # wants a server that forgot: tests/server/sync/test_healing.py
    first = [call for call in calls if call not in [*ends, heals, ("POST", "/v1/account/erase")]]
    for call in [*first, *ends, ("POST", "/v1/account/erase")]:
        answer = told(kept.dana, app, kept, call, calls[call](kept))
        assert answer.status_code < 300, (call, answer.text)
