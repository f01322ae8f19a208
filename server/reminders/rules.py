"""When a reminder comes again: a small part of RFC 5545, reckoned on the wall clock of its zone.

Zones come from the pinned tzdata package, never from this machine: Debian 12 still sets British Columbia's clocks back.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from server.reminders.errors import RuleRefused

_DUE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z", re.ASCII)
_PART = re.compile(
    r"FREQ=(?:DAILY|WEEKLY|MONTHLY)|INTERVAL=[1-9]\d{0,2}|COUNT=[1-9]\d{0,2}|UNTIL=\d{8}T\d{6}Z", re.ASCII
)
_YEARS = range(2020, 2200)
_DAYS = {"DAILY": 1, "WEEKLY": 7}


def instant(due: str) -> datetime:
    """An RFC 3339 instant in UTC; RuleRefused otherwise."""
    if not _DUE.fullmatch(due):
        raise RuleRefused()
    try:
        found = datetime.fromisoformat(due)
    except ValueError:
        raise RuleRefused() from None
    if found.year not in _YEARS:
        raise RuleRefused()
    return found


@cache
def _zone_names() -> frozenset[str]:
    return frozenset((files("tzdata") / "zones").read_text("ascii").split())


@cache
def zone_of(name: str) -> ZoneInfo:
    """An IANA zone; RuleRefused otherwise."""
    if name not in _zone_names():
        raise RuleRefused()
    with (files("tzdata") / "zoneinfo" / name).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


def _rule(text: str, start: datetime, zone: ZoneInfo) -> rrule:
    parts = text.split(";")
    names = [part.partition("=")[0] for part in parts]
    if not all(_PART.fullmatch(part) for part in parts) or names[0] != "FREQ" or len(set(names)) != len(names):
        raise RuleRefused()
    if {"COUNT", "UNTIL"} <= set(names):
        raise RuleRefused()
    try:
        local = ";".join(_local_until(part, zone) for part in parts)
        found = rrulestr(local, dtstart=start)
    except (ValueError, OverflowError):
        raise RuleRefused() from None
    if not isinstance(found, rrule):
        raise RuleRefused()
    return found


def _locals_after(rule: rrule, text: str, start: datetime, after: datetime) -> Iterator[datetime]:
    """The next few wall times after one. Days and weeks are reckoned: stepping there from years ago takes long."""
    parts = dict(part.split("=") for part in text.split(";"))
    if days := _DAYS.get(parts["FREQ"]):
        step = timedelta(days=days * int(parts.get("INTERVAL", "1")))
        passed = max(0, (after - start) // step)
        if count := int(parts.get("COUNT", "0")):
            if passed >= count:
                return iter(())
            rule = rule.replace(count=count - passed)
        rule = rule.replace(dtstart=start + passed * step)
    return iter(rule.xafter(after, count=4))


def _local_until(part: str, zone: ZoneInfo) -> str:
    name, _, value = part.partition("=")
    if name != "UNTIL":
        return part
    until = datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if until.year not in _YEARS:
        raise RuleRefused()
    return f"UNTIL={until.astimezone(zone):%Y%m%dT%H%M%S}"


def check(due: str, rule: str | None, zone_name: str) -> datetime:
    """The first instant of a reminder that can be followed; RuleRefused otherwise."""
    first, zone = instant(due), zone_of(zone_name)
    if rule is not None:
        _rule(rule, first.astimezone(zone).replace(tzinfo=None), zone)
    return first


def next_after(first: datetime, rule: str | None, zone_name: str, now: datetime) -> datetime | None:
    """The first occurrence after `now`, at the first one's wall-clock time; None when there is none."""
    if rule is None:
        return first if first > now else None
    zone = zone_of(zone_name)
    start = first.astimezone(zone).replace(tzinfo=None)
    after = max(now, first - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None) - timedelta(days=1)
    for local in _locals_after(_rule(rule, start, zone), rule, start, after):
        found = instant_of(local, zone)
        if found > now and found.year in _YEARS:
            return found
    return None


def instant_of(local: datetime, zone: ZoneInfo) -> datetime:
    """When a zone's clocks show a wall time; of two such moments the first."""
    return local.replace(tzinfo=zone).astimezone(UTC)
