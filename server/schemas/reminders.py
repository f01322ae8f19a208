"""Wire shapes of the reminders room: instants without words, push subscriptions."""

from typing import Annotated, Literal

from pydantic import Field

from server.schemas.wire import Base64Url, Count, Shape

Point = Annotated[bytes, Base64Url(65)]
Instant = Annotated[str, Field(max_length=24, description="RFC 3339 in UTC, ending in Z")]
AuthSecret = Annotated[bytes, Base64Url(16)]


class ReminderPut(Shape):
    """When to remind: first instant, how it repeats, in which zone, and to when this one time was put off."""

    due: Instant
    rule: Annotated[str, Field(min_length=1, max_length=128, description="RFC 5545 RRULE")] | None
    zone: Annotated[str, Field(min_length=1, max_length=64, description="IANA time zone")]
    rev: Count
    snoozed: Instant | None = None


class ReminderRev(Shape):
    """A reminder's revision."""

    rev: Count


class ReminderAct(Shape):
    """What a person answered on a notification; the token is the push's own."""

    token: Annotated[bytes, Base64Url(32)]
    act: Literal["done", "tomorrow"]


class PushSubscribe(Shape):
    """A browser's push subscription."""

    endpoint: Annotated[str, Field(min_length=1, max_length=2048)]
    p256dh: Point
    auth: AuthSecret
    vapid_key: Annotated[str, Field(max_length=88, description="base64url, the key it was made under")] | None = None


class PushStanding(Shape):
    """Whether this device's subscription still stands."""

    subscribed: bool


class PushUnsubscribe(Shape):
    """A push subscription to forget."""

    endpoint: Annotated[str, Field(min_length=1, max_length=2048)]


class PushTestAnswer(Shape):
    """How many pushes were handed to the worker."""

    sent: Annotated[int, Field(ge=0, le=1)]
