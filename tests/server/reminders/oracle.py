"""When a reminder is due, by the calendar and the clocks alone: every day is looked at, no rule library is asked."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


def shown_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first instant whose clocks show this; when they jump over it, when an unchanged one would."""
    wall = datetime.combine(day, at)
    noon = wall.replace(tzinfo=UTC)
    offsets = [(noon + shift).astimezone(zone).utcoffset() or timedelta() for shift in (-_DAY, _DAY)]
    instants = sorted(noon - offset for offset in offsets)
    showing = [instant for instant in instants if instant.astimezone(zone).replace(tzinfo=None) == wall]
    return showing[0] if showing else noon - offsets[0]


def _fits(day: date, first: date, freq: str, interval: int) -> bool:
    if freq == "MONTHLY":
        months = (day.year - first.year) * 12 + day.month - first.month
        return day.day == first.day and months % interval == 0
    return (day - first).days % (interval * (7 if freq == "WEEKLY" else 1)) == 0


def occurrences(first: datetime, rule: dict[str, str], zone: ZoneInfo, last_day: date) -> Iterator[datetime]:
    """All of a reminder up to a day."""
    start = first.astimezone(zone).replace(tzinfo=None)
    left = int(rule.get("COUNT", "1000000"))
    until = datetime.strptime(rule["UNTIL"], "%Y%m%dT%H%M%S%z") if "UNTIL" in rule else None
    day = start.date()
    while day <= last_day and left:
        if _fits(day, start.date(), rule["FREQ"], int(rule.get("INTERVAL", "1"))):
            at = shown_at(day, start.time(), zone)
            if until is not None and at > until:
                return
            left -= 1
            yield at
        day += _DAY
