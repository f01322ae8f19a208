"""A server for some people only: a new account needs a code, good once, that the server itself cannot show."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server import clock, db, keys, sweeping
from server.accounts import invites
from server.accounts.models import Invite
from server.config import Config
from tests.phone import Phone, read

Person = Callable[[Flask, str], Phone]


@pytest.fixture
def app(new_app: Callable[..., Flask]) -> Flask:
    return new_app(invite_only=True)


def codes(app: Flask, count: int = 1, days: int = 14) -> list[str]:
    with app.app_context():
        return invites.make(count, days)


def tries(person: Phone, code: str | None) -> tuple[int, Any]:
    person.registration["invite"] = code
    answer = person.register()
    return answer.status_code, read(answer).get("code")


def test_a_code_makes_one_account_however_it_is_typed(app: Flask, new_person: Person) -> None:
    dana, sam = new_person(app, "dana"), new_person(app, "sam")
    assert dana.hello()["invite_only"] is True
    (code,) = codes(app)
    assert tries(dana, f" {code.lower().replace('-', '  ').replace('0', 'o').replace('1', 'l')} ") == (201, None)
    assert tries(sam, code) == (409, "invite")
    assert sam.hello()["signed_in"] is False
    assert dana.login().status_code == 200


def test_none_a_wrong_a_used_and_an_expired_one_get_one_answer(
    app: Flask, new_person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    dana, sam = new_person(app, "dana"), new_person(app, "sam")
    used, late = codes(app)[0], codes(app, days=1)[0]
    assert tries(dana, used) == (201, None)
    now = clock.now_ms()
    monkeypatch.setattr(clock, "now_ms", lambda: now + 2 * clock.DAY_MS)
    answers = set()
    for code in (None, "", "0000-0000-0000-0000", "é" * 64, used, late):
        sam.registration["invite"] = code
        answers.add(sam.register().data)
    assert len(answers) == 1


def test_without_a_code_no_login_name_and_no_account_can_be_probed(app: Flask, new_person: Person) -> None:
    dana, sam = new_person(app, "dana"), new_person(app, "sam")
    assert tries(dana, codes(app)[0]) == (201, None)
    sam.registration["login"] = "dana"
    assert tries(sam, None) == (409, "invite")
    assert tries(sam, (code := codes(app)[0])) == (409, "login_taken")
    sam.registration["login"] = "sam"
    assert tries(sam, code) == (201, None)


def test_of_many_at_once_a_code_lets_one_in(app: Flask, new_person: Person) -> None:
    (code,), cast = codes(app), [new_person(app, name) for name in ("dana", "noor", "sam")]
    for person in cast:
        person.hello()
    with ThreadPoolExecutor(len(cast)) as pool:
        told = list(pool.map(lambda person: tries(person, code)[0], cast))
    assert told.count(201) == 1
    assert set(told) <= {201, 409, 503}


def test_what_is_kept_is_a_keyed_hash_until_it_is_used_or_over(
    app: Flask, monkeypatch: pytest.MonkeyPatch, server_keys: keys.Keys
) -> None:
    (code,) = codes(app, days=3)
    with app.app_context():
        (row,) = db.session().scalars(select(Invite)).all()
        assert code.replace("-", "").encode() not in row.code_mac
        assert len(row.code_mac) == 32
        db.session().rollback()
        now = clock.now_ms()
        sweeping.sweep()
        assert len(db.session().scalars(select(Invite)).all()) == 1
        db.session().rollback()
        monkeypatch.setattr(clock, "now_ms", lambda: now + 4 * clock.DAY_MS)
        sweeping.sweep()
        assert db.session().scalars(select(Invite)).all() == []


def test_where_nobody_is_asked_for_one_none_is_needed(new_app: Callable[..., Flask], new_person: Person) -> None:
    dana = new_person(new_app(), "dana")
    assert dana.hello()["invite_only"] is False
    assert tries(dana, "") == (201, None)


def test_the_command_prints_codes_that_work_and_takes_unused_ones_back(
    new_app: Callable[..., Flask], new_person: Person, instance_settings: dict[str, str]
) -> None:
    app = new_app(invite_only=True)
    app.config["PEPPER"] = keys.load(Config.from_env(instance_settings)).pepper

    def holdfast(*words: str) -> list[str]:
        command = [sys.executable, "-m", "server.cli", "invite", *words]
        return subprocess.run(command, env=instance_settings, capture_output=True, text=True, check=True).stdout.split(
            "\n"
        )[:-1]

    first, second = holdfast("--count", "2")
    assert tries(new_person(app, "dana"), first) == (201, None)
    assert holdfast("--withdraw") == ["1 code ended"]
    assert tries(new_person(app, "sam"), second) == (409, "invite")
