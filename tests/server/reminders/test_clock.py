"""The clock against an oracle: daylight saving, leap days, month ends, other zones, a worker's wrong clock."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server import clock
from server.reminders import rules, schedule
from tests.phone import Phone
from tests.reference.webpush import Subscription
from tests.server.reminders import oracle
from tests.server.reminders.conftest import Now
from tests.server.reminders.receiver import Receiver
from tests.server.reminders.test_pushes import remind

ZONES = [
    "America/St_Johns",
    "America/Halifax",
    "America/Toronto",
    "America/Regina",
    "America/Vancouver",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "UTC",
]
FIRSTS = st.datetimes(datetime(2024, 1, 1), datetime(2033, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))  # noqa: DTZ001  wall-clock times
RULES = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]), "INTERVAL": st.integers(1, 31).map(str)}
)
ENDS = st.one_of(
    st.none(), st.integers(1, 40).map(lambda n: ("COUNT", n)), st.integers(0, 900).map(lambda n: ("UNTIL", n))
)


@given(wall=FIRSTS, rule=RULES, end=ENDS, zone=st.sampled_from(ZONES), later=st.integers(-30, 800))
def test_the_next_time_is_the_oracles(
    wall: datetime, rule: dict[str, str], end: tuple[str, int] | None, zone: str, later: int
) -> None:
    here = rules.zone_of(zone)
    first = rules.instant_of(wall, here)
    if end is not None:
        days = first + timedelta(days=end[1], hours=1)
        rule = rule | {end[0]: str(end[1]) if end[0] == "COUNT" else f"{days:%Y%m%dT%H%M%SZ}"}
    text = ";".join(f"{name}={value}" for name, value in sorted(rule.items(), key=lambda part: part[0] != "FREQ"))
    now = first + timedelta(days=later)
    seen = oracle.occurrences(first, rule, here, date.max if "COUNT" in rule else now.date() + timedelta(days=3000))
    wanted = next((at for at in seen if at > now), None)
    assert rules.next_after(first, text, zone, now) == wanted


@given(wall=FIRSTS, zone=st.sampled_from(ZONES), hours=st.integers(0, 24 * 400))
def test_tomorrow_is_the_oracles(wall: datetime, zone: str, hours: int) -> None:
    here = rules.zone_of(zone)
    due = rules.instant_of(wall, here)
    now = due + timedelta(hours=hours)
    day = now.astimezone(here).date() + timedelta(days=1)
    found = schedule.tomorrow(schedule.ms_of(due), zone, schedule.ms_of(now))
    assert schedule.at(found) == oracle.shown_at(day, due.astimezone(here).time(), here)


@pytest.mark.parametrize("seed", range(3))
def test_workers_whose_clocks_are_ten_minutes_off_ask_once_each_day(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Callable[[], None], seed: int
) -> None:
    skewed = random.Random(seed)
    start = now.ms
    remind(dana, start + 3_600_000, rule="FREQ=DAILY")
    for step in range(4 * 12):
        before = len(receiver.got)
        for _ in range(3):
            now.ms = start + step * clock.DAY_MS // 12 + skewed.randint(-600_000, 600_000)
            work()
        assert len(receiver.got) - before <= 1
    assert len(receiver.got) == 4


def test_who_travels_keeps_the_hour_of_home_until_the_date_is_changed(
    dana: Phone, subscribed: Subscription, receiver: Receiver, now: Now, work: Callable[[], None]
) -> None:
    now.ms = schedule.ms_of(datetime(2026, 3, 1, 14, tzinfo=UTC))
    at_nine = {"due": "2026-03-02T14:00:00Z", "rule": "FREQ=WEEKLY", "zone": "America/Toronto", "rev": 1}
    assert dana.put(f"/v1/reminders/{'1' * 32}", at_nine).status_code == 200
    in_paris = {"due": "2026-03-10T08:00:00Z", "rule": "FREQ=WEEKLY", "zone": "Europe/Paris", "rev": 2}
    asked = []
    for hour in range(24 * 17):
        if hour == 24 * 8:
            assert dana.put(f"/v1/reminders/{'1' * 32}", in_paris).status_code == 200
        before = len(receiver.got)
        work()
        asked += [schedule.at(now.ms)] * (len(receiver.got) - before)
        now.pass_s(3600)
    # At nine in Toronto, a nudge, at nine there after the clocks went forward; then at nine in Paris.
    assert [f"{at:%d %H}" for at in asked] == ["02 14", "03 14", "09 13", "10 08", "11 08", "17 08", "18 08"]
