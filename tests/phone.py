"""A phone that speaks the protocol to an app, with real keys."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.reference import blob, op
from tests.reference.account import Account, Device, b64, unb64
from tests.reference.box import h

OCTETS = "application/octet-stream"


@dataclass
class Writing:
    """Where this phone stands in one log."""

    counter: int = 0
    prev: bytes = op.ZEROS


@dataclass
class Phone:
    """One person's phone: an account's keys, one device, one browser."""

    name: str
    passphrase: str
    client: FlaskClient
    account: Account = field(default_factory=Account)
    registration: dict[str, Any] = field(default_factory=dict)
    device: Device = field(init=False)
    writing: dict[bytes, Writing] = field(default_factory=dict)
    case_keys: dict[bytes, bytes] = field(default_factory=dict)
    csrf: str = ""

    def __post_init__(self) -> None:
        self.device = self.account.device
        if not self.registration:
            self.registration = self.account.registration(self.name, self.passphrase, 32 * 1024)

    def hello(self) -> dict[str, Any]:
        """Greets the server, keeps its CSRF token."""
        greeting = read(self.client.get("/v1/hello"))
        self.csrf = greeting["csrf"]
        return greeting

    def send(self, method: str, path: str, body: bytes | dict[str, Any], mimetype: str | None = None) -> TestResponse:
        """One state change, with the CSRF token."""
        if not self.csrf:
            self.hello()
        octets = body if isinstance(body, bytes) else json.dumps(body).encode()
        kind = mimetype or (OCTETS if isinstance(body, bytes) else "application/json")
        headers = {"X-CSRFToken": self.csrf}
        return self.client.open(path, method=method, data=octets, content_type=kind, headers=headers)

    def post(self, path: str, body: bytes | dict[str, Any]) -> TestResponse:
        """POST."""
        return self.send("POST", path, body)

    def put(self, path: str, body: bytes | dict[str, Any]) -> TestResponse:
        """PUT."""
        return self.send("PUT", path, body)

    def delete(self, path: str, body: bytes | dict[str, Any]) -> TestResponse:
        """DELETE."""
        return self.send("DELETE", path, body)

    def get(self, path: str) -> TestResponse:
        """GET."""
        return self.client.get(path)

    def register(self) -> TestResponse:
        """Signs up."""
        return self.post("/v1/auth/register", self.registration)

    def login(self, device: Device | None = None) -> TestResponse:
        """Signs in with the passphrase."""
        auth = self.registration["pw"]["auth"]
        device_id = device.device_id.hex() if device else None
        return self.post("/v1/auth/login", {"login": self.name, "auth": auth, "device_id": device_id})

    def new_case(self) -> bytes:
        """A case started on the server."""
        case_id = os.urandom(16)
        assert self.post("/v1/cases", {"case_id": case_id.hex()}).status_code == 201
        return case_id

    def seal(self, case_id: bytes, records: list[dict[str, Any]] | None = None) -> bytes:
        """The next op of this phone in a case."""
        at = self.writing.setdefault(case_id, Writing())
        ck = self.case_keys.setdefault(case_id, os.urandom(32))
        epoch = self.account.gen if case_id == self.account.account_id else 1
        place = op.Place(case_id, self.device.device_id, at.counter + 1, at.prev, epoch=epoch)
        sealed = op.seal(ck, self.device.seed, place, records or [{"v": 1, "k": "e"}])
        at.counter, at.prev = at.counter + 1, h(sealed)
        return sealed

    def push(self, case_id: bytes, ops: list[bytes]) -> TestResponse:
        """Posts ops."""
        return self.post(f"/v1/cases/{case_id.hex()}/ops", frames(ops))

    def heal(self, case_id: bytes, after: int, head: bytes, ops: list[bytes]) -> TestResponse:
        """Posts the ops that follow (seq, head) in this phone's chain."""
        return self.post(f"/v1/cases/{case_id.hex()}/heal", after.to_bytes(8) + head + frames(ops))

    def pull(self, case_id: bytes, after: int = 0, max_bytes: int | None = None) -> list[tuple[int, bytes]]:
        """(seq, op) after a seq."""
        more = "" if max_bytes is None else f"&max_bytes={max_bytes}"
        answer = self.get(f"/v1/cases/{case_id.hex()}/ops?after={after}{more}")
        assert answer.status_code == 200
        return unframed(answer.data)

    def announce(self, case_id: bytes, made: blob.Blob) -> TestResponse:
        """Announces a blob."""
        return self.post(f"/v1/cases/{case_id.hex()}/blobs", {"blob_id": made.blob_id.hex(), "hdr": b64(made.hdr)})

    def upload(self, case_id: bytes, made: blob.Blob) -> None:
        """Announces, uploads, commits."""
        assert self.announce(case_id, made).status_code == 201
        path = f"/v1/blobs/{made.blob_id.hex()}"
        for i, chunk in enumerate(made.chunks):
            assert self.put(f"{path}/chunks/{i}", chunk).status_code == 204
        assert self.post(f"{path}/commit", {"chunks_hash": b64(made.chunks_hash)}).status_code == 204


def read(answer: TestResponse) -> dict[str, Any]:
    """A JSON answer's body."""
    body = answer.get_json()
    assert isinstance(body, dict), answer.status
    return body


def frames(ops: list[bytes]) -> bytes:
    """A push body."""
    return b"".join(len(sealed).to_bytes(4) + sealed for sealed in ops)


def unframed(body: bytes) -> list[tuple[int, bytes]]:
    """A pull body's ops."""
    found, at = [], 0
    while at < len(body):
        seq, length = int.from_bytes(body[at : at + 8]), int.from_bytes(body[at + 8 : at + 12])
        found.append((seq, body[at + 12 : at + 12 + length]))
        at += 12 + length
    return found


def another_phone(app: Flask, phone: Phone) -> Phone:
    """The same person's second phone: same account, own device, not signed in."""
    second = Phone(phone.name, phone.passphrase, app.test_client(), phone.account, phone.registration)
    second.device = Device()
    second.case_keys = phone.case_keys
    return second


def admitted(phone: Phone) -> TestResponse:
    """Adds the phone's device to its account's identity log."""
    log = [unb64(entry) for entry in read(phone.get("/v1/identity"))["entries"]]
    letter = sum(entry[5] == 2 for entry in log) + 1
    entry = phone.account.admit(log[-1], len(log) + 1, phone.device, letter)
    return phone.post("/v1/identity", {"entry": b64(entry)})
