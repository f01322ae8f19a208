"""Done and Tomorrow from a notification: the push's own token, once, and nothing else of the caller."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from server import db
from server.reminders import acting, rules
from server.reminders.models import ActToken
from tests.phone import Phone, read
from tests.reference.account import b64, unb64
from tests.reference.webpush import Subscription
from tests.server.reminders.conftest import Now
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_pushes import ID, remind

Work = Callable[[], None]
DAY_S = 86400
VANCOUVER = rules.zone_of("America/Vancouver")  # the system's own rules may be older than the server's


def tokens(receiver: Receiver, subscription: Subscription) -> list[str]:
    return [json.loads(subscription.open(body))["act_token"] for path, _, body in receiver.got if path.endswith("dana")]


def act(visitor: FlaskClient, token: str, what: str = "done") -> TestResponse:
    return visitor.post("/v1/reminders/act", json={"token": token, "act": what})


@pytest.fixture
def token(dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work) -> str:
    """The token of a push that has just come."""
    remind(dana, now.ms, rule="FREQ=WEEKLY")
    work()
    return tokens(receiver, subscribed)[0]


def test_done_asks_no_more_before_the_next_occurrence(
    visitor: FlaskClient, token: str, receiver: Receiver, now: Now, work: Work
) -> None:
    assert act(visitor, token).status_code == 204
    now.pass_s(6 * DAY_S)
    work()
    assert len(receiver.got) == 1
    now.pass_s(1.1 * DAY_S)
    work()
    assert len(receiver.got) == 2


def test_tomorrow_asks_on_the_next_day_at_the_same_time_of_day(
    visitor: FlaskClient, token: str, receiver: Receiver, now: Now, work: Work
) -> None:
    now.pass_s(3 * DAY_S + 3600)
    begun = datetime.fromtimestamp(now.ms / 1000, VANCOUVER)
    assert act(visitor, token, "tomorrow").status_code == 204
    for _ in range(2 * 24 * 4):
        now.pass_s(900)
        work()
        if len(receiver.got) > 1:
            break
    came = datetime.fromtimestamp(now.ms / 1000, VANCOUVER)
    assert (came.date() - begun.date()).days == 1
    assert 0 <= ((begun.hour - 1) % 24 * 60 + begun.minute + 15 - came.hour * 60 - came.minute) <= 30


def test_a_time_put_off_moves_no_other(
    dana: Phone, visitor: FlaskClient, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    """Due now and weekly, put off by two days: asked then, and after Done again on the day of the week that it had."""
    begun = now.ms
    remind(dana, begun, rule="FREQ=WEEKLY", snoozed_ms=begun + 2 * DAY_S * 1000)
    work()
    assert receiver.got == []
    now.pass_s(2 * DAY_S + 60)
    work()
    assert len(receiver.got) == 1
    assert act(visitor, tokens(receiver, subscribed)[0]).status_code == 204
    now.ms = begun + 7 * DAY_S * 1000 - 2 * 3600 * 1000
    work()
    assert len(receiver.got) == 1
    now.pass_s(4 * 3600)
    work()
    assert len(receiver.got) == 2


def test_what_was_put_off_to_before_it_is_due_waits_for_its_date(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms + 3_600_000, snoozed_ms=now.ms - 3_600_000)
    work()
    assert receiver.got == []
    now.pass_s(3700)
    work()
    assert len(receiver.got) == 1


@pytest.mark.parametrize("snoozed", ["tomorrow", "2026-11-24T09:00:00-05:00", 7])
def test_a_time_to_put_off_to_that_is_none_is_refused(dana: Phone, now: Now, snoozed: object) -> None:
    body = {"due": "2026-11-24T14:00:00Z", "rule": None, "zone": "America/Vancouver", "rev": 1, "snoozed": snoozed}
    assert dana.put(f"/v1/reminders/{ID}", body).status_code in (400, 422)


def test_a_reminder_without_a_rule_is_over_when_done(
    dana: Phone, visitor: FlaskClient, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms)
    work()
    assert act(visitor, tokens(receiver, subscribed)[0]).status_code == 204
    now.pass_s(400 * DAY_S)
    work()
    assert len(receiver.got) == 1


def test_a_token_acts_once(visitor: FlaskClient, token: str, receiver: Receiver, now: Now, work: Work) -> None:
    assert act(visitor, token, "tomorrow").status_code == 204
    now.pass_s(2 * DAY_S)
    work()
    assert len(receiver.got) == 2
    assert act(visitor, token, "tomorrow").status_code == 204
    answer = act(visitor, token, "done")
    assert (answer.status_code, read(answer)["code"]) == (410, "act_over")
    now.pass_s(DAY_S)
    work()
    assert len(receiver.got) == 3


def test_unknown_old_and_overtaken_tokens_get_one_answer(
    dana: Phone, visitor: FlaskClient, token: str, now: Now, subscribed: Subscription, receiver: Receiver, work: Work
) -> None:
    answers = [act(visitor, b64(bytes(32)))]
    remind(dana, now.ms, rev=2)
    answers.append(act(visitor, token))
    work()
    later = tokens(receiver, subscribed)[-1]
    dana.delete(f"/v1/reminders/{ID}", {"rev": 3})
    answers.append(act(visitor, later))
    remind(dana, now.ms, rev=4)
    work()
    now.pass_s(31 * DAY_S)
    answers.append(act(visitor, tokens(receiver, subscribed)[-1]))
    seen = {(answer.status_code, answer.data) for answer in answers}
    assert len(seen) == 1
    assert seen.pop()[0] == 410


def test_each_device_has_a_token_of_its_own_and_one_act_answers_for_all(
    dana: Phone,
    visitor: FlaskClient,
    subscribed: Subscription,
    tablet: Subscription,
    receiver: Receiver,
    now: Now,
    work: Work,
) -> None:
    remind(dana, now.ms)
    work()
    mine = tokens(receiver, subscribed)[0]
    theirs = [json.loads(tablet.open(body))["act_token"] for path, _, body in receiver.got if path.endswith("tablet")]
    assert theirs != [mine]
    assert act(visitor, theirs[0]).status_code == 204
    now.pass_s(30 * DAY_S)
    work()
    assert len(receiver.got) == 2


def test_the_database_keeps_no_token_and_drops_old_ones(app: Flask, token: str, now: Now) -> None:
    with app.app_context():
        (kept,) = db.session().scalars(select(ActToken)).all()
        assert kept.token_hash == acting.hash_of(unb64(token)) != unb64(token)
        acting.drop_expired()
        now.pass_s(31 * DAY_S)
        acting.drop_expired()
        assert db.session().scalars(select(ActToken)).all() == []


@pytest.mark.parametrize("body", [{}, {"token": "x", "act": "done"}, {"token": b64(bytes(32)), "act": "later"}])
def test_what_is_no_act_is_refused(visitor: FlaskClient, body: dict[str, Any]) -> None:
    assert visitor.post("/v1/reminders/act", json=body).status_code == 422
