"""Why there is no worksheet."""

from server.errors import AppError


class NoSheet(AppError):
    """The typesetting broke."""

    code, status, detail = "sheet_failed", 503, "This sheet could not be made now. Try again in a minute."
