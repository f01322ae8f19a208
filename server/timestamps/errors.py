"""What the timestamps room refuses."""

from server.errors import AppError


class NotAQuery(AppError):
    """Bytes that are no TimeStampReq."""

    code, detail = "timestamp_query", "This is not an RFC 3161 timestamp query."


class NoAnswer(AppError):
    """The outside authority did not answer, or not to what it was asked."""

    code, status = "timestamp_authority", 503
    detail = "The timestamp authority did not give a valid answer. Ask again later."
