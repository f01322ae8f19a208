"""Accounts on the real server: what its front lets through is what the calls take."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.running_server import RunningServer, running_server
from tests.reference.account import Account, Device, b64
from tests.reference.keyring import Keyring
from tests.server.test_running import Browser, free_port


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path, port=free_port()) as running:
        yield running


def test_several_phones_with_many_cases_are_revoked_in_one_request(server: RunningServer) -> None:
    browser, account, others = Browser(server.origin), Account(), [Device() for _ in range(3)]
    registration = account.registration("dana", "words", 32 * 1024)
    assert browser.send("POST", "/v1/auth/register", registration)[0] == 201
    before = Keyring.read(account, registration)
    for letter, device in enumerate(others, 2):
        entry = account.admit(before.log[-1], letter + 1, device, letter)
        assert browser.send("POST", "/v1/identity", {"entry": b64(entry)})[0] == 201
        before = Keyring(account, before.bundle, before.slots, before.slots_sig, (*before.log, entry))
    seen = {os.urandom(16): (i, os.urandom(32)) for i in range(900)}
    body = before.request(before.rotated({device.device_id: seen for device in others}))
    assert len(json.dumps(body)) > 190_000
    status, answer = browser.send("PUT", "/v1/account/slots", body)
    assert (status, json.loads(answer)) == (200, {"gen": 2})
    devices = json.loads(browser.send("GET", "/v1/devices")[1])["devices"]
    assert [device["revoked"] for device in devices] == [False, True, True, True]
    browser.close()
