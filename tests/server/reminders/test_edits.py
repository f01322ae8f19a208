"""What moves no time rings nobody again; what waits for a phone reaches it once it subscribes; done stays done."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from server import db
from server.reminders import breaker, due, rules
from server.reminders.models import Reminder
from tests.phone import Phone
from tests.reference.webpush import Subscription
from tests.server.reminders.conftest import Now
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_acting import DAY_S, act, tokens
from tests.server.reminders.test_pushes import payloads, remind

Work = Callable[[], None]


def test_words_changed_after_it_came_due_ring_nobody_and_keep_the_nudges(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    first = now.ms
    remind(dana, first)
    work()
    now.pass_s(3600)
    assert remind(dana, first, rev=2) == 2
    work()
    assert len(receiver.got) == 1
    now.pass_s(DAY_S)
    work()
    assert [each["rev"] for each in payloads(receiver, subscribed)] == [1, 2]
    assert remind(dana, first + 1000, rev=3) == 3
    work()
    assert len(receiver.got) == 3, "another time asks anew"


def test_a_push_on_its_way_survives_a_change_of_words(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    receiver.answers = [(503, {})]
    remind(dana, now.ms)
    work()
    remind(dana, now.ms, rev=2)
    now.pass_s(60)
    work()
    work()
    assert [each["rev"] for each in payloads(receiver, subscribed)] == [1, 2]


def test_a_reminder_that_met_an_ended_subscription_comes_to_the_next_one(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    receiver.answers = [(410, {})]
    remind(dana, now.ms)
    work()
    now.pass_s(3600)
    work()
    assert len(receiver.got) == 1
    renewed = Subscription(f"{receiver.origin}/wpush/renewed")
    assert dana.post("/v1/push", renewed.body()).status_code == 201
    work()
    work()
    assert [path for path, _, _ in receiver.got[1:]] == ["/wpush/renewed"]
    assert json.loads(renewed.open(receiver.got[1][2]))["rev"] == 1


def test_it_is_kept_for_a_day_then_left_to_the_nudge(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    receiver.answers = [(410, {})]
    remind(dana, now.ms + 1000, rule="FREQ=MONTHLY")
    now.pass_s(2)
    work()
    for _ in range(2):
        now.pass_s(DAY_S)
        work()
    assert dana.post("/v1/push", Subscription(f"{receiver.origin}/wpush/renewed").body()).status_code == 201
    work()
    assert len(receiver.got) == 1


@pytest.mark.parametrize("rule", [None, "FREQ=DAILY"])
def test_done_is_done_though_the_worker_that_asked_has_a_clock_ahead(
    dana: Phone,
    visitor: FlaskClient,
    subscribed: Subscription,
    receiver: Receiver,
    now: Now,
    work: Work,
    rule: str | None,
) -> None:
    remind(dana, now.ms + 300_000, rule=rule)
    now.pass_s(600)
    work()
    now.pass_s(-600)
    assert act(visitor, tokens(receiver, subscribed)[0]).status_code == 204
    for _ in range(3):
        now.pass_s(600)
        work()
    assert len(receiver.got) == 1
    now.pass_s(DAY_S)
    work()
    assert len(receiver.got) == (1 if rule is None else 2)


def test_tomorrow_on_another_device_does_not_undo_done(
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
    (theirs,) = (tablet.open(body) for path, _, body in receiver.got if path.endswith("tablet"))
    assert act(visitor, mine).status_code == 204
    assert act(visitor, json.loads(theirs)["act_token"], "tomorrow").status_code == 204
    now.pass_s(30 * DAY_S)
    work()
    assert len(receiver.got) == 2


def test_one_that_cannot_be_reckoned_is_asked_each_day_and_stops_no_other(
    app: Flask, dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms)
    with app.app_context(), db.write() as session:
        session.execute(update(Reminder).values(zone="Nowhere/Any_More"))
    body = {"due": "2026-01-01T00:00:00Z", "rule": None, "zone": "UTC", "rev": 1}
    assert dana.put(f"/v1/reminders/{7:032x}", body).status_code == 200
    work()
    assert len(receiver.got) == 2
    with app.app_context():
        assert due.fan_out() == 0


def test_an_absurd_retry_after_is_a_trouble_like_another(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    receiver.answers = [(429, {"Retry-After": "Mon, 01 Jan 99999999999999 00:00:00 GMT"})]
    remind(dana, now.ms)
    work()
    now.pass_s(60)
    work()
    assert len(receiver.got) == 2


def test_names_that_are_made_up_do_not_fill_the_memory() -> None:
    states = breaker.Breaker()
    for n in range(3000):
        states.told(f"https://{n}.push.apple.com", well=False)
    assert len(states._states) <= 1000


def test_a_daily_reminder_of_years_ago_is_reckoned_not_stepped_to() -> None:
    now = datetime(2199, 6, 1, tzinfo=UTC)

    def spent_s(first: datetime) -> float:
        started = time.process_time()
        for _ in range(20):
            assert rules.next_after(first, "FREQ=DAILY", "America/Vancouver", now) is not None
        return time.process_time() - started

    spent_s(now)
    assert spent_s(datetime(2020, 1, 1, tzinfo=UTC)) < 20 * spent_s(now - timedelta(days=3))


def test_what_was_shown_before_the_words_changed_is_answered_no_more_and_the_nudges_go_on(
    dana: Phone, visitor: FlaskClient, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    first = now.ms
    remind(dana, first)
    work()
    before = tokens(receiver, subscribed)[0]
    remind(dana, first, rev=2)
    assert act(visitor, before).status_code == 410, "a phone that has rev 2 would not seal it"
    now.pass_s(DAY_S)
    work()
    assert act(visitor, tokens(receiver, subscribed)[1]).status_code == 204
    now.pass_s(30 * DAY_S)
    work()
    assert len(receiver.got) == 2


def test_one_that_was_answered_and_is_open_again_asks_anew(
    dana: Phone, visitor: FlaskClient, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    first = now.ms
    remind(dana, first, rule="FREQ=MONTHLY")
    work()
    assert act(visitor, tokens(receiver, subscribed)[0]).status_code == 204
    now.pass_s(3600)
    remind(dana, first, rev=3, rule="FREQ=MONTHLY")
    work()
    assert len(receiver.got) == 2
