"""A log line has fixed fields, none of which can hold what a person sent."""

import json
import logging
import subprocess
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
    app.view_functions["health.healthz"] = vars(fails).update(vars(app.view_functions["health.healthz"])) or fails
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, CANARY in answer.text) == (500, False)
    failure = next(line for line in lines(capsys) if line["level"] == "error")
    assert failure["error"] == "ValueError"
    assert any("fails" in frame for frame in failure["frames"])
    assert CANARY not in json.dumps(failure)


@pytest.mark.parametrize("place", ["<string>", "", "frozen", "/x", "a/b/c"])
def test_a_frame_of_any_place_is_written_without_the_message(capsys: pytest.CaptureFixture[str], place: str) -> None:
    logs.configure()
    try:
        exec(compile(f"raise ValueError({CANARY!r})", place, "exec"))
    except ValueError as error:
        logs.failure("exception", error)
    said = capsys.readouterr()
    (line,) = [json.loads(line) for line in said.out.splitlines()]
    assert line["error"] == "ValueError"
    assert CANARY not in said.out + said.err


def test_a_line_that_cannot_be_written_says_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    logging.getLogger("holdfast").info("event", extra={"fields": {"count": {CANARY}}})
    said = capsys.readouterr()
    assert CANARY not in said.out + said.err


DYING = """
import asyncio, os, threading
from server import logs
logs.configure()
def fails():
    raise ValueError(os.environ["CANARY"])
class Falls:
    def __del__(self):
        fails()
async def in_a_loop():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.loop_failure)
    loop.call_soon(fails)
    await asyncio.sleep(0.1)
thread = threading.Thread(target=fails)
thread.start()
thread.join()
Falls()
asyncio.run(in_a_loop())
fails()
"""


def test_a_process_that_dies_writes_no_message_either() -> None:
    environment = {"CANARY": CANARY, "PATH": "/usr/bin:/bin"}
    ended = subprocess.run([sys.executable, "-c", DYING], env=environment, capture_output=True, text=True, check=False)
    found = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [line["event"] for line in found] == ["uncaught", "uncaught", "loop", "uncaught"]
    assert {line["error"] for line in found} == {"ValueError"}
    assert (ended.returncode, ended.stderr, CANARY in ended.stdout) == (1, "", False)


def test_another_librarys_message_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    try:
        raise RuntimeError(CANARY)
    except RuntimeError:
        logging.getLogger("some.library").warning("%s", CANARY, exc_info=sys.exc_info())
    (line,) = lines(capsys)
    assert (line["library"], line["error"]) == ("some.library", "RuntimeError")
    assert CANARY not in json.dumps(line)
