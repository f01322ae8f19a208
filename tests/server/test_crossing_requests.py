"""Requests that want the same thing at the same moment: one gets it, the other is told, on either database."""

import copy
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from tests.phone import Phone
from tests.postgres import Postgres
from tests.reference.account import Account


def at_once(*calls: Callable[[], object]) -> None:
    ready = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        ready.wait()
        call()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def registering(app: Flask, sealed: tuple[Account, dict[str, Any]], login: str) -> Phone:
    account, registration = sealed
    phone = Phone(login, "", app.test_client(), account, {**copy.deepcopy(registration), "login": login})
    phone.hello()
    return phone


def test_two_sign_ups_for_one_name(app: Flask, sealed_accounts: dict[str, tuple[Account, dict[str, Any]]]) -> None:
    phones = [registering(app, sealed_accounts[name], "same") for name in ("dana", "noor")]
    answers: list[int] = []
    at_once(*(lambda phone=phone: answers.append(phone.register().status_code) for phone in phones))
    assert sorted(answers) in ([201, 409], [201, 503])
    again = next(phone for phone in phones if phone.get("/v1/account/keys").status_code == 401)
    assert again.register().status_code == 409


def test_migrations_run_one_at_a_time(postgres_server: Postgres | None, tmp_path: Path) -> None:
    if postgres_server is None:
        pytest.skip("SQLite has one `holdfast serve`, which migrates before it serves")
    postgres_server.run("CREATE DATABASE unmigrated")
    url = postgres_server.url("unmigrated")
    environment = {"PATH": os.environ["PATH"], "INSTANCE": str(tmp_path), "DATABASE_URL": url}
    command = [str(Path(sys.executable).with_name("holdfast")), "db", "upgrade"]
    started = [subprocess.Popen(command, env=environment) for _ in range(3)]
    assert [process.wait(120) for process in started] == [0, 0, 0]
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    engine.dispose()
