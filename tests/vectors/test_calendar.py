"""An independent reader finds in the phone's calendar files what the follow-ups say, at the server's instants."""

import json
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event, Timezone

from server.reminders.rules import instant_of, next_after, zone_of

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("calendar.json").read_text("utf-8"))["cases"]
OCCURRENCES = 60
ZONES_REACH = 2036
"""The files describe their zones ten years ahead."""


def events(case: dict[str, Any]) -> dict[str, Event]:
    calendar = Calendar.from_ical(case["ics"])
    assert calendar.errors == []
    walked = calendar.walk("VEVENT")
    assert all(event.errors == [] for event in walked)
    return {str(event["UID"]): event for event in walked if "RECURRENCE-ID" not in event}


def put_off(case: dict[str, Any]) -> dict[str, Event]:
    """Single times of a series that were moved."""
    walked = Calendar.from_ical(case["ics"]).walk("VEVENT")
    return {str(event["UID"]): event for event in walked if "RECURRENCE-ID" in event}


def zones(case: dict[str, Any]) -> dict[str, tzinfo]:
    """The zones as the file itself describes them, not as this machine knows their names."""
    described = [zone for zone in Calendar.from_ical(case["ics"]).walk("VTIMEZONE") if isinstance(zone, Timezone)]
    return {str(zone["TZID"]): zone.to_tz(lookup_tzid=False) for zone in described}


def repeated(event: Event, count: int) -> list[datetime]:
    """Wall-clock times of the event and its repeats, as the file gives them."""
    start = event["DTSTART"].dt.replace(tzinfo=None)
    if "RRULE" not in event:
        return [start]
    rule = event["RRULE"].to_ical().decode()
    text = ";".join(local_until(part, event["DTSTART"].params["TZID"]) for part in rule.split(";"))
    found = [at for at, _ in zip(rrulestr(text, dtstart=start), range(count), strict=False)]
    return [at for at in found if at.year < ZONES_REACH]


def local_until(part: str, zone: str) -> str:
    name, _, value = part.partition("=")
    if name != "UNTIL":
        return part
    until = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return f"UNTIL={until.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_lines_end_and_fold_as_they_must(case: dict[str, Any]) -> None:
    lines = case["ics"].encode().split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_each_event_says_when_and_nothing_else(case: dict[str, Any]) -> None:
    found = events(case)
    for followup in case["followups"]:
        is_open = followup["state"] == "open"
        past = instant(followup).timestamp() * 1000 <= case["now_ms"]
        if not is_open and past and followup["rule"] is None:
            assert followup["id"] not in found
            continue
        event = found.pop(followup["id"])
        assert (str(event["SUMMARY"]), int(event["SEQUENCE"])) == (case["title"], followup["rev"])
        assert str(event["STATUS"]) == ("CONFIRMED" if is_open else "CANCELLED")
        single_put_off = followup["rule"] is None and "snoozed" in followup
        starts = instant(followup, "snoozed" if single_put_off else "due")
        assert event["DTSTART"].dt.astimezone(UTC) == starts
        alarms = [(str(alarm["ACTION"]), str(alarm["DESCRIPTION"])) for alarm in event.walk("VALARM")]
        assert alarms == ([("DISPLAY", case["title"])] if is_open else [])
        assert not {"DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "COMMENT"} & set(event)
    assert found == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_a_time_put_off_is_moved_alone_to_where_the_server_reminds(case: dict[str, Any]) -> None:
    moved = put_off(case)
    for followup in case["followups"]:
        if followup["rule"] is None or followup["state"] != "open" or "snoozed" not in followup:
            assert followup["id"] not in moved
            continue
        until = instant(followup, "snoozed")
        series = events(case)[followup["id"]]
        times = [instant_of(local, zone_of(followup["zone"])) for local in repeated(series, OCCURRENCES)]
        if until in times or until < times[0]:
            assert followup["id"] not in moved
            continue
        event = moved.pop(followup["id"])
        assert event["DTSTART"].dt.astimezone(UTC) == until
        assert event["RECURRENCE-ID"].dt.astimezone(UTC) == max(at for at in times if at < until)
        assert "RRULE" not in event
        same = ("UID", "SEQUENCE", "SUMMARY", "STATUS", "DTSTAMP")
        assert [event[name] for name in same] == [series[name] for name in same]
        assert len(event.walk("VALARM")) == 1
        assert not {"DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "COMMENT"} & set(event)
    assert moved == {}


def instant(followup: dict[str, Any], which: str = "due") -> datetime:
    return instant_of(datetime.fromisoformat(followup[which]), zone_of(followup["zone"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"])
def test_repeats_fall_where_the_server_reminds_by_the_files_own_zones_too(case: dict[str, Any]) -> None:
    described = zones(case)
    for followup in case["followups"]:
        event = events(case).get(followup["id"])
        if event is None:
            continue
        zone = zone_of(followup["zone"])
        in_file = described[followup["zone"]]
        last = instant(followup)
        for local in repeated(event, OCCURRENCES)[1:]:
            at = next_after(instant(followup), followup["rule"], followup["zone"], last)
            assert at == instant_of(local, zone)
            assert at == local.replace(tzinfo=in_file).astimezone(UTC) or nobody_sees(local, zone)
            last = at
        if followup["rule"] is None or "COUNT" in followup["rule"] or "UNTIL" in followup["rule"]:
            assert next_after(instant(followup), followup["rule"], followup["zone"], last) is None


def nobody_sees(local: datetime, zone: ZoneInfo) -> bool:
    """Whether no clock shows this, since it jumps over it: there calendars may differ by that jump."""
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local
