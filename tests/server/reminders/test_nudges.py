"""What nobody acted on is asked again: the next day, then weekly, always at the same time of day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import clock
from server.reminders import rules, schedule
from tests.phone import Phone
from tests.reference.webpush import Subscription
from tests.server.reminders.conftest import Now
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_pushes import remind

Work = Callable[[], None]


def days_of_pushes(receiver: Receiver, now: Now, work: Work, days: int) -> list[int]:
    found = []
    for day in range(days):
        before = len(receiver.got)
        work()
        found += [day] * (len(receiver.got) - before)
        now.pass_s(86400)
    return found


def test_the_next_day_then_weekly(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms)
    now.pass_s(4 * 3600)
    assert days_of_pushes(receiver, now, work, 24) == [0, 1, 8, 15, 22]


def test_an_occurrence_of_the_rule_begins_anew(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms, rule="FREQ=DAILY;INTERVAL=10;COUNT=2")
    now.pass_s(4 * 3600)
    assert days_of_pushes(receiver, now, work, 20) == [0, 1, 8, 10, 11, 18]


def test_a_new_rev_asks_by_its_own_date_only(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms)
    work()
    remind(dana, now.ms + 5 * clock.DAY_MS, rev=2)
    now.pass_s(3600)
    assert days_of_pushes(receiver, now, work, 8) == [5, 6]


def test_what_was_missed_while_no_worker_ran_goes_out_once(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Work
) -> None:
    remind(dana, now.ms, rule="FREQ=DAILY;COUNT=3")
    now.pass_s(20 * 86400)
    work()
    work()
    assert len(receiver.got) == 1


def test_after_a_year_nobody_is_asked_any_more() -> None:
    asked = round(datetime(2026, 1, 5, 17, tzinfo=UTC).timestamp() * 1000)
    assert schedule.nudge_after(asked, "America/Toronto", asked + 366 * clock.DAY_MS) is None


@given(
    asked_s=st.integers(1_704_067_200, 1_893_456_000),
    since=st.integers(0, 300 * clock.DAY_MS),
    zone=st.sampled_from(["America/Vancouver", "America/St_Johns", "UTC", "Pacific/Chatham"]),
)
def test_a_nudge_is_soon_and_at_the_same_time_of_day(asked_s: int, since: int, zone: str) -> None:
    asked_ms = asked_s * 1000
    now_ms = asked_ms + since
    found = schedule.nudge_after(asked_ms, zone, now_ms)
    assert found is not None
    assert now_ms < found <= now_ms + 7 * clock.DAY_MS + 2 * 3_600_000
    here = rules.zone_of(zone)
    wall, before = (schedule.at(ms).astimezone(here).replace(tzinfo=None) for ms in (found, asked_ms))
    assert abs(wall - before - timedelta(days=(wall.date() - before.date()).days)) <= timedelta(hours=1)


@pytest.mark.parametrize(("hour", "expected"), [(8, "2026-03-08T09:30"), (23, "2026-03-08T09:30")])
def test_tomorrow_keeps_the_time_of_day_when_the_clocks_change(hour: int, expected: str) -> None:
    here = rules.zone_of("America/Toronto")
    due = datetime(2026, 3, 1, 9, 30, tzinfo=here)
    now = datetime(2026, 3, 7, hour, tzinfo=here)
    found = schedule.tomorrow(schedule.ms_of(due), "America/Toronto", schedule.ms_of(now))
    assert schedule.at(found).astimezone(here).strftime("%Y-%m-%dT%H:%M") == expected
