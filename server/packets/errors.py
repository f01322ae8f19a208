"""Why a record gets no PDF."""

from server.errors import AppError


class NoRecord(AppError):
    """Not a record of the published schema."""

    code, detail = "packet_record", "This is not a holdfast-record/1 that can be typeset."


class TooManyExhibits(AppError):
    """More exhibits than one PDF takes."""

    code = "packet_exhibits"
    detail = "This packet has more exhibits than one PDF takes. Choose fewer, or hand on the evidence bag."


class TooLong(AppError):
    """More text than one PDF takes in the time and memory that there is."""

    code = "packet_size"
    detail = "This packet is too long for one PDF. Choose less, or hand on the print view or the evidence bag."


class NotTypeset(AppError):
    """The typesetting broke."""

    code, status = "packet_failed", 503
    detail = "The PDF could not be made now. The print view and the evidence bag need no server."
