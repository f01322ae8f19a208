"""Refusals of the reminders room."""

from server.errors import AppError


class RuleRefused(AppError):
    """A repeat rule, zone or instant this server cannot follow."""

    code, detail = "reminder_rule", "The instant, the zone or the repeat rule is not one that can be followed."


class ActOver(AppError):
    """A token that nothing can be done with: unknown, used, too old, or of an earlier rev."""

    code, status, detail = "act_over", 410, "That reminder was answered already, or has changed since."


class EndpointRefused(AppError):
    """A push endpoint outside the allow-list."""

    code, detail = "push_endpoint", "Pushes are not sent to that address."


class SubscriptionKeyRefused(AppError):
    """A subscription key that is no P-256 point."""

    code, detail = "push_key", "The subscription's key is not a P-256 point."


class VapidKeyRefused(AppError):
    """A subscription under a key that this process cannot sign with: former, or newer than itself."""

    code, detail = "push_vapid_key", "The subscription was made under a key that is not this server's."
