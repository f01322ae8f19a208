"""What the operator can ask of a running server: is it ready, how much does it do, how far behind is it."""

import re
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from server import db
from tests.e2e.running_server import running_server
from tests.server.test_running import free_port

CANARY = "whelk-lantern-4417"


def figures(port: int) -> dict[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        told = answer.read().decode()
    assert CANARY not in told
    return {name: float(value) for name, value in re.findall(r"^(holdfast_\S+) (\S+)$", told, re.MULTILINE)}


def figures_once_it_runs(port: int) -> dict[str, float]:
    deadline = time.monotonic() + 60
    while True:
        try:
            return figures(port)
        except urllib.error.URLError:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_web_and_worker_count_on_ports_of_their_own(tmp_path: Path) -> None:
    web, worker = free_port(), free_port()
    ports = {"METRICS_PORT": str(web), "WORKER_METRICS_PORT": str(worker)}
    with running_server(tmp_path, port=free_port(), settings=ports) as server:
        for path in ("healthz", "readyz", f"v1/cases/{CANARY}/ops?{CANARY}", CANARY):
            with suppress(urllib.error.HTTPError):
                urllib.request.urlopen(f"{server.origin}/{path}", timeout=5).close()
        found, behind = figures(web), figures_once_it_runs(worker)
        assert found['holdfast_requests_total{method="GET",route="/readyz",status="200"}'] == 1
        assert found['holdfast_request_seconds_count{route="/readyz"}'] == 1
        assert found['holdfast_requests_total{method="GET",route="none",status="404"}'] >= 1
        assert found["holdfast_instance_free_bytes"] > 0
        assert (behind["holdfast_reminder_late_seconds"], behind["holdfast_pushes_waiting"]) == (0, 0)
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{server.origin}/metrics", timeout=5)


def test_it_is_not_ready_before_its_tables_are(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/readyz").status_code == 200
    for version, status in (("0001", 503), ("9999", 200)):
        with app.app_context(), db.write() as session:
            session.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
        assert client.get("/readyz").status_code == status


@pytest.mark.folder
def test_it_is_not_ready_while_nothing_can_be_kept(app: Flask, instance_settings: dict[str, str]) -> None:
    (Path(instance_settings["INSTANCE"]) / "blobs" / "incoming").write_bytes(b"")
    assert app.test_client().get("/readyz").status_code == 503
    assert app.test_client().get("/healthz").status_code == 200
