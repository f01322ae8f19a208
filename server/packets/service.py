"""From a record to its PDF, by way of the child process."""

import re

from server import logs
from server.errors import AppError
from server.packets.errors import NoRecord, NotTypeset, TooLong, TooManyExhibits
from server.typesetting.limits import MOST_EXHIBITS
from server.typesetting.outcome import Refusal, Refused
from server.typesetting.process import Failed, typeset

SIZES = ("a4", "letter")
_OPENING = re.compile(rb'\s*\{\s*"schema"\s*:\s*"holdfast-record/1"')


def pdf(record: bytes, size: str) -> bytes:
    """The PDF on paper of this size; what is plainly no record starts no process."""
    if size not in SIZES or not _OPENING.match(record[:200]):
        raise NoRecord()
    try:
        return typeset(record, size)
    except Refused as refused:
        logs.event("packet_refused", reason=refused.refusal)
        raise _refusal(refused.refusal) from None
    except Failed as failed:
        logs.alarm("packet_failed", exit=failed.code)
        raise NotTypeset() from None


def _refusal(refusal: Refusal) -> AppError:
    match refusal:
        case Refusal.TOO_MANY_EXHIBITS:
            return TooManyExhibits(limit=MOST_EXHIBITS)
        case Refusal.TOO_LONG:
            return TooLong()
        case Refusal.FOREIGN:
            logs.alarm("packet_asked_for_foreign_resource")
            return NotTypeset()
        case Refusal.NO_RECORD:
            return NoRecord()
