"""When a reminder's next push is: its next occurrence, or a nudge about the last one while nobody acted on it."""

from datetime import UTC, datetime, timedelta

from server import clock
from server.reminders import rules

_NUDGE_DAYS = (1, *range(8, 365, 7))


def at(ms: int) -> datetime:
    """An instant from milliseconds since 1970."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def ms_of(instant: datetime) -> int:
    """Milliseconds since 1970."""
    return round(instant.timestamp() * 1000)


def occurrence_after(due_ms: int, rule: str | None, zone: str, now_ms: int) -> int | None:
    """The next instant of the rule itself."""
    found = rules.next_after(at(due_ms), rule, zone, at(now_ms))
    return None if found is None else ms_of(found)


def is_occurrence(due_ms: int, rule: str | None, zone: str, instant_ms: int) -> bool:
    """Whether an instant is one of the rule's own."""
    return instant_ms == due_ms or occurrence_after(due_ms, rule, zone, instant_ms - 1) == instant_ms


def asked_at(instant_ms: int, zone: str, now_ms: int) -> int:
    """When a push that goes out now was asked for: its instant, or that time of a later day if it is days late."""
    here = rules.zone_of(zone)
    wall = at(instant_ms).astimezone(here).replace(tzinfo=None)
    days = max(0, (now_ms - instant_ms) // clock.DAY_MS)
    return ms_of(rules.instant_of(wall + timedelta(days=days), here))


def nudge_after(asked_ms: int, zone: str, now_ms: int) -> int | None:
    """The next day at the same time, then weekly for a year, then nothing more."""
    wall = at(asked_ms).astimezone(rules.zone_of(zone)).replace(tzinfo=None)
    for days in _NUDGE_DAYS:
        instant = ms_of(rules.instant_of(wall + timedelta(days=days), rules.zone_of(zone)))
        if instant > now_ms:
            return instant
    return None


def tomorrow(due_ms: int, zone: str, now_ms: int) -> int:
    """The day after today by the zone's calendar, at the time of day that it is due."""
    here = rules.zone_of(zone)
    time_of_day = at(due_ms).astimezone(here).time()
    day = at(now_ms).astimezone(here).date() + timedelta(days=1)
    return ms_of(rules.instant_of(datetime.combine(day, time_of_day), here))


def soonest(*instants: int | None) -> int | None:
    """The earliest of those that there are."""
    return min((instant for instant in instants if instant is not None), default=None)
