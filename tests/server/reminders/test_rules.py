"""A repeat keeps its wall-clock time in its zone, daylight saving or not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reminders import rules
from server.reminders.errors import RuleRefused

VANCOUVER = rules.zone_of("America/Vancouver")


def occurrences(due: datetime, rule: str, zone: str, count: int) -> list[datetime]:
    found = [due]
    while len(found) < count and (following := rules.next_after(due, rule, zone, found[-1])):
        found.append(following)
    return [at.astimezone(rules.zone_of(zone)) for at in found]


def test_nine_stays_nine_across_daylight_saving() -> None:
    due = datetime(2025, 10, 27, 9, tzinfo=VANCOUVER).astimezone(UTC)
    found = occurrences(due, "FREQ=WEEKLY", "America/Vancouver", 3)
    assert [at.hour for at in found] == [9, 9, 9]
    assert {at.utcoffset() for at in found} == {timedelta(hours=-7), timedelta(hours=-8)}


def test_a_time_that_the_spring_skips_comes_an_hour_later() -> None:
    due = datetime(2025, 3, 8, 2, 30, tzinfo=VANCOUVER).astimezone(UTC)
    found = occurrences(due, "FREQ=DAILY", "America/Vancouver", 3)
    assert [(at.day, at.hour, at.minute) for at in found] == [(8, 2, 30), (9, 3, 30), (10, 2, 30)]


def test_british_columbia_keeps_one_time_from_2026() -> None:
    due = datetime(2026, 10, 26, 9, tzinfo=VANCOUVER).astimezone(UTC)
    assert {at.utcoffset() for at in occurrences(due, "FREQ=WEEKLY", "America/Vancouver", 3)} == {timedelta(hours=-7)}


def test_a_month_without_the_day_is_passed_over() -> None:
    due = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert [at.month for at in occurrences(due, "FREQ=MONTHLY", "America/Toronto", 4)] == [1, 3, 5, 7]


def test_count_and_until_end_it() -> None:
    due = datetime(2026, 5, 1, 16, tzinfo=UTC)
    assert len(occurrences(due, "FREQ=DAILY;INTERVAL=2;COUNT=3", "America/Vancouver", 9)) == 3
    until = occurrences(due, "FREQ=DAILY;UNTIL=20260503T160000Z", "America/Vancouver", 9)
    assert [at.day for at in until] == [1, 2, 3]


@given(
    day=st.integers(0, 730),
    minute=st.integers(0, 1439),
    days=st.integers(0, 900),
    rule=st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=DAILY;INTERVAL=30"]),
    zone=st.sampled_from(["America/St_Johns", "America/Vancouver", "America/Regina", "UTC"]),
)
def test_the_next_one_is_always_ahead_and_on_the_same_minute(
    day: int, minute: int, days: int, rule: str, zone: str
) -> None:
    due = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day, minutes=minute)
    now = due + timedelta(days=days, minutes=7)
    found = rules.next_after(due, rule, zone, now)
    assert found is not None
    assert now < found < now + timedelta(days=64)
    local, first = (at.astimezone(rules.zone_of(zone)) for at in (found, due))
    assert local.minute == first.minute
    assert (local.hour - first.hour) % 24 in (0, 1)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=YEARLY",
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=1;UNTIL=20260503T160000Z",
        "FREQ=DAILY;UNTIL=20260503",
        "FREQ=DAILY;UNTIL=20261399T999999Z",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
        "FREQ=DAILY;UNTIL=00010101T000000Z",
        "FREQ=DAILY;COUNT=1000000",
        "INTERVAL=2;FREQ=DAILY",
        "FREQ=DAILY;FREQ=DAILY",
        "freq=daily",
        "FREQ=DAILY\n",
        "FREQ=DAILY;",
        "DTSTART:20200101\nRRULE:FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=٣",
    ],
)
def test_other_rules_are_refused(rule: str) -> None:
    with pytest.raises(RuleRefused):
        rules.check("2026-12-01T17:00:00Z", rule, "America/Vancouver")


@pytest.mark.parametrize(
    "due", ["2026-12-01T17:00:00", "2026-12-01T17:00:00-08:00", "2026-13-01T17:00:00Z", "1999-12-01T17:00:00Z", "now"]
)
def test_other_instants_are_refused(due: str) -> None:
    with pytest.raises(RuleRefused):
        rules.check(due, None, "America/Vancouver")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "/etc/localtime", "america/vancouver", "\0"])
def test_other_zones_are_refused(zone: str) -> None:
    with pytest.raises(RuleRefused):
        rules.check("2026-12-01T17:00:00Z", None, zone)


def test_british_columbia_keeps_one_time_whatever_this_machine_believes() -> None:
    due = datetime(2026, 10, 26, 16, tzinfo=UTC)
    after = rules.next_after(due, "FREQ=WEEKLY", "America/Vancouver", due)
    assert after == datetime(2026, 11, 2, 16, tzinfo=UTC)
