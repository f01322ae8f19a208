"""Refusals of the sync room."""

from server.errors import AppError


class OpRefused(AppError):
    """An op that is not as the protocol has it; `index` counts from 0 within the request."""

    detail = "An op is not as the protocol has it."


class OpOutOfOrder(AppError):
    """An op that does not follow its device's last one here."""

    code, status, detail = "counter", 409, "An op does not follow this device's last one."
