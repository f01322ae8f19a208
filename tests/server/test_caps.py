"""An account has so many cases, reminders, waiting test pushes, and no more."""

import os

import pytest
from flask import Flask
from sqlalchemy import func, select

from server import db
from server.accounts import identity_log
from server.reminders import service as reminders
from server.reminders.models import Delivery
from server.sync import service as sync
from tests.phone import Phone, admitted, another_phone, read
from tests.reference.webpush import Subscription
from tests.server.accounts.test_changing_keys import keyring


def remind(phone: Phone, i: int, rev: int = 1) -> tuple[int, str | None]:
    body = {"due": "2030-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": rev}
    answer = phone.put(f"/v1/reminders/{i:032x}", body)
    return answer.status_code, read(answer).get("code")


def test_cases_end_at_their_cap(dana: Phone, sam: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "MAX_CASES", 3)
    cases = [dana.new_case() for _ in range(3)]
    answer = dana.post("/v1/cases", {"case_id": os.urandom(16).hex()})
    assert (answer.status_code, read(answer)["code"], read(answer)["limit"]) == (507, "too_many", 3)
    assert dana.post("/v1/cases", {"case_id": cases[0].hex()}).status_code == 200
    sam.new_case()


def test_reminders_end_at_their_cap(dana: Phone, sam: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "MAX_REMINDERS", 2)
    assert [remind(dana, i)[0] for i in range(2)] == [200, 200]
    assert remind(dana, 2) == (507, "too_many")
    assert remind(dana, 1, rev=2)[0] == 200
    assert dana.delete(f"/v1/reminders/{0:032x}", {"rev": 2}).status_code == 204
    assert remind(dana, 2)[0] == 200
    assert remind(dana, 0, rev=3) == (507, "too_many")
    assert remind(sam, 2)[0] == 200


def test_one_test_push_waits_per_device(app: Flask, dana: Phone) -> None:
    dana.post("/v1/push", Subscription("https://fcm.googleapis.com/fcm/send/dana").body())
    assert [read(dana.post("/v1/push/test", {})) for _ in range(5)] == [{"sent": 1}] * 5
    with app.app_context():
        assert db.session().scalar(select(func.count()).select_from(Delivery)) == 1


def test_an_identity_log_ends_at_its_cap_and_still_takes_a_removal(
    app: Flask, dana: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, late = (another_phone(app, dana) for _ in range(2))
    for phone in (lost, late):
        phone.login()
    monkeypatch.setattr(identity_log, "MAX_ENTRIES", 3)
    assert admitted(lost).status_code == 201
    answer = admitted(late)
    assert (answer.status_code, read(answer)["code"], read(answer)["limit"]) == (507, "too_many", 3)
    before = keyring(dana)
    body = before.request(before.rotated({lost.device.device_id: {}}))
    monkeypatch.setattr(identity_log, "MAX_EVER", 4)
    assert (dana.put("/v1/account/slots", body).status_code, len(keyring(dana).log)) == (507, 3)
    monkeypatch.setattr(identity_log, "MAX_EVER", 5)
    assert (dana.put("/v1/account/slots", body).status_code, len(keyring(dana).log)) == (200, 5)
