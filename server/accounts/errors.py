"""Refusals of the accounts room."""

from server.errors import AppError


class AuthFailed(AppError):
    """The one answer to a wrong secret, an unknown name or an unknown code."""

    code, status, detail = "auth_failed", 401, "That did not match."


class LoginTaken(AppError):
    """Somebody has this login name."""

    code, status, detail = "login_taken", 409, "That login name is taken."


class AccountExists(AppError):
    """The account, or its recovery id, is registered."""

    code, status, detail = "account_exists", 409, "That account is registered already."


class InviteRefused(AppError):
    """No invitation, or none that is good (any more): one answer."""

    code, status, detail = "invite", 409, "A new account needs an invitation code that nobody has used yet."


class LoginName(AppError):
    """Not a login name."""

    code, status, detail = "login_name", 422, "A login name has 3 to 64 visible characters."


class SlotRefused(AppError):
    """A key slot, or the signature over the set, is not as the protocol has it."""

    code, status, detail = "slots", 422, "The key slots are not as the protocol has them."


class SlotsConflict(AppError):
    """The key slots are no longer those that the request replaces."""

    code, status, detail = "slots_conflict", 409, "The key slots have changed since. Fetch them, then try again."


class PasskeyRefused(AppError):
    """What a new passkey said of itself does not hold."""

    code, status, detail = "passkey", 422, "That passkey was not made for this site, or not by a person it recognised."


class PasskeyCounter(AppError):
    """A passkey counts less than before: a copy of it may be in use."""

    code, status, detail = "passkey_counter", 401, "This passkey may have been copied. Use another way to sign in."


class ChallengeGone(AppError):
    """The challenge was used, is over, or was another browser's."""

    code, status, detail = "challenge", 409, "That took too long, or was done before. Try again."


class IdentityRefused(AppError):
    """An identity log entry is not as the protocol has it."""

    code, status, detail = "identity", 422, "The identity entry is not as the protocol has it."


class IdentityConflict(AppError):
    """The entry does not follow the log's last one."""

    code, status, detail = "identity_conflict", 409, "The identity log has moved on. Fetch it, then try again."
