"""A log line has fixed fields, none of which can hold what a person sent."""

import json
import logging
import sys
from typing import Any

import pytest
from flask import Flask

from server import logs
from tests.phone import Phone

CANARY = "kelp-canary-7319"


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_request_logs_its_route_not_its_path_or_query(
    app: Flask, dana: Phone, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure()
    dana.get(f"/v1/cases/{'b' * 32}/ops?after={CANARY}")
    dana.get(f"/{CANARY}")
    dana.post("/v1/auth/login", {"login": CANARY, "auth": CANARY, "device_id": None})
    dana.client.get("/healthz", headers={"User-Agent": CANARY, "Referer": CANARY, "X-Forwarded-For": CANARY})
    dana.client.open("/", method=CANARY)
    found = lines(capsys)
    assert len(found) == 5
    for line in found:
        assert set(line) == {"time", "level", "event", "method", "route", "status", "ms", "request_id"}
    text = json.dumps(found)
    assert found[0]["route"] == "/v1/cases/<id:case_id>/ops"
    for secret in (CANARY, "b" * 32, "127.0.0.1", dana.csrf, dana.account.account_id.hex()):
        assert secret not in text


def test_a_failure_logs_its_type_and_place_but_no_value(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()

    def fails() -> str:
        raise ValueError(CANARY)

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["pages.healthz"] = vars(fails).update(vars(app.view_functions["pages.healthz"])) or fails
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, CANARY in answer.text) == (500, False)
    failure = next(line for line in lines(capsys) if line["level"] == "error")
    assert failure["error"] == "ValueError"
    assert any("fails" in frame for frame in failure["frames"])
    assert CANARY not in json.dumps(failure)


def test_another_librarys_message_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    try:
        raise RuntimeError(CANARY)
    except RuntimeError:
        logging.getLogger("some.library").warning("%s", CANARY, exc_info=sys.exc_info())
    (line,) = lines(capsys)
    assert (line["library"], line["error"]) == ("some.library", "RuntimeError")
    assert CANARY not in json.dumps(line)
