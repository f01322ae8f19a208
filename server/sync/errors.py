"""Refusals of the sync room."""

from server.errors import AppError


class OpRefused(AppError):
    """An op that is not as the protocol has it; `index` counts from 0 within the request."""

    detail = "An op is not as the protocol has it."


class Fork(AppError):
    """The log here is no ancestor of the phone's."""

    code, status, detail = "fork", 409, "The log here is not a beginning of yours."


class Gap(AppError):
    """The log here ends before the ops begin; `expected` is the seq to begin after."""

    code, status, detail = "gap", 409, "The log here ends earlier. Begin after its last op."


class OpOutOfOrder(AppError):
    """An op that does not follow its device's last one here."""

    code, status, detail = "counter", 409, "An op does not follow this device's last one."
