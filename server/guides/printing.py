"""Worksheets as PDFs: each is typeset once in a process's life, for it is the same for everyone."""

import json

from server import logs, rate_limits
from server.guides.errors import NoSheet
from server.guides.sheet import Sheet, composed
from server.i18n import Language, Words
from server.typesetting.kind import Kind
from server.typesetting.outcome import Refused
from server.typesetting.process import Failed, typeset

_made: dict[tuple[str, Language, str], bytes] = {}


def pdf(sheet: Sheet, t: Words, size: str) -> bytes:
    """The PDF; whoever is the first to ask for it is counted, as for a packet's."""
    key = (sheet.id, t.language, size)
    if key not in _made:
        rate_limits.count_address("typesetting")
        body = json.dumps(composed(sheet, t), ensure_ascii=False).encode()
        try:
            _made[key] = typeset(body, size, Kind.SHEET)
        except Refused as refused:
            logs.alarm("sheet_refused", reason=refused.refusal)
            raise NoSheet() from None
        except Failed as failed:
            logs.alarm("sheet_failed", exit=failed.code)
            raise NoSheet() from None
    return _made[key]
